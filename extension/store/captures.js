// The captures. A capture counts as stored only when its transaction is complete, with strict durability, and what is
// read back has the digest of what was to be written.
//
// What is captured again is a version: captures of one address are told apart by their stamps. Where the newest of them
// says the same as what is to be added, nothing is added but the time.

import { digest } from "../digest.js";
import { announceChange } from "./changes.js";
import { NoSuchCapture, read, settled, write } from "./database.js";
import { StoreFault } from "./faults.js";
import { openAlbum, removeAlbums } from "./images.js";

/**
 * What is known about a capture beside its file: one row of the list. What the page did not say is null.
 * @typedef {object} Capture
 * @property {string} id
 * @property {number} stamp ms since 1970: the first line of its file
 * @property {string} url as it was captured
 * @property {string} address what the versions of a page share, made of the URL that the file has: see address.js
 * @property {string} title
 * @property {string | null} site
 * @property {string | null} byline as printed
 * @property {string[]} authors
 * @property {string | null} published RFC 3339 or YYYY-MM-DD
 * @property {string | null} modified RFC 3339 or YYYY-MM-DD
 * @property {string | null} lang a BCP 47 tag
 * @property {string | null} dir
 * @property {string | null} excerpt
 * @property {string | null} image the address of the lead image
 * @property {string | null} canonical the address that the page calls its own
 * @property {string[]} keywords
 * @property {number} words each Han, kana or hangul character counts as one
 * @property {number | null} confidence 0 to 1; null where it came as a file
 * @property {import("../messages.js").Policy | null} policy null where it came as a file
 * @property {boolean} selection whether it is what the reader had selected
 * @property {string} name its path below the folder of captures, `<host>/<stamp>_<title>.md`
 * @property {string} digest the format's, in hex
 * @property {number} bytes the size of its file
 * @property {Timings | null} timings null where it came as a file
 * @property {number[]} seen when it was captured again and had not changed, ms since 1970, in order
 * @property {string[]} tags
 * @property {string} note plain text
 * @property {number | null} read when it was opened or marked as read, ms since 1970; null while unread
 * @property {Highlight[]} highlights
 * @property {Place | null} place where reading stopped
 * @property {{ place: import("../copies/keep.js").Place, name: string } | null} [copy] its copy outside the browser's
 *   storage: where, and its path there; not set before one was made
 */

/** @typedef {import("./images.js").Wanted} Wanted */

/** In ms; `total` is from the user's request to the acknowledgement. @typedef {{ snapshot: number, engine: number, store: number, total: number }} Timings */

/**
 * A marked passage. `start` and `end` count UTF-16 units of the article's text; `quote` is what stands there, `prefix`
 * and `suffix` what stands around it, by which it is found again in another version.
 * @typedef {{ id: string, quote: string, prefix: string, suffix: string, start: number, end: number, colour: string, note: string }} Highlight
 */

/** `character` is the first one on the screen, in UTF-16 units of the article's text; `share` of it was read, 0 to 1. @typedef {{ character: number, share: number }} Place */

/**
 * How a capture was added: `capture` is the one that holds the text, an older one where the page has not changed since
 * (`isNew` is false then); `previous` is the version before it.
 * @typedef {{ capture: Capture, isNew: boolean, previous: Capture | null }} Added
 */

/**
 * Stores a capture and its file, and returns when both are certainly there. The highlights of the version before it go
 * along: the reading view finds them again in the new text.
 * @param {Capture} capture
 * @param {string} file
 * @param {Wanted | null} [images] those that are to be kept with it
 * @returns {Promise<Added>}
 * @throws {StoreFault} when they are not: nothing of them is left then
 */
export async function addCapture(capture, file, images = null) {
  const added = await write(["captures", "files", "albums"], async (transaction) => {
    const captures = transaction.objectStore("captures");
    const [newest = null, previous = null] = (await settled(versions(transaction, capture.address))).reverse();
    const isNew = !newest || !(await saysTheSame(transaction, newest, capture, file));
    if (images) await openAlbum(transaction, isNew ? capture.id : newest.id, images);
    if (isNew) return { capture: putVersion(transaction, capture, file, newest), isNew, previous: newest };
    const seen = { ...newest, seen: [...newest.seen, capture.stamp] };
    captures.put(seen);
    return { capture: seen, isNew, previous };
  });
  if (added.isNew) await finishAdding(added.capture);
  else announceChange("changed", [added.capture.id]);
  return added;
}

/**
 * Stores a version that its reader has corrected. The page itself was not seen again: where a version says the same already,
 * nothing is noted.
 * @param {Capture} capture
 * @param {string} file
 * @param {string} corrected the id of the version that it corrects, whose highlights go along
 * @param {Wanted | null} [images] as in {@link addCapture}
 * @returns {Promise<Added>}
 * @throws {StoreFault} as {@link addCapture}
 */
export async function addCorrected(capture, file, corrected, images = null) {
  const added = await write(["captures", "files", "albums"], async (transaction) => {
    const all = (await settled(versions(transaction, capture.address))).reverse();
    const [newest = null] = all;
    const origin = all.find(({ id }) => id === corrected) ?? newest;
    for (const version of [origin, newest]) {
      if (!version || !(await saysTheSame(transaction, version, capture, file))) continue;
      return { capture: version, isNew: false, previous: all[all.indexOf(version) + 1] ?? null };
    }
    if (images) await openAlbum(transaction, capture.id, images);
    return { capture: putVersion(transaction, capture, file, origin), isNew: true, previous: newest };
  });
  if (added.isNew) await finishAdding(added.capture);
  return added;
}

/**
 * The files are compared and not their digests alone: one that was damaged since would be the worst to rely on.
 * @param {IDBTransaction} transaction
 * @param {Capture} version
 * @param {Capture} capture
 * @param {string} file of the capture
 */
async function saysTheSame(transaction, version, capture, file) {
  if (version.digest !== capture.digest) return false;
  const kept = await settled(transaction.objectStore("files").get(version.id));
  return kept !== undefined && withoutStamp(kept.file) === withoutStamp(file);
}

/**
 * @param {IDBTransaction} transaction
 * @param {Capture} capture
 * @param {string} file
 * @param {Capture | null} origin whose highlights go along
 */
function putVersion(transaction, capture, file, origin) {
  const version = { ...capture, highlights: origin?.highlights ?? capture.highlights };
  transaction.objectStore("captures").put(version);
  transaction.objectStore("files").put({ id: version.id, file });
  return version;
}

/** @param {Capture} capture just written @throws {StoreFault} as {@link addCapture} */
async function finishAdding(capture) {
  await assertIntact([capture]);
  announceChange("added", [capture.id]);
}

/** @param {string} file */
function withoutStamp(file) {
  return file.slice(file.indexOf("\n") + 1);
}

/**
 * Stores captures that are not there yet, in one transaction: so two windows cannot add the same twice. One that is in the bin
 * comes back out of it, with what its reader has added.
 * @param {{ capture: Capture, file: string }[]} added
 * @returns {Promise<{ added: number, restored: number }>} how many were not there, and how many were in the bin
 * @throws {StoreFault} when they are not certainly there: none of the new ones is then
 */
export async function addCaptures(added) {
  const { fresh, restored } = await write(["captures", "files", "bin"], async (transaction) => {
    const [captures, files, bin] = ["captures", "files", "bin"].map((name) => transaction.objectStore(name));
    // Asked for at once: one after the other, the answers would take longer than all the rest.
    const [known, deleted] = await Promise.all(
      [captures, bin].map((store) => Promise.all(added.map(({ capture }) => sameIn(store, capture)))),
    );
    const seen = new Set();
    /** @type {{ fresh: Capture[], restored: string[] }} */
    const outcome = { fresh: [], restored: [] };
    for (const [index, { capture, file }] of added.entries()) {
      if (known?.[index] || seen.has(keyOf(capture))) continue;
      seen.add(keyOf(capture));
      const before = deleted?.[index];
      const { binned, ...row } = /** @type {import("./bin.js").BinnedCapture} */ (before ?? capture);
      captures?.put(row);
      // What was in the bin may have been damaged since.
      files?.put({ id: row.id, file });
      if (before) bin?.delete(row.id);
      if (before) outcome.restored.push(row.id);
      else outcome.fresh.push(row);
    }
    return outcome;
  });
  await assertIntact(fresh);
  announceChange(
    "added",
    fresh.map(({ id }) => id),
  );
  announceChange("restored", restored);
  return { added: fresh.length, restored: restored.length };
}

/** The capture of the same bytes in a store. @param {IDBObjectStore | undefined} store @param {Capture} capture @returns {Promise<Capture | undefined>} */
async function sameIn(store, capture) {
  /** @type {Capture[]} */
  const ofMoment = store ? await settled(store.index("stamp").getAll(capture.stamp)) : [];
  return ofMoment.find((one) => keyOf(one) === keyOf(capture));
}

/** What makes two captures the same: the digest leaves the stamp out. @param {{ stamp: number, digest: string }} capture */
export function keyOf({ stamp, digest }) {
  return `${stamp} ${digest}`;
}

/** @param {Capture[]} captures just written @throws {StoreFault} where one is not intact: none of them is left then */
async function assertIntact(captures) {
  if (captures.length === 0) return;
  const files = await readFiles(captures.map(({ id }) => id)).catch(() => []);
  const digests = await Promise.all(files.map(digest));
  const lost = captures.find((capture, index) => digests[index] !== capture.digest);
  if (!lost) return;
  await forget(captures.map(({ id }) => id));
  throw new StoreFault("damaged", `the file of the capture ${lost.id} was not read back as it was written`);
}

/** Whether the file of a capture has the digest that it was stored with. @param {Capture} capture */
export async function isIntact(capture) {
  try {
    return (await digest(await readFile(capture.id))) === capture.digest;
  } catch (error) {
    if (error instanceof NoSuchCapture) return false;
    throw error;
  }
}

/**
 * The versions of a page, the newest first.
 * @param {string} address as in the captures
 * @returns {Promise<Capture[]>}
 */
export async function listVersions(address) {
  return (await read(["captures"], (transaction) => settled(versions(transaction, address)))).reverse();
}

/** @param {IDBTransaction} transaction @param {string} address @returns {IDBRequest<Capture[]>} the oldest first */
function versions(transaction, address) {
  // An array comes after every number.
  const range = IDBKeyRange.bound([address], [address, []]);
  return transaction.objectStore("captures").index("address").getAll(range);
}

/** Takes the last sighting of an unchanged page back. @param {string} id @throws {NoSuchCapture} */
export async function removeSighting(id) {
  await changeCapture(id, ({ seen }) => ({ seen: seen.slice(0, -1) }));
}

/**
 * Changes what stands beside a capture, be it in the bin: it may have been deleted in another window while its reader was
 * at it, and it can be put back.
 * @param {string} id
 * @param {(capture: Capture) => Partial<Capture>} change gives the properties that are new
 * @throws {NoSuchCapture}
 */
export async function changeCapture(id, change) {
  const found = await changeCaptures([id], change);
  expected(found[0], id);
}

/**
 * Changes what stands beside captures, as {@link changeCapture} does; those that are nowhere are left out.
 * @param {string[]} ids
 * @param {(capture: Capture) => Partial<Capture>} change gives the properties that are new
 * @param {{ kind?: import("./changes.js").Change["kind"], durability?: IDBTransactionDurability }} [how]
 * @returns {Promise<string[]>} those that were found
 */
export async function changeCaptures(ids, change, { kind = "changed", durability = "strict" } = {}) {
  const { listed, binned } = await write(
    ["captures", "bin"],
    async (transaction) => {
      const listed = await changeIn(transaction.objectStore("captures"), ids, change);
      const isListed = new Set(listed);
      const others = ids.filter((id) => !isListed.has(id));
      return { listed, binned: await changeIn(transaction.objectStore("bin"), others, change) };
    },
    durability,
  );
  // Nobody shows what stands beside a capture in the bin.
  announceChange(kind, listed);
  return [...listed, ...binned];
}

/** @param {IDBObjectStore} store @param {string[]} ids @param {(capture: Capture) => Partial<Capture>} change @returns {Promise<string[]>} those that are there */
async function changeIn(store, ids, change) {
  const rows = await Promise.all(ids.map((id) => settled(store.get(id))));
  /** @type {Capture[]} */
  const there = rows.filter((row) => row !== undefined);
  for (const capture of there) store.put({ ...capture, ...change(capture) });
  return there.map(({ id }) => id);
}

/** Adds what is only known afterwards; losing it loses nothing. @param {string} id @param {Timings} timings */
export async function recordTimings(id, timings) {
  await changeCaptures([id], () => ({ timings }), { durability: "relaxed" });
}

/** @param {string} id @returns {Promise<Capture>} @throws {NoSuchCapture} */
export function readCapture(id) {
  return read(["captures"], async (transaction) =>
    expected(await settled(transaction.objectStore("captures").get(id)), id),
  );
}

/** The captures of one moment, those in the bin among them. @param {number} stamp @returns {Promise<Capture[]>} */
export function capturesOf(stamp) {
  return read(["captures", "bin"], async (transaction) => {
    const stores = ["captures", "bin"].map((name) => transaction.objectStore(name));
    return (await Promise.all(stores.map((one) => settled(one.index("stamp").getAll(stamp))))).flat();
  });
}

/** @param {string} id of a capture, be it in the bin @returns {Promise<string>} the text of the capture file @throws {NoSuchCapture} */
export function readFile(id) {
  return read(
    ["files"],
    async (transaction) => expected(await settled(transaction.objectStore("files").get(id)), id).file,
  );
}

/** The texts of several capture files, in the order of their ids. @param {string[]} ids @returns {Promise<string[]>} @throws {NoSuchCapture} */
export function readFiles(ids) {
  return read(["files"], async (transaction) => {
    const files = transaction.objectStore("files");
    const rows = await Promise.all(ids.map((id) => settled(files.get(id))));
    return rows.map((row, index) => expected(row, ids[index] ?? "").file);
  });
}

/**
 * @template T
 * @param {T | undefined} found
 * @param {string} id
 * @returns {T}
 */
function expected(found, id) {
  if (found === undefined) throw new NoSuchCapture(`there is no capture with the id ${id}`);
  return found;
}

/** Deletes what was never acknowledged. @param {string[]} ids */
async function forget(ids) {
  await write(["captures", "files", "albums", "images"], async (transaction) => {
    for (const id of ids) {
      transaction.objectStore("captures").delete(id);
      transaction.objectStore("files").delete(id);
    }
    await removeAlbums(transaction, ids);
  });
}

/** @returns {Promise<number>} */
export function countCaptures() {
  return read(["captures"], (transaction) => settled(transaction.objectStore("captures").count()));
}

/** All rows, the oldest first, and no file. @returns {Promise<Capture[]>} */
export function allCaptures() {
  return read(["captures"], (transaction) => settled(transaction.objectStore("captures").index("stamp").getAll()));
}

/**
 * The newest captures first.
 * @param {Capture | null} after the one whose followers are wanted, be it deleted meanwhile; null for the first of all
 * @param {number} limit how many at most
 * @returns {Promise<Capture[]>}
 */
export function listCaptures(after, limit) {
  const range = after && IDBKeyRange.upperBound(after.stamp);
  return read(["captures"], (transaction) => {
    const request = transaction.objectStore("captures").index("stamp").openCursor(range, "prev");
    /** @type {Capture[]} */
    const found = [];
    return new Promise((resolve, reject) => {
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor || found.length === limit) return resolve(found);
        // Captures of one millisecond come in the order of their ids.
        const isBefore = after && cursor.key === after.stamp && cursor.primaryKey >= after.id;
        if (!isBefore) found.push(cursor.value);
        cursor.continue();
      };
    });
  });
}
