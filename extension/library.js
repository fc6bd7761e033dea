// The library: the list of all captures, its search, and its bin. The modules below `list/` and `search/` know nothing of
// the browser's extension interface; this page gives them what they need of it.
//
// The newest captures are asked for first and alone, so that a library of ten thousand opens as fast as one of ten; the rest
// follows while they are looked at, and then the search begins to catch up.

import { byId } from "./by_id.js";
import { hostOf, lengthInWords, siteOf } from "./facts.js";
import { describeFailure } from "./failure.js";
import { Acts } from "./library/acts.js";
import { listenToKeys, showKeys } from "./library/keys.js";
import { CaptureList } from "./list/capture_list.js";
import { FilterForm } from "./list/filters.js";
import { countFilters, Shelf } from "./list/shelf.js";
import { inDigits, localizePage, say } from "./localize.js";
import { readerPath, versionsPath } from "./pages.js";
import { SearchClient } from "./search/client.js";
import { onSetting, readSettings } from "./settings.js";
import { captureBatches } from "./store/batches.js";
import { listBin, purgeBin } from "./store/bin.js";
import { countCaptures, listCaptures, readCapture } from "./store/captures.js";
import { onChange, UNLISTED } from "./store/changes.js";
import { NoSuchCapture } from "./store/database.js";
import { storageUsed } from "./store/faults.js";
import { readImageAt } from "./store/images.js";

/** @typedef {import("./list/shelf.js").Entry} Entry */
/** @typedef {import("./list/shelf.js").Order} Order */
/** @typedef {import("./library/acts.js").Act} Act */

/** More rows than the first screen shows, on any screen. */
const FIRST_SCREEN = 40;

/** Changes of more captures than this, an import, are followed by reading all rows anew. */
const MOST_FOLLOWED = 200;

/** What is offered at a row; library.css says what of it in the bin. */
const OFFERS = [
  { act: "tag", message: "listTagAct", name: "tag-act" },
  { act: "download", message: "download", name: "download" },
  { act: "delete", message: "delete", name: "delete" },
  { act: "restore", message: "listRestore", name: "restore" },
];

const language = say("language");

const query = /** @type {HTMLInputElement} */ (byId("query"));
const order = /** @type {HTMLSelectElement} */ (byId("order"));
const bin = /** @type {HTMLButtonElement} */ (byId("bin"));

/** What is in the library, and what is in its bin. */
const [kept, binned] = [new Shelf(language, hostOf), new Shelf(language, hostOf)];

/** Whether all rows have been read. */
let isWhole = false;

/** The ids that answer what is in the search field, the best first; null where nothing is. @type {string[] | null} */
let answers = null;

/** What the list shows. @type {Entry[]} */
let shown = [];

/** The captures that changed and were not yet read again. @type {Set<string>} */
const changed = new Set();
let isFollowing = false;

// Asked for before anything else is waited for.
const firstScreen = listCaptures(null, FIRST_SCREEN);
// If it fails, open() says why.
firstScreen.catch(() => {});
localizePage();
const settings = await readSettings();
/** Where copies go; it may be changed while the list is open. */
let { copies } = settings;
const acts = new Acts({
  announce,
  focus: (id) => list.focus(id),
  knownTags: () => kept.facets().tag.map(([tag]) => tag),
});
const list = new CaptureList(
  byId("captures"),
  {
    say,
    length: lengthInWords,
    site: siteOf,
    address: (id) => (isBin() ? null : readerPath(id)),
    comparison: (id) => (isBin() ? null : versionsPath(id)),
    isCopied,
    offers: OFFERS,
    showImages: settings.loadImages,
    kept: keptAddress,
  },
  {
    act: perform,
    selected: showSelection,
    rested: (entries) => attempt(() => showHits(entries)),
  },
);
const filters = new FilterForm(byId("filters"), say, () => attempt(arrangeAnew));
const search = new SearchClient(
  () => new Worker(new URL("search/worker.js", import.meta.url), { type: "module" }),
  showProgress,
  fail,
);

/** Shows the first screen as soon as it is there, and then all. */
async function open() {
  kept.put(await firstScreen);
  await arrange();
  document.body.dataset.state = "shown";
  // The measurements of `cargo xtask bench --library` ask for these marks.
  performance.mark("first-screen");
  for await (const captures of captureBatches()) kept.put(captures);
  isWhole = true;
  await arrangeChanged();
  performance.mark("all-rows");
  document.body.dataset.state = "complete";
  search.start();
  await showStorage();
}

/** As far as is known: a check of everything forgets the copies that it finds gone. @param {import("./store/captures.js").Capture} capture */
function isCopied({ copy }) {
  return copies === "off" || isBin() ? null : copy?.place === copies;
}

/** What is in the bin can be put back, and nothing else. @param {Act} act @param {Entry[]} entries */
function perform(act, entries) {
  if (isBin() === (act === "restore")) attempt(() => acts.run(act, entries));
}

/** The captures that are shown. */
function shelf() {
  return isBin() ? binned : kept;
}

/** Takes up what has changed in what is held. */
async function arrangeChanged() {
  filters.showFacets(shelf().facets());
  showCopies();
  await arrange();
}

/** As {@link arrange}, from the top. */
async function arrangeAnew() {
  list.rewind();
  scrollTo({ top: 0, behavior: "instant" });
  await arrange();
}

/** Sorts and filters what is held, and shows it as it is wanted by then. */
async function arrange() {
  /** @type {Order} */
  let chosen;
  do {
    chosen = /** @type {Order} */ (order.value);
    await shelf().rank(chosen);
  } while (chosen !== order.value);
  const found = isBin() ? null : answers;
  const entries = shelf().entries(filters.filters, found === null && chosen === "relevance" ? "time" : chosen, found);
  list.show(entries);
  shown = entries;
  byId("empty-bin").hidden = !isBin() || binned.size === 0;
  await showCount(entries);
}

/** @param {Entry[]} entries of the list */
async function showCount(entries) {
  const { length } = entries;
  const isNarrowed = countFilters(filters.filters) > 0 || (answers !== null && !isBin());
  // Before all rows are read, only the database knows how many there are.
  const total = isWhole || isNarrowed || isBin() ? length : await countCaptures();
  if (shown !== entries) return;
  const sentence = isNarrowed ? "listFound" : "captureCount";
  byId("count").textContent = total > 0 ? say(sentence, inDigits(total)) : "";
  const empty = byId("empty");
  empty.hidden = length > 0;
  empty.textContent = say(isNarrowed ? "listNothingFound" : isBin() ? "listBinEmpty" : "libraryEmpty");
}

/** Of all captures; before all are read nobody can say. */
function showCopies() {
  const captures = [...kept.captures];
  const copied = captures.filter(isCopied).length;
  const counts = [inDigits(copied), inDigits(captures.length)];
  byId("copies").textContent = copies === "off" ? say("listCopiesOff") : say("copiesCount", counts);
  byId("copies").hidden = !isWhole || isBin() || captures.length === 0;
}

async function showStorage() {
  const { used } = await storageUsed();
  const megabytes = new Intl.NumberFormat(language, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  byId("storage").textContent = say("listStorage", megabytes.format(used / 1e6));
}

/** Searches for what is in the field. */
async function ask() {
  const start = performance.now();
  const typed = query.value;
  const found = await answersTo(typed);
  // Another letter was typed meanwhile.
  if (query.value !== typed) return;
  const isOther = (found === null) !== (answers === null);
  answers = found;
  const relevance = /** @type {HTMLOptionElement} */ (order.querySelector("[value=relevance]"));
  relevance.hidden = answers === null;
  if (isOther) order.value = answers === null ? "time" : "relevance";
  list.forgetHits();
  await arrangeAnew();
  performance.measure("search", { start, detail: typed });
}

/** Asks once more, because the index knows more, and leaves the list where it is. */
async function askAgain() {
  const typed = query.value;
  const found = await answersTo(typed);
  if (query.value !== typed) return;
  answers = found;
  await arrange();
}

/** @param {string} typed */
async function answersTo(typed) {
  return typed.trim() === "" ? null : (await search.ask("search", { typed })).ids;
}

/** Shows where the entries in sight answer the search. @param {Entry[]} entries */
async function showHits(entries) {
  if (answers === null || isBin()) return;
  const typed = query.value;
  const captures = entries.map(({ capture: { id, title } }) => ({ id, title }));
  const hits = await search.ask("hits", { typed, captures });
  if (query.value === typed) list.showHits(hits);
}

/** @param {import("./search/library_index.js").Progress} progress */
function showProgress({ done, total }) {
  const isDone = done >= total;
  byId("progress").hidden = isDone;
  const bar = /** @type {HTMLProgressElement} */ (byId("progress").querySelector("progress"));
  bar.max = total;
  bar.value = done;
  byId("progress-words").textContent = say("listIndexing", [inDigits(done), inDigits(total)]);
  document.body.dataset.index = isDone ? "complete" : "building";
  attempt(askAgain);
}

/** @param {number} chosen how many entries are selected */
function showSelection(chosen) {
  byId("chosen").hidden = chosen === 0;
  byId("chosen-count").textContent = chosen > 0 ? say("listSelected", inDigits(chosen)) : "";
}

function isBin() {
  return document.body.dataset.view === "bin";
}

/** Goes to the bin, or back from it. */
async function turnToBin() {
  document.body.dataset.view = isBin() ? "library" : "bin";
  bin.ariaPressed = String(isBin());
  query.disabled = isBin();
  list.selectNone();
  if (isBin()) await readBin();
  filters.showFacets(shelf().facets());
  showCopies();
  await arrangeAnew();
}

async function readBin() {
  const captures = await listBin();
  binned.clear();
  binned.put(captures);
}

async function emptyBin() {
  if (!confirm(say("listEmptyBinConfirm", inDigits(binned.size)))) return;
  await purgeBin(Number.POSITIVE_INFINITY);
  await showStorage();
}

async function putBack() {
  const ids = await acts.undo();
  await Promise.all(ids.map(follow));
  await arrangeChanged();
  list.focus(ids[0]);
}

/** Takes one capture as the database has it now. @param {string} id */
async function follow(id) {
  try {
    kept.put([await readCapture(id)]);
  } catch (error) {
    if (!(error instanceof NoSuchCapture)) throw error;
    kept.remove([id]);
  }
}

/**
 * Takes up what has changed; what changes meanwhile, after that: what was read first may not be put last.
 * @param {import("./store/changes.js").Change} change
 */
async function followChange({ kind, ids }) {
  if (UNLISTED.has(kind)) return;
  for (const id of ids) changed.add(id);
  if (isFollowing) return;
  isFollowing = true;
  try {
    while (changed.size > 0) await followChanged();
  } finally {
    isFollowing = false;
  }
}

async function followChanged() {
  const ids = [...changed];
  changed.clear();
  if (ids.length > MOST_FOLLOWED) await readAll();
  else await Promise.all(ids.map(follow));
  if (isBin()) await readBin();
  await arrangeChanged();
}

async function readAll() {
  const captures = [];
  for await (const batch of captureBatches()) captures.push(...batch);
  kept.clear();
  kept.put(captures);
}

/** @param {import("./store/captures.js").Capture} capture */
async function keptAddress({ id, image }) {
  const kept = image && (await readImageAt(id, image));
  return kept ? URL.createObjectURL(new Blob([kept.bytes], { type: kept.type })) : null;
}

/** @param {string} sentence */
function announce(sentence) {
  byId("outcome").textContent = sentence;
  byId("undo").hidden = !acts.canUndo;
}

/** @param {() => Promise<void>} act */
function attempt(act) {
  act().catch(fail);
}

/** @param {Error} error */
function fail(error) {
  announce(describeFailure(error));
}

/** @param {string} id @param {() => Promise<void>} act */
function onClick(id, act) {
  byId(id).addEventListener("click", () => attempt(act));
}

onClick("bin", turnToBin);
onClick("undo", putBack);
onClick("empty-bin", emptyBin);
byId("help").addEventListener("click", () => showKeys(byId("keys")));
byId("choose-none").addEventListener("click", () => {
  list.selectNone();
  list.focus();
});
byId("chosen").addEventListener("click", ({ target }) => {
  const act = /** @type {Act | undefined} */ (/** @type {HTMLElement} */ (target).dataset.act);
  if (act) perform(act, list.selected);
});
listenToKeys(query, { enterList: () => list.focus(), showKeys: () => showKeys(byId("keys")) });
query.addEventListener("input", () => attempt(ask));
query.addEventListener("focus", () => search.start(), { once: true });
order.addEventListener("change", () => attempt(arrangeAnew));
onChange((change) => attempt(() => followChange(change)));
onSetting("copies", (place) => {
  copies = place;
  attempt(arrangeChanged);
});
attempt(open);
