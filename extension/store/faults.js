// What can be wrong with the database, told apart by what its user can do about it.
//
// Browsers word the same trouble differently, and a full disk shows itself at several moments: as a quota error, as
// blobs that could not be written, or as a failure that names no reason. The table below has what was seen.

/**
 * - `full`: there is no room left on the disk, or in what the browser grants.
 * - `newer`: a later version of Offprint has written this database.
 * - `blocked`: another page of Offprint keeps an older connection open.
 * - `damaged`: the browser cannot read its own files.
 * - `private`: the window is a private one, in which the browser keeps no database.
 * - `refused`: anything else, in the browser's words.
 * @typedef {"full" | "newer" | "blocked" | "damaged" | "private" | "refused"} Fault
 */

export class StoreFault extends Error {
  /** @param {Fault} fault @param {string} message @param {unknown} [cause] */
  constructor(fault, message, cause) {
    super(message, { cause });
    this.name = "StoreFault";
    this.fault = fault;
  }
}

/** The errors of browsers by `name: message`, the first that fits. @type {[RegExp, Fault][]} */
const FAULTS = [
  [/^QuotaExceededError|failed to write blobs|no space|disk (is )?full|FILE_ERROR_NO_SPACE/i, "full"],
  [/^VersionError/, "newer"],
  // Firefox, of a page of the extension.
  [/database that did not allow mutations/i, "private"],
  [/^NotFoundError|corrupt|backing store|reasons unrelated to the database/i, "damaged"],
];

/** Below it a browser may fail to write without saying why: its log and its journal need some room themselves. */
const LEAST_ROOM = 8 * 1024 * 1024;

/**
 * What an error of the database means.
 * @param {unknown} error
 * @returns {Promise<StoreFault>}
 */
export async function explain(error) {
  if (error instanceof StoreFault) return error;
  const { name = "Error", message = String(error) } = /** @type {Error} */ (error) ?? {};
  const words = message || name;
  const known = FAULTS.find(([pattern]) => pattern.test(`${name}: ${message}`))?.[1];
  // What names no reason is a full disk more often than a broken one.
  if ((known === undefined || known === "damaged") && (await isFull())) return new StoreFault("full", words, error);
  return new StoreFault(known ?? "refused", words, error);
}

async function isFull() {
  const room = await storageUsed().catch(() => null);
  return room !== null && room.quota - room.used < LEAST_ROOM;
}

/**
 * How much of the disk the captures take, and how much the browser grants them, in bytes. Both are the browser's
 * estimates, of everything that the extension keeps.
 * @returns {Promise<{ used: number, quota: number }>}
 */
export async function storageUsed() {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { used: usage, quota };
}
