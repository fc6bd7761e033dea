// The list of captures, newest first. Rows come a screenful at a time, so that a library of ten thousand opens as fast
// as one of ten; no file is read for the list.

import { downloadCapture } from "./download.js";
import { lengthInWords, siteOf } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { fileName } from "./names.js";
import { readerPath } from "./pages.js";
import { binCaptures, restoreCaptures } from "./store/bin.js";
import { countCaptures, listCaptures, readFile } from "./store/captures.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

/** How many rows are added at a time: more than any screen shows. */
const PAGE = 100;

const list = /** @type {HTMLOListElement} */ (document.getElementById("captures"));
const row = /** @type {HTMLTemplateElement} */ (document.getElementById("row"));
const more = /** @type {HTMLButtonElement} */ (document.getElementById("more"));
const undo = /** @type {HTMLButtonElement} */ (document.getElementById("undo"));
const outcome = /** @type {HTMLElement} */ (document.getElementById("outcome"));
const empty = /** @type {HTMLElement} */ (document.getElementById("empty"));
const count = /** @type {HTMLElement} */ (document.getElementById("count"));

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/**
 * The captures deleted here, the last one at the end. They are kept while the page is open, because rows move up: a
 * click too many deletes another, and that one is to be put back as well.
 * @type {{ capture: Capture, entry: HTMLElement, next: Element | null }[]}
 */
const deleted = [];

/** The last capture of the rows shown. @type {Capture | null} */
let last = null;

/** @param {Capture} capture */
function createEntry(capture) {
  const entry = /** @type {HTMLLIElement} */ (document.importNode(row.content, true).firstElementChild);
  /** @template {HTMLElement} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (entry.querySelector(selector));
  /** @type {HTMLAnchorElement} */
  const title = part(".title");
  title.textContent = capture.title;
  title.href = readerPath(capture.id);
  title.lang = capture.lang ?? "";
  part(".site").lang = title.lang;
  /** @type {HTMLTimeElement} */
  const time = part("time");
  time.dateTime = new Date(capture.stamp).toISOString();
  time.textContent = dates.format(capture.stamp);
  part(".site").textContent = siteOf(capture);
  part(".length").textContent = lengthInWords(capture);
  for (const action of ["download", "delete"]) {
    const button = part(`.${action}`);
    button.textContent = say(action);
    // Ten thousand buttons called "Delete" tell a screen reader nothing.
    button.setAttribute("aria-label", say(`${action}Named`, capture.title));
  }
  part(".download").addEventListener("click", () => attempt(() => downloadEntry(capture)));
  part(".delete").addEventListener("click", () => attempt(() => deleteEntry(capture, entry)));
  return entry;
}

async function showMore() {
  // A second press would ask for the same rows.
  more.disabled = true;
  const captures = await listCaptures(last, PAGE).finally(() => {
    more.disabled = false;
  });
  const isFirst = last === null;
  last = captures.at(-1) ?? last;
  const entries = captures.map(createEntry);
  list.append(...entries);
  await showCount();
  // The button may be about to go: the first new row takes over.
  if (!isFirst) focusEntry(entries[0] ?? null);
  more.hidden = captures.length < PAGE;
}

async function showCount() {
  const total = await countCaptures();
  empty.hidden = total > 0;
  count.textContent = total > 0 ? say("captureCount", total.toLocaleString(say("language"))) : "";
}

/** @param {Capture} capture */
async function downloadEntry(capture) {
  const file = await readFile(capture.id);
  const name = await downloadCapture(file, await fileName(capture), browser.extension.inIncognitoContext);
  announce(say("downloaded", name));
}

/** @param {Capture} capture @param {HTMLElement} entry */
async function deleteEntry(capture, entry) {
  await binCaptures([capture.id]);
  const next = entry.nextElementSibling;
  deleted.push({ capture, entry, next });
  entry.remove();
  await showCount();
  announce(say("deleted", capture.title));
  undo.focus();
}

async function putBack() {
  const latest = deleted.at(-1);
  if (!latest) return;
  const { capture, entry, next } = latest;
  await restoreCaptures([capture.id]);
  // Pressed twice, it has been put back already.
  if (deleted.at(-1) !== latest) return;
  deleted.pop();
  list.insertBefore(entry, next?.parentNode === list ? next : null);
  await showCount();
  announce(say("putBack", capture.title));
  focusEntry(entry);
}

/** @param {Element | null} entry */
function focusEntry(entry) {
  /** @type {HTMLElement | null | undefined} */ (entry?.querySelector(".title"))?.focus();
}

/** @param {string} sentence */
function announce(sentence) {
  outcome.textContent = sentence;
  undo.hidden = deleted.length === 0;
}

/** @param {() => Promise<void>} act */
function attempt(act) {
  act().catch((error) => announce(say("actionFailed", error.message)));
}

localizePage();
undo.addEventListener("click", () => attempt(putBack));
more.addEventListener("click", () => attempt(showMore));
attempt(async () => {
  await showMore();
  document.body.dataset.state = "shown";
});
