// The viewer: captures that are dropped here are listed, searched, read and compared, and nothing of them is sent or stored.
//
// The list, the reading view and the view of two versions are the extension's; this page gives them what they need.

import { byId } from "../extension/by_id.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "../extension/engine.js";
import { hostOf, lengthInWords, readingMinutes, siteOf } from "../extension/facts.js";
import { guarded, loadFormats } from "../extension/formats.js";
import { CaptureList } from "../extension/list/capture_list.js";
import { NO_FILTERS, Shelf } from "../extension/list/shelf.js";
import { inDigits, localizePage, say } from "../extension/localize.js";
import { openView } from "../extension/reading/open.js";
import { PicturePlaces } from "../extension/reading/pictures.js";
import { SearchClient } from "../extension/search/client.js";
import { filesIn } from "../extension/transfer/dropped.js";
import { renderRows } from "../extension/versions/view.js";
import { Opened } from "./opened.js";
import { ownScript } from "./own_scripts.js";
import { loadWords } from "./words.js";

/** @typedef {import("../extension/list/shelf.js").Entry} Entry */
/** @typedef {import("../extension/store/captures.js").Capture} Capture */
/** @typedef {import("../extension/transfer/sources.js").Given} Given */

/** How many faults are listed: a wrong folder has thousands, and says so by their number. */
const MOST_FAULTS = 500;

/** What is offered at a row. */
const OFFERS = [{ act: "download", message: "download", name: "download" }];

const query = /** @type {HTMLInputElement} */ (byId("query"));
const beside = /** @type {HTMLInputElement} */ (byId("beside"));
const progress = /** @type {HTMLProgressElement} */ (byId("opening"));
const versions = /** @type {HTMLDialogElement} */ (byId("versions"));
const compareButton = byId("compare");

await loadWords();
localizePage();
document.title = `${say("wwwViewer")} – Offprint`;
const language = say("language");

const opened = new Opened();
const shelf = new Shelf(language, hostOf);
/** The ids that answer what is in the search field; null where nothing is. @type {string[] | null} */
let answers = null;
/** What was opened and is not yet read. @type {Given[]} */
const waiting = [];
/** What ends the reading of files that is under way. @type {AbortController | null} */
let reading = null;
/** What ends the view of a capture. */
let turning = new AbortController();
/** Where the reader was in each capture while this page is open. @type {Map<string, import("../extension/reading/view.js").Place>} */
const places = new Map();
/** How the reader wants to read, while this page is open. @type {unknown} */
let choices = {};

const list = new CaptureList(
  byId("captures"),
  {
    say,
    length: lengthInWords,
    site: siteOf,
    address: (id) => `#${id}`,
    comparison: () => null,
    isCopied: () => null,
    offers: OFFERS,
    showImages: false,
    kept: async () => null,
  },
  { act: perform, selected: showSelection, rested: (entries) => attempt(() => showHits(entries)) },
);
const search = new SearchClient(
  () => new Worker(ownScript("search_worker.js"), { type: "module" }),
  () => {},
  report,
);

/** Reads files; what is opened meanwhile is read after them. @param {Given} given */
async function open(given) {
  waiting.push(given);
  if (reading) return;
  reading = new AbortController();
  showReading(true);
  try {
    for (let next = waiting.shift(); next && !reading.signal.aborted; next = waiting.shift()) {
      await opened.read(next, reading.signal, take);
    }
  } finally {
    reading = null;
    waiting.length = 0;
    showReading(false);
  }
  showFaults();
  showDigests();
  outcome(say("wwwOpened", [inDigits(opened.size), inDigits(opened.faults.length)]));
  document.body.dataset.state = "shown";
}

/** @param {boolean} isReading */
function showReading(isReading) {
  progress.hidden = !isReading;
  byId("stop").hidden = !isReading;
}

/** @param {Capture[]} captures @param {number} done */
async function take(captures, done) {
  shelf.put(captures);
  outcome(say("wwwOpening", [inDigits(done)]));
  byId("opened").hidden = opened.size === 0;
  await arrange();
  const files = captures.map(({ id, title, byline, site, url, stamp }) => {
    const host = hostOf(url);
    return { id, title, byline: byline ?? "", site: site ?? "", host, stamp, file: opened.file(id) };
  });
  // Not awaited: the worker reads them while the next ones are opened.
  search
    .ask(/** @type {any} */ ("add"), /** @type {any} */ ({ files }))
    .then(askAgain)
    .catch(report);
  // The page has its turn.
  await new Promise((resolve) => setTimeout(resolve));
}

async function arrange() {
  await shelf.rank("time");
  const entries = shelf.entries(NO_FILTERS, answers === null ? "time" : "relevance", answers);
  list.show(entries);
  byId("count").textContent = say(answers === null ? "captureCount" : "listFound", inDigits(entries.length));
}

async function ask() {
  const typed = query.value;
  const found = typed.trim() === "" ? null : (await search.ask("search", { typed })).ids;
  if (query.value !== typed) return;
  answers = found;
  list.forgetHits();
  list.rewind();
  await arrange();
}

/** Asks once more, because there is more to be found, and leaves the list where it is. */
async function askAgain() {
  const typed = query.value;
  if (answers === null) return;
  const { ids } = await search.ask("search", { typed });
  if (query.value !== typed) return;
  answers = ids;
  await arrange();
}

/** @param {Entry[]} entries */
async function showHits(entries) {
  if (answers === null) return;
  const typed = query.value;
  const hits = await search.ask("hits", {
    typed,
    captures: entries.map(({ capture: { id, title } }) => ({ id, title })),
  });
  if (query.value === typed) list.showHits(hits);
}

/** @param {string} act @param {Entry[]} entries */
function perform(act, entries) {
  const [entry] = entries;
  if (act === "open" && entry) location.hash = entry.capture.id;
  if (act === "download") for (const { capture } of entries) download(capture);
}

/** @param {Capture} capture */
function download({ id, name }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([opened.file(id)], { type: "text/markdown" }));
  link.download = name.split("/").at(-1) ?? name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Shows the capture that the address names, or the list. Each has style sheets that know nothing of the other's. */
async function turn() {
  turning.abort();
  turning = new AbortController();
  for (const area of ["bar", "panels"]) byId(area).replaceChildren();
  const capture = opened.capture(location.hash.slice(1));
  const view = capture ? "reading" : "list";
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-in]"))) {
    element.hidden = element.dataset.in !== view;
  }
  for (const sheet of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("[data-sheet]"))) {
    sheet.media = sheet.dataset.sheet === view ? "all" : "not all";
  }
  if (!capture) return list.focus();
  await read(capture, turning.signal);
}

/** @param {Capture} capture @param {AbortSignal} signal */
async function read(capture, signal) {
  const { id, lang, dir, stamp } = capture;
  const { title, url, body } = await readCaptureFile(opened.file(id));
  const html = await sanitizeHtml(body, url);
  if (signal.aborted) return;
  await openView({
    frame: freshFrame(),
    bar: byId("bar"),
    panels: byId("panels"),
    article: {
      html,
      title,
      lang,
      dir,
      length: lengthInWords(capture),
      userLanguage: { lang: language, dir: say("direction") },
    },
    url,
    stamp,
    minutes: readingMinutes(capture),
    say,
    announce: tellReader,
    fail: (error) => tellReader(say("actionFailed", [error.message])),
    open: (address) => window.open(address, "_blank", "noopener,noreferrer"),
    signal,
    choices,
    keepChoices: (chosen) => {
      choices = chosen;
    },
    place: places.get(id) ?? null,
    keepPlace: (place) => places.set(id, place),
    highlights: null,
    locate: async () => null,
    leftOut: null,
    album: null,
    pictures: new PicturePlaces(opened.pictures(id), signal),
    library: "#",
    neighbours: async () => neighbours(id),
    download: async () => download(capture),
  });
}

/** A view listens to its frame for as long as that lives. */
function freshFrame() {
  const old = byId("article");
  const frame = /** @type {HTMLIFrameElement} */ (old.cloneNode());
  frame.removeAttribute("srcdoc");
  old.replaceWith(frame);
  return frame;
}

/** @param {string} id */
function neighbours(id) {
  const entries = shelf.entries(NO_FILTERS, answers === null ? "time" : "relevance", answers);
  const at = entries.findIndex(({ capture }) => capture.id === id);
  /** @param {Entry | undefined} entry */
  const link = (entry) => (entry ? { href: `#${entry.capture.id}`, title: entry.capture.title } : null);
  return { previous: link(entries[at - 1]), next: link(entries[at + 1]) };
}

/** The two that are compared: two selected ones, or the newest versions of one. @returns {[Capture, Capture] | null} the older first */
function pair() {
  const selected = list.selected;
  const captures =
    selected.length === 1 ? (selected[0]?.versions.slice(0, 2) ?? []) : selected.map(({ capture }) => capture);
  const [one, other] = captures.sort((a, b) => a.stamp - b.stamp);
  return captures.length === 2 && one && other ? [one, other] : null;
}

function showSelection() {
  compareButton.hidden = pair() === null;
}

async function compare() {
  const chosen = pair();
  if (!chosen) return;
  const formats = await loadFormats();
  const [before, after] = chosen.map(({ id }) => new TextEncoder().encode(opened.file(id)));
  if (!before || !after) return;
  const { rows, added, removed } = guarded(() => formats.compare(before, after));
  const layout = beside.checked ? "beside" : "inline";
  byId("rows").dataset.layout = layout;
  byId("rows").replaceChildren(renderRows(rows, layout, (count) => say("versionsFolded", inDigits(count))));
  const changes = say("versionsChanged", [inDigits(added), inDigits(removed)]);
  byId("versions-outcome").textContent = added + removed === 0 ? say("versionsSame") : changes;
  if (!versions.open) versions.showModal();
}

function showFaults() {
  const { faults } = opened;
  const entries = faults.slice(0, MOST_FAULTS).map(({ name, reason }) => entry(`${name}: ${reason}`));
  fold("faults", say("wwwFaults", [inDigits(faults.length)]), entries);
}

/** What the digests show. */
function showDigests() {
  const checked = opened.check();
  const wrong = checked.filter(({ isRight }) => !isRight);
  const sentence = say("wwwDigests", [inDigits(checked.length - wrong.length), inDigits(checked.length)]);
  const entries = wrong.map(({ name }) => entry(say("wwwDigestWrong", [name])));
  fold("digests", sentence, entries, checked.length > 0);
}

/** @param {string} id @param {string} summary @param {HTMLElement[]} entries @param {boolean} [isShown] */
function fold(id, summary, entries, isShown = entries.length > 0) {
  const details = byId(id);
  details.hidden = !isShown;
  const [title, rows] = [details.querySelector("summary"), details.querySelector("ul")];
  if (title) title.textContent = summary;
  rows?.replaceChildren(...entries);
}

/** @param {string} text */
function entry(text) {
  const element = document.createElement("li");
  element.textContent = text;
  element.dir = "auto";
  return element;
}

/** @param {string} sentence */
function tellReader(sentence) {
  byId("said").textContent = sentence;
}

/** @param {string} sentence */
function outcome(sentence) {
  byId("outcome").textContent = sentence;
}

/** @param {Error} error */
function report(error) {
  outcome(say("actionFailed", [error.message]));
}

/** @param {() => Promise<void>} act */
function attempt(act) {
  act().catch(report);
}

for (const id of ["files", "folder"]) {
  const input = /** @type {HTMLInputElement} */ (byId(id));
  input.addEventListener("change", () => attempt(() => open([...(input.files ?? [])])));
}
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { dataTransfer } = event;
  if (dataTransfer) attempt(async () => open(await filesIn(dataTransfer)));
});
byId("stop").addEventListener("click", () => reading?.abort());
query.addEventListener("input", () => attempt(ask));
compareButton.addEventListener("click", () => attempt(compare));
beside.addEventListener("change", () => attempt(compare));
addEventListener("hashchange", () => attempt(turn));
// Compiled while the reader looks for the files.
loadEngine().catch(() => {});
document.body.dataset.state = "ready";
