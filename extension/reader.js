// The reading view. A capture is shown in a sandboxed frame in which no script can run, under a policy that loads
// nothing but images and our style sheets; what is put there has passed the engine's sanitizer first. Both hold alone.

import { downloadCapture } from "./download.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "./engine.js";
import { hostOf, lengthInWords } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { boxTables, fillFrame } from "./reading/frame.js";
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
  const { lang, dir } = capture;
  const userLanguage = { lang: say("language"), dir: say("@@bidi_dir") };
  const article = {
    html: await sanitizeHtml(body, url),
    title,
    lang,
    dir,
    length: lengthInWords(capture),
    userLanguage,
  };
  const page = await fillFrame(frame, article, settings.loadImages);
  boxTables(page);
  page.addEventListener("click", followLink);
  page.addEventListener("auxclick", (event) => {
    if (event.button === MIDDLE_BUTTON) followLink(event);
  });
  showHeader(capture, url, file);
  // The arrow keys scroll the text at once.
  frame.contentWindow?.focus();
  document.title = title;
  document.body.dataset.state = "shown";
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
