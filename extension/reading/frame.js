// The frame that an article is read in: sandboxed, so that no script can run in it, under a policy that loads nothing
// but images and our style sheets; where images are withheld, only those that are held already. What is put there has
// passed the engine's sanitizer before. Both hold alone.
//
// The page in the frame is made empty and the article put into it, so that both can be fetched at once. The reading view
// marks and listens to it from outside. A policy can only be narrowed once a page has it, so whoever changes their mind
// about images gets another page.

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

/** From so many UTF-16 units on, the style sheet lets the browser lay out only what is near the screen. */
const LONG = 200_000;

/** Where the style sheets lie, from this module. */
const SHEETS = ["../theme.css", "article.css"];

/** Firefox takes 'self' in a frame without an address for the site of nothing: there the site is named as well. */
const SITE = location.protocol.startsWith("http") ? ` ${location.origin}` : "";

/** @param {string} images the addresses that images may load from */
function policyWith(images) {
  return `default-src 'none'; img-src ${images}; style-src 'self'${SITE}; base-uri 'none'; form-action 'none'`;
}

const POLICY = policyWith(`http: https: ${HELD}`);

/** What every page in a frame begins with. */
const HEAD = [
  `<!DOCTYPE html><html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
  '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">',
].join("");

/** What an article is put into; `reader.html` has it in its frame from the beginning. */
export const EMPTY_PAGE = [
  HEAD,
  ...SHEETS.map((sheet) => `<link rel="stylesheet" href="${new URL(sheet, import.meta.url)}">`),
  '<header><h1 dir="auto"></h1><p class="facts"><bdi></bdi></p></header><main></main>',
].join("");

/** The filling of each frame that was begun last: the next one waits for it. @type {WeakMap<HTMLIFrameElement, Promise<unknown>>} */
const fillings = new WeakMap();

/**
 * @param {HTMLIFrameElement} frame with `sandbox="allow-same-origin"`
 * @param {Article} article
 * @param {boolean} loadImages
 * @returns {Promise<Document>} when the text is there; images may still be coming
 */
export function fillFrame(frame, article, loadImages) {
  const begun = fillings.get(frame);
  const filling = begun ? begun.then(() => fill(frame, article, loadImages)) : fill(frame, article, loadImages);
  fillings.set(
    frame,
    filling.catch(() => {}),
  );
  return filling;
}

/** @param {HTMLIFrameElement} frame @param {Article} article @param {boolean} loadImages */
async function fill(frame, article, loadImages) {
  const page = await emptyPage(frame);
  const main = /** @type {Element} */ (page.querySelector("main"));
  page.documentElement.toggleAttribute("data-long", article.html.length > LONG);
  page.documentElement.toggleAttribute("data-images-withheld", !loadImages);
  if (!loadImages) withholdImages(page);
  page.addEventListener("click", keepInside);
  main.innerHTML = trusted(article.html);
  title(page, article);
  sayDates(page, article.userLanguage);
  frame.removeAttribute("data-empty");
  return page;
}

/** Whether an image is shown without being asked for. @param {HTMLImageElement} image */
export function isHeld(image) {
  return IS_HELD.test(image.currentSrc || image.src);
}

/**
 * A page under the same policy in a frame that has no address, at once and without style sheets.
 * @param {HTMLIFrameElement} frame with `sandbox="allow-same-origin"`, in the page
 * @param {boolean} loadImages
 * @returns {Document}
 */
export function blankPage(frame, loadImages) {
  const page = /** @type {Document} */ (frame.contentDocument);
  page.open();
  page.write(trusted(`${HEAD}<body>`));
  page.close();
  if (!loadImages) withholdImages(page);
  return page;
}

/** Pages that an article was put into: no other comes into the same. @type {WeakSet<Document>} */
const filled = new WeakSet();

/**
 * A page for an article, with its policy and its style sheets. A frame may have brought one along: then the sheets have
 * come while the capture was read.
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<Document>}
 */
async function emptyPage(frame) {
  frame.hidden = false;
  const brought = frame.contentDocument;
  if (!frame.hasAttribute("srcdoc") || (brought && filled.has(brought))) frame.srcdoc = trusted(EMPTY_PAGE);
  const page = await readyPage(frame);
  filled.add(page);
  return page;
}

/**
 * The first page in a frame that nothing was put into. It is looked for at each frame that is drawn, and, because none is
 * drawn in a tab that nobody sees, when it has loaded.
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<Document>}
 */
function readyPage(frame) {
  return new Promise((resolve) => {
    let isFound = false;
    const look = () => {
      const page = frame.contentDocument;
      if (page?.URL !== "about:srcdoc" || filled.has(page) || !isReady(page)) return;
      isFound = true;
      frame.removeEventListener("load", look);
      resolve(page);
    };
    const lookOn = () => {
      look();
      // In a frame that was taken away nothing comes any more.
      if (!isFound && frame.isConnected) requestAnimationFrame(lookOn);
    };
    frame.addEventListener("load", look);
    lookOn();
  });
}

/**
 * Whether its style sheets are there, without which it is not known where things stand, or will not come. Of a page that is
 * not yet being read browsers say as well that it is complete.
 * @param {Document} page
 */
function isReady(page) {
  const { readyState } = page;
  if (!page.querySelector("main")) return false;
  const isStyled = () => [...page.querySelectorAll("link")].every((link) => link.sheet !== null);
  return readyState === "complete" || (readyState === "interactive" && isStyled());
}

/** A link would put what it leads to into the frame, and nothing may be there: it is followed from outside. @param {Event} event */
function keepInside(event) {
  const link = /** @type {Element | null} */ (event.target)?.closest?.("a[href]");
  if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault();
}

/**
 * A page that has a policy can be given a narrower one and never a wider one. It is whole, because Chromium prefetches what any
 * part of a policy would let pass.
 * @param {Document} page
 */
function withholdImages(page) {
  const policy = page.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = policyWith(HELD);
  page.head.append(policy);
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
    const day = Date.parse(DAY.exec(time.textContent ?? "")?.[0] ?? "");
    // A file from elsewhere may name a day that there is not.
    if (Number.isNaN(day) || time.textContent !== time.getAttribute("datetime")) continue;
    time.setAttribute("title", time.textContent);
    time.setAttribute("lang", lang);
    time.setAttribute("dir", dir);
    time.textContent = format.format(day);
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
