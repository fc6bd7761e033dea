// The engine on a page that is dropped or pasted here: what it finds, and why.
//
// While a large file is still being read, what has come of it is extracted as a page of its own, each time when there is four
// times as much: that costs a third more than to wait, and the reader sees the text at once.

import { byId } from "../extension/by_id.js";
import { element } from "../extension/element.js";
import { freePage, markPage, originsOf, prepareEngine, readPage, selectFrom } from "../extension/engine.js";
import { lengthInWords } from "../extension/facts.js";
import { inDigits, localizePage, say } from "../extension/localize.js";
import { fillFrame } from "../extension/reading/frame.js";
import { readPieces } from "./page_file.js";
import { SAMPLES } from "./samples/samples.js";
import { Tabs } from "./tabs.js";
import { showTrace } from "./trace.js";
import { loadWords } from "./words.js";

/** @typedef {import("../extension/engine.js").Answer} Answer */
/** @typedef {import("../extension/engine.js").Origins} Origins */

/** What is extracted before all is there: so many characters first, and so many times as many each time after. */
const FIRST_LOOK = 64 * 1024;
const LOOK_GROWTH = 4;

/** Where a page without an address is said to be: links that are not absolute lose their address then. */
const NO_ADDRESS = "about:blank";

const NO_CORRECTIONS = { keep: [], drop: [] };

/**
 * The fields of an answer that are shown as metadata, with the names of their labels, and of the field whose origin theirs is;
 * what the engine counted itself has none.
 * @type {[keyof Answer, string, (keyof Origins)?][]}
 */
const FIELDS = [
  ["title", "wwwFieldTitle", "title"],
  ["byline", "wwwFieldByline", "byline"],
  ["authors", "wwwFieldAuthors", "byline"],
  ["published", "wwwFieldPublished", "published"],
  ["modified", "wwwFieldModified", "modified"],
  ["site", "wwwFieldSite", "site"],
  ["lang", "wwwFieldLanguage", "lang"],
  ["dir", "wwwFieldDirection", "dir"],
  ["excerpt", "wwwFieldExcerpt", "excerpt"],
  ["image", "wwwFieldImage", "image"],
  ["canonical", "wwwFieldCanonical", "canonical"],
  ["keywords", "wwwFieldKeywords", "keywords"],
  ["words", "wwwFieldWords"],
  ["confidence", "wwwFieldConfidence"],
];

/** How the places are called where a page says something of itself. */
const ORIGINS = {
  visible: "wwwOriginVisible",
  card: "wwwOriginCard",
  schema: "wwwOriginSchema",
  head: "wwwOriginHead",
  address: "wwwOriginAddress",
};

const form = /** @type {HTMLFormElement} */ (byId("page"));
const address = /** @type {HTMLInputElement} */ (byId("url"));
const source = /** @type {HTMLTextAreaElement} */ (byId("source"));
const file = /** @type {HTMLInputElement} */ (byId("file"));
const outcome = byId("outcome");
const result = byId("result");
const article = /** @type {HTMLIFrameElement} */ (byId("article"));
const download = /** @type {HTMLAnchorElement} */ (byId("download"));

/** Which page is being extracted: an earlier one that is still being read is given up. */
let current = 0;

/** @param {string} html @param {string} url */
async function extractText(html, url) {
  const own = ++current;
  await prepareEngine();
  await show(html, url, own);
}

/** @param {File} page */
async function extractFile(page) {
  const own = ++current;
  await prepareEngine();
  let [html, look] = ["", FIRST_LOOK];
  for await (const piece of readPieces(page)) {
    if (own !== current) return;
    html += piece;
    if (html.length < look) continue;
    look = html.length * LOOK_GROWTH;
    await glance(html, page.size, own);
  }
  if (own !== current) return;
  // A long page is for the engine, not for a field in which people type.
  source.value = html.length > FIRST_LOOK ? "" : html;
  await show(html, address.value, own);
}

/** What has come of a page so far. @param {string} html @param {number} size of the whole file in bytes @param {number} own */
async function glance(html, size, own) {
  const { answer } = await extract(html, address.value);
  if (!answer.html || own !== current) return;
  result.hidden = false;
  await fillArticle(answer);
  if (own !== current) return;
  const percent = Math.min(99, Math.round((100 * html.length) / size));
  outcome.textContent = say("wwwReading", [inDigits(percent)]);
}

/** @param {string} html @param {string} url @param {boolean} [isMarked] whether the page is wanted with marks */
async function extract(html, url, isMarked = false) {
  const started = performance.now();
  const page = await readPage(html.toWellFormed(), url || NO_ADDRESS);
  try {
    const answer = selectFrom(page, "article", Date.now());
    const took = performance.now() - started;
    const marked = isMarked ? markPage(page, "article", NO_CORRECTIONS) : "";
    return { answer, took, marked, origins: originsOf(page) };
  } finally {
    freePage(page);
  }
}

/** @param {string} html @param {string} url @param {number} own */
async function show(html, url, own) {
  const { answer, took, marked, origins } = await extract(html, url, true);
  if (own !== current) return;
  showFacts(html, answer, took);
  showMetadata(answer, origins);
  showCapture(answer);
  result.hidden = false;
  if (answer.html) await fillArticle(answer);
  if (own !== current) return;
  await showTrace(marked, answer, byId("trace"), byId("legend"));
  outcome.textContent = answer.html ? "" : say("wwwNoArticle");
  tabs.select(answer.html ? "article" : "trace");
  document.body.dataset.state = "shown";
}

/** @param {string} html @param {Answer} answer @param {number} took ms */
function showFacts(html, answer, took) {
  const number = new Intl.NumberFormat(say("language"), { maximumFractionDigits: 1 });
  const kilobytes = number.format(new Blob([html]).size / 1000);
  byId("facts").textContent = say("wwwTook", [kilobytes, number.format(took), number.format(answer.words)]);
}

/** @param {Answer} answer */
function fillArticle(answer) {
  const userLanguage = { lang: say("language"), dir: say("direction") };
  const { html, title, lang, dir } = answer;
  const length = lengthInWords(answer);
  return fillFrame(article, { html, title: title ?? "", lang, dir, length, userLanguage }, false);
}

/** @param {Answer} answer @param {Origins} origins */
function showMetadata(answer, origins) {
  const rows = FIELDS.flatMap(([field, label, origin]) => {
    const text = [answer[field]].flat().join(" · ");
    const value = element("bdi", {}, text || "–");
    const places = text && origin ? origins[origin].map((place) => say(ORIGINS[place])) : [];
    const source = places.length > 0 ? [element("small", {}, say("wwwReadFrom", [places.join(", ")]))] : [];
    return [element("dt", {}, say(label)), element("dd", {}, value, ...source)];
  });
  byId("metadata").replaceChildren(...rows);
}

/** @param {Answer} answer */
function showCapture({ capture, name }) {
  byId("capture").textContent = capture ?? say("wwwNoCapture");
  URL.revokeObjectURL(download.href);
  download.hidden = capture === null;
  if (capture === null) return download.removeAttribute("href");
  download.href = URL.createObjectURL(new Blob([capture], { type: "text/markdown" }));
  download.download = name?.split("/").at(-1) ?? "";
}

/** @param {() => Promise<void>} work */
function attempt(work) {
  outcome.textContent = say("wwwWorking");
  work().catch((error) => {
    outcome.textContent = say("actionFailed", [error.message]);
    document.body.dataset.state = "failed";
  });
}

/** @param {{ file: string, url: string, name: string }} sample */
function offerSample(sample) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say(sample.name);
  button.addEventListener("click", () =>
    attempt(async () => {
      const response = await fetch(new URL(`samples/${sample.file}`, import.meta.url));
      [source.value, address.value] = [await response.text(), sample.url];
      await extractText(source.value, sample.url);
    }),
  );
  return button;
}

await loadWords();
localizePage();
document.title = `${say("wwwTry")} – Offprint`;
const tabs = new Tabs(result);
byId("samples").append(...SAMPLES.map(offerSample));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => extractText(source.value, address.value));
});
file.addEventListener("change", () => {
  const [chosen] = file.files ?? [];
  if (chosen) attempt(() => extractFile(chosen));
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const dropped = event.dataTransfer?.files[0];
  if (dropped) attempt(() => extractFile(dropped));
});
document.body.dataset.state = "ready";
