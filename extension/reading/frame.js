// The frame that an article is read in: sandboxed, so that no script can run in it, under a policy that loads nothing
// but images and our style sheets; where images are withheld, only those that are held already. What is put there has
// passed the engine's sanitizer before. Both hold alone.
//
// The reading view marks and listens to the frame's document from outside. A policy can only be narrowed once a document
// has it, so whoever changes their mind about images gets the frame filled anew.

import { trusted } from "./trusted.js";

/**
 * An article as it is shown. `html` is sanitized; `length` is words and time in words of the user's language, in
 * `userLanguage` with its direction; `lang` and `dir` are the article's.
 * @typedef {{
 *   html: string, title: string, lang: string | null, dir: string | null,
 *   length: string, userLanguage: { lang: string, dir: string },
 * }} Article
 */

/** Addresses that hold an image, or lead to one that this page made: for these nobody is asked. */
const HELD = "data: blob:";
const IS_HELD = /^(data|blob):/;

/** The addresses that images may load from, by whether they may. */
const IMAGE_SOURCES = { loaded: `http: https: ${HELD}`, withheld: HELD };

/** From so many UTF-16 units on, the style sheet lets the browser lay out only what is near the screen. */
const LONG = 200_000;

/** Where the style sheets lie, from this module. */
const SHEETS = ["../theme.css", "article.css"];

/**
 * @param {HTMLIFrameElement} frame with `sandbox="allow-same-origin"`
 * @param {Article} article
 * @param {boolean} loadImages
 * @returns {Promise<Document>} when the text is there; images may still be coming
 */
export async function fillFrame(frame, article, loadImages) {
  const before = frame.contentDocument;
  const opened = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.hidden = false;
  frame.srcdoc = trusted(markup(article.html, loadImages));
  await Promise.race([opened, firstText(frame, before)]);
  const page = /** @type {Document} */ (frame.contentDocument);
  page.documentElement.toggleAttribute("data-images-withheld", !loadImages);
  title(page, article);
  sayDates(page, article.userLanguage);
  return page;
}

/** Whether an image is shown without being asked for. @param {HTMLImageElement} image */
export function isHeld(image) {
  return IS_HELD.test(image.currentSrc || image.src);
}

/** @param {string} html @param {boolean} loadImages */
function markup(html, loadImages) {
  const images = loadImages ? IMAGE_SOURCES.loaded : IMAGE_SOURCES.withheld;
  const policy = `default-src 'none'; img-src ${images}; style-src 'self'; base-uri 'none'; form-action 'none'`;
  return [
    `<!DOCTYPE html><html${html.length > LONG ? " data-long" : ""}><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">',
    ...SHEETS.map((sheet) => `<link rel="stylesheet" href="${new URL(sheet, import.meta.url)}">`),
    `<header><h1 dir="auto"></h1><p class="facts"><bdi></bdi></p></header><main>${html}</main>`,
  ].join("");
}

/**
 * Images load for as long as their servers like; the text is there long before.
 * @param {HTMLIFrameElement} frame
 * @param {Document | null} before what the frame held
 */
function firstText(frame, before) {
  return new Promise((resolve) => {
    const look = () => {
      const page = frame.contentDocument;
      const isNew = page !== null && page !== before && page.URL === "about:srcdoc";
      if (isNew && page.readyState !== "loading" && isStyled(page)) resolve(undefined);
      // In a frame that was taken away nothing comes any more.
      else if (frame.isConnected) requestAnimationFrame(look);
    };
    look();
  });
}

/** Where things stand is not known before. @param {Document} page */
function isStyled(page) {
  return [...page.querySelectorAll("link")].every((link) => link.sheet !== null);
}

/** A day as it stands in a `datetime`, whatever time of it follows. */
const DAY = /^\d{4}-\d{2}-\d{2}(?=$|T)/;

/**
 * Where the page printed no date, the capture has the bare one that the page keeps for programs: the day of it is said in
 * the user's language, and the whole is a tooltip.
 * @param {Document} page @param {Article["userLanguage"]} language
 */
function sayDates(page, { lang, dir }) {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
  for (const time of page.querySelectorAll("main > article > header time")) {
    const [day] = DAY.exec(time.textContent ?? "") ?? [];
    if (!day || time.textContent !== time.getAttribute("datetime")) continue;
    time.setAttribute("title", time.textContent);
    time.setAttribute("lang", lang);
    time.setAttribute("dir", dir);
    time.textContent = format.format(new Date(day));
  }
}

/** @param {Document} page @param {Article} article */
function title(page, { title, lang, dir, length, userLanguage }) {
  const heading = page.querySelector("h1");
  const facts = page.querySelector(".facts bdi");
  page.title = title;
  page.documentElement.lang = lang ?? "";
  if (dir === "rtl" || dir === "ltr") page.documentElement.dir = dir;
  if (heading) heading.textContent = title;
  if (!facts) return;
  // A capture knows who wrote it, and when; the length belongs beside that.
  page.querySelector("main > article > header")?.append(facts);
  facts.textContent = length;
  facts.setAttribute("lang", userLanguage.lang);
  facts.setAttribute("dir", userLanguage.dir);
}

/** What may be wider than the text and does not scroll by itself: a table that does is none to a screen reader. */
const WIDE = "table, math[display=block]";

/** Gives what is wide a box of its own to scroll in. @param {Document} page */
export function boxWide(page) {
  for (const wide of page.querySelectorAll(WIDE)) {
    if (wide.parentElement?.closest(WIDE)) continue;
    const box = page.createElement("div");
    box.className = "scroller";
    wide.replaceWith(box);
    box.append(wide);
  }
}
