// Whether the browser has lost the library. A database that it cannot read it throws away, and makes a new one without a
// word (Chromium 156 does, seen with damaged files): captures would be gone and nobody told. So it is noted, apart from the
// database, that there was one. Whoever clears the extension's data clears the note with it.

const KEY = "library";

/** When the first database was made, and when a second one was, in ms since 1970. @typedef {{ since: number, lost: number | null }} Note */

/** To be called when a database was made where there was none. */
export async function noteNewDatabase() {
  const note = await readNote();
  /** @type {Note} */
  const next = note ? { ...note, lost: Date.now() } : { since: Date.now(), lost: null };
  await browser.storage.local.set({ [KEY]: next });
}

/** @returns {Promise<number | null>} when the library was found lost, until the user has taken notice */
export async function lostLibrary() {
  return (await readNote())?.lost ?? null;
}

/** The user has taken notice. */
export async function forgetLoss() {
  await browser.storage.local.set({ [KEY]: { since: Date.now(), lost: null } });
}

/** @returns {Promise<Note | undefined>} */
async function readNote() {
  return /** @type {{ library?: Note }} */ (await browser.storage.local.get(KEY))[KEY];
}
