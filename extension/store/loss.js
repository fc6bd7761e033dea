// Whether the browser has lost the library. A database that it cannot read it throws away, and makes a new one without a
// word (Chromium 156 and Firefox 153 do, seen with damaged files): captures would be gone and nobody told. So it is noted,
// apart from the database, that there was one. Whoever clears the extension's data clears the note with it.
//
// The note is kept twice. Firefox keeps `storage.local` in a database beside ours, so that what damages one may damage both, and
// the first to ask it then may wait for ever; and Chromium's background has no `localStorage`, which both have in pages.

const KEY = "library";

/** When the first database was made, and when a second one was, in ms since 1970. @typedef {{ since: number, lost: number | null }} Note */

/** To be called when a database was made where there was none. In a page it is noted at once. */
export async function noteNewDatabase() {
  const now = Date.now();
  const next = (/** @type {Note | undefined} */ note) => (note ? { ...note, lost: now } : { since: now, lost: null });
  const here = pageNote();
  writePageNote(next(here));
  await writeNote(next(here ?? (await storedNote())));
}

/** @returns {Promise<number | null>} when the library was found lost, until the user has taken notice */
export async function lostLibrary() {
  const here = pageNote();
  if (here?.lost) return here.lost;
  const stored = await storedNote();
  return stored && stored.since >= (here?.since ?? 0) ? stored.lost : null;
}

/** The user has taken notice. */
export async function forgetLoss() {
  await writeNote({ since: Date.now(), lost: null });
}

/** @returns {Note | undefined} */
function pageNote() {
  return JSON.parse(globalThis.localStorage?.getItem(KEY) ?? "null") ?? undefined;
}

/** @returns {Promise<Note | undefined>} */
async function storedNote() {
  return /** @type {{ library?: Note }} */ (await browser.storage.local.get(KEY))[KEY];
}

/** @param {Note} note */
function writePageNote(note) {
  globalThis.localStorage?.setItem(KEY, JSON.stringify(note));
}

/** @param {Note} note */
async function writeNote(note) {
  writePageNote(note);
  await browser.storage.local.set({ [KEY]: note });
}
