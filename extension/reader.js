// The reading view. A capture is shown in a sandboxed frame in which no script can run, under a policy that loads
// nothing but images and our style sheets; what is put there has passed the engine's sanitizer first. Both hold alone.

import { downloadCapture } from "./download.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "./engine.js";
import { hostOf, lengthInWords } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { readSettings } from "./settings.js";
import { readCapture, readFile } from "./store/captures.js";
import { NoSuchCapture } from "./store/database.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

/** Where a link in a capture may lead. */
const LINK_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

const MIDDLE_BUTTON = 1;

const outcome = /** @type {HTMLElement} */ (document.getElementById("outcome"));
const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("article"));
const original = /** @type {HTMLAnchorElement} */ (document.getElementById("original"));
const download = /** @type {HTMLButtonElement} */ (document.getElementById("download"));

async function show() {
  const id = new URLSearchParams(location.search).get("id") ?? "";
  // It is compiled while the capture is read; if that fails, readCaptureFile() says why.
  loadEngine().catch(() => {});
  const [capture, file, settings] = await Promise.all([readCapture(id), readFile(id), readSettings()]);
  const { title, url, body } = await readCaptureFile(file);
  await fillFrame(await sanitizeHtml(body, url), settings.loadImages);
  const page = /** @type {Document} */ (frame.contentDocument);
  titlePage(page, title, capture);
  page.addEventListener("click", followLink);
  page.addEventListener("auxclick", (event) => {
    if (event.button === MIDDLE_BUTTON) followLink(event);
  });
  showHeader(capture, url, file);
  frame.hidden = false;
  // The arrow keys scroll the text at once.
  frame.contentWindow?.focus();
  document.title = title;
  document.body.dataset.state = "shown";
}

/**
 * @param {string} html sanitized
 * @param {boolean} loadImages
 * @returns {Promise<void>} when the document is there; its images may still be coming
 */
function fillFrame(html, loadImages) {
  const images = loadImages ? "http: https: data:" : "data:";
  const policy = `default-src 'none'; img-src ${images}; style-src 'self'; base-uri 'none'; form-action 'none'`;
  const sheets = ["theme.css", "article.css"].map((path) => browser.runtime.getURL(path));
  const opened = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.hidden = false;
  frame.srcdoc = [
    `<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">',
    ...sheets.map((sheet) => `<link rel="stylesheet" href="${sheet}">`),
    `<h1 dir="auto"></h1><p class="facts"><bdi></bdi></p>${html}`,
  ].join("");
  return Promise.race([opened, firstText()]).then(() => {});
}

/** Images load for as long as their servers like; the text is there long before. */
function firstText() {
  return new Promise((resolve) => {
    const look = () => {
      const page = frame.contentDocument;
      const ready = page?.URL === "about:srcdoc" && page.readyState !== "loading";
      if (ready) resolve(undefined);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** @param {Document} page @param {string} title @param {Capture} capture */
function titlePage(page, title, capture) {
  const heading = page.querySelector("h1");
  const facts = page.querySelector(".facts bdi");
  page.title = title;
  page.documentElement.lang = capture.lang ?? "";
  if (capture.dir === "rtl" || capture.dir === "ltr") page.documentElement.dir = capture.dir;
  if (heading) heading.textContent = title;
  if (facts) {
    // A capture knows who wrote it, and when; the length belongs beside that.
    page.querySelector("article > header")?.append(facts);
    facts.textContent = lengthInWords(capture);
    facts.setAttribute("lang", say("language"));
    facts.setAttribute("dir", say("@@bidi_dir"));
  }
}

/** @param {Capture} capture @param {string} url @param {string} file */
function showHeader(capture, url, file) {
  // A capture of a local file has no address that a link could lead to.
  if (/^https?:/i.test(url)) {
    original.href = url;
    original.textContent = hostOf(url);
    original.title = say("original", hostOf(url));
    original.setAttribute("aria-label", original.title);
    original.hidden = false;
  }
  download.hidden = false;
  download.addEventListener("click", () => {
    downloadCapture(file, capture.name, browser.extension.inIncognitoContext).then(
      (name) => announce(say("downloaded", name)),
      (error) => announce(say("actionFailed", error.message)),
    );
  });
}

/**
 * Links are followed from here, because the sandbox lets nothing out: inside the article by scrolling, all others in a
 * new tab.
 * @param {MouseEvent} event
 */
function followLink(event) {
  const link = /** @type {Element | null} */ (event.target)?.closest?.("a[href]");
  if (!link) return;
  event.preventDefault();
  const href = link.getAttribute("href") ?? "";
  if (href.startsWith("#")) {
    const target = frame.contentDocument?.getElementById(href.slice(1));
    target?.setAttribute("tabindex", "-1");
    target?.focus();
    target?.scrollIntoView();
    return;
  }
  const address = URL.parse(href);
  if (address && LINK_SCHEMES.has(address.protocol)) browser.tabs.create({ url: address.href });
}

/** @param {string} sentence */
function announce(sentence) {
  outcome.textContent = sentence;
}

localizePage();
announce(say("opening"));
show().then(
  () => announce(""),
  (error) => {
    announce(error instanceof NoSuchCapture ? say("noSuchCapture") : say("actionFailed", error.message));
    document.body.dataset.state = "failed";
  },
);
