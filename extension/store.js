// The captures, in IndexedDB. Metadata and files are two object stores: the list reads thousands of rows without
// touching a single body.
//
// A capture counts as stored only when its transaction is complete, with strict durability, and what is read back has
// the digest of what was to be written. A full disk shows itself at any of these steps, and not always as a quota error.

import { digest } from "./digest.js";

/**
 * What is known about a capture beside its file. Times are in ms since 1970; `published` and `modified` are RFC 3339 or
 * YYYY-MM-DD; `words` counts each Han, kana or hangul character as one; `digest` is the format's; `bytes` is the size of
 * the file; `name` its path below the folder of captures; `timings` are in ms. Captures of older versions have no `keywords`.
 * @typedef {{
 *   id: string, stamp: number, url: string, title: string, site: string | null, byline: string | null,
 *   authors: string[], published: string | null, modified: string | null, lang: string | null, dir: string | null,
 *   excerpt: string | null, image: string | null, canonical: string | null, keywords?: string[], words: number,
 *   confidence: number, policy: import("./messages.js").Policy, selection: boolean, name: string, digest: string, bytes: number,
 *   timings: Timings,
 * }} Capture
 */

/** `total` is from the user's request to the acknowledgement. @typedef {{ snapshot: number, engine: number, store: number, total: number }} Timings */

const NAME = "offprint";

/**
 * The steps from one version of the schema to the next; the database's version is their number. A step that users have
 * is never changed: a new one is added.
 * @type {((database: IDBDatabase) => void)[]}
 */
const MIGRATIONS = [
  (database) => {
    database.createObjectStore("captures", { keyPath: "id" }).createIndex("stamp", "stamp");
    database.createObjectStore("files", { keyPath: "id" });
  },
];

/** @type {Promise<IDBDatabase> | null} */
let connection = null;

/** @returns {Promise<IDBDatabase>} */
function open() {
  connection ??= connect().catch((error) => {
    connection = null;
    throw error;
  });
  return connection;
}

async function connect() {
  const opening = indexedDB.open(NAME, MIGRATIONS.length);
  opening.onupgradeneeded = ({ oldVersion }) => {
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(opening.result);
  };
  const database = await settled(opening);
  // Another context wants a newer schema, or the browser took the database away: the next call opens it again.
  const forget = () => {
    database.close();
    connection = null;
  };
  database.onversionchange = forget;
  database.onclose = forget;
  return database;
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function complete(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser aborted the transaction"));
  });
}

/**
 * Stores a capture and its file, and returns when both are certainly there.
 * @param {Capture} capture
 * @param {string} file
 * @throws {Error} when they are not: nothing of them is left then
 */
export async function addCapture(capture, file) {
  const database = await open();
  const transaction = database.transaction(["captures", "files"], "readwrite", { durability: "strict" });
  const done = complete(transaction);
  try {
    transaction.objectStore("captures").put(capture);
    transaction.objectStore("files").put({ id: capture.id, file });
  } catch (error) {
    // What is too large is refused at once, and what was put before it would stay.
    transaction.abort();
    await done.catch(() => {});
    throw error;
  }
  await done;
  const kept = await readFile(capture.id).then(digest, (error) => `none (${error.message})`);
  if (kept === capture.digest) return;
  await removeCapture(capture.id);
  throw new Error(`the stored capture has the digest ${kept}, expected ${capture.digest}`);
}

/** Adds what is only known afterwards; losing it loses nothing. @param {string} id @param {Timings} timings */
export async function recordTimings(id, timings) {
  const database = await open();
  const transaction = database.transaction("captures", "readwrite", { durability: "relaxed" });
  const done = complete(transaction);
  const captures = transaction.objectStore("captures");
  const capture = await settled(captures.get(id));
  if (capture) captures.put({ ...capture, timings });
  await done;
}

/** @param {string} id @returns {Promise<Capture>} @throws {NoSuchCapture} */
export async function readCapture(id) {
  const database = await open();
  return expected(await settled(database.transaction("captures").objectStore("captures").get(id)), id);
}

/** @param {string} id @returns {Promise<string>} the text of the capture file */
export async function readFile(id) {
  const database = await open();
  return expected(await settled(database.transaction("files").objectStore("files").get(id)), id).file;
}

/** What was asked for is not there, in a database that is. */
export class NoSuchCapture extends Error {}

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

/** @param {string} id */
export async function removeCapture(id) {
  const database = await open();
  const transaction = database.transaction(["captures", "files"], "readwrite", { durability: "strict" });
  const done = complete(transaction);
  transaction.objectStore("captures").delete(id);
  transaction.objectStore("files").delete(id);
  await done;
}

/** @returns {Promise<number>} */
export async function countCaptures() {
  const database = await open();
  return settled(database.transaction("captures").objectStore("captures").count());
}

/**
 * The newest captures first.
 * @param {Capture | null} after the one whose followers are wanted, be it deleted meanwhile; null for the first of all
 * @param {number} limit how many at most
 * @returns {Promise<Capture[]>}
 */
export async function listCaptures(after, limit) {
  const database = await open();
  const range = after && IDBKeyRange.upperBound(after.stamp);
  const request = database.transaction("captures").objectStore("captures").index("stamp").openCursor(range, "prev");
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
}
