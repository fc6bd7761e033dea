// The list of captures, newest first. Rows come a screenful at a time, so that a library of ten thousand opens as fast
// as one of ten; no file is read for the list.

import { downloadCapture } from "./download.js";
import { lengthInWords, siteOf } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { readerPath } from "./pages.js";
import { addCapture, countCaptures, listCaptures, readFile, removeCapture } from "./store.js";

/** @typedef {import("./store.js").Capture} Capture */

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

/** The capture deleted last, kept for as long as it can be put back. @type {{ capture: Capture, file: string, entry: HTMLElement, next: Element | null } | null} */
let deleted = null;

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
  const captures = await listCaptures(list.children.length, PAGE);
  const before = list.children.length;
  list.append(...captures.map(createEntry));
  await showCount();
  // The button is about to go: the first new row takes over.
  if (before > 0 && document.activeElement === more) focusEntry(list.children[before] ?? null);
  more.hidden = captures.length < PAGE;
}

async function showCount() {
  const total = await countCaptures();
  empty.hidden = total > 0;
  count.textContent = total > 0 ? say("captureCount", total.toLocaleString(say("language"))) : "";
}

/** @param {Capture} capture */
async function downloadEntry(capture) {
  await downloadCapture(await readFile(capture.id), capture.name, browser.extension.inIncognitoContext);
  announce(say("downloaded", capture.name.replace(/^.*\//, "")), false);
}

/** @param {Capture} capture @param {HTMLElement} entry */
async function deleteEntry(capture, entry) {
  const file = await readFile(capture.id);
  await removeCapture(capture.id);
  const next = entry.nextElementSibling;
  deleted = { capture, file, entry, next };
  entry.remove();
  await showCount();
  announce(say("deleted", capture.title), true);
  undo.focus();
}

async function putBack() {
  if (!deleted) return;
  const { capture, file, entry, next } = deleted;
  await addCapture(capture, file);
  deleted = null;
  list.insertBefore(entry, next?.parentNode === list ? next : null);
  await showCount();
  announce(say("putBack", capture.title), false);
  focusEntry(entry);
}

/** @param {Element | null} entry */
function focusEntry(entry) {
  /** @type {HTMLElement | null | undefined} */ (entry?.querySelector(".title"))?.focus();
}

/** @param {string} sentence @param {boolean} undoable */
function announce(sentence, undoable) {
  outcome.textContent = sentence;
  undo.hidden = !undoable;
}

/** @param {() => Promise<void>} act */
function attempt(act) {
  act().catch((error) => announce(say("actionFailed", error.message), deleted !== null));
}

localizePage();
undo.addEventListener("click", () => attempt(putBack));
more.addEventListener("click", () => attempt(showMore));
attempt(async () => {
  await showMore();
  document.body.dataset.state = "shown";
});
