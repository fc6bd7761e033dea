// The segments of the search index, in a database of their own. They are derived from the captures and can be thrown away
// at any time, so they share no schema, no transaction and no fault with what cannot be made again.

const NAME = "offprint-search";
/** Another version is another layout of segments: then the old ones are dropped. */
const VERSION = 1;
const STORE = "segments";

/** A segment, and the keys of those it replaces. @typedef {{ key: number, bytes: Uint8Array, replaced: Uint32Array }} Sealed */

/** @type {Promise<IDBDatabase> | null} */
let connection = null;

/** @returns {Promise<IDBDatabase>} */
function open() {
  connection ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, VERSION);
    opening.onupgradeneeded = () => {
      const { result } = opening;
      if (result.objectStoreNames.contains(STORE)) result.deleteObjectStore(STORE);
      result.createObjectStore(STORE);
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      // Another context deletes it, or the browser took it away: the next call opens it again.
      const forget = () => {
        database.close();
        connection = null;
      };
      database.onversionchange = forget;
      database.onclose = forget;
      resolve(database);
    };
  });
  connection.catch(() => {
    connection = null;
  });
  return connection;
}

/** The keys of the segments that are kept, in order. @returns {Promise<number[]>} */
export async function listSegments() {
  return request(await store("readonly"), (segments) => segments.getAllKeys());
}

/** @param {number} key @returns {Promise<Uint8Array | undefined>} nothing where another window has just replaced it */
export async function readSegment(key) {
  return request(await store("readonly"), (segments) => segments.get(key));
}

/**
 * Keeps a segment instead of those that are in it; all of that or nothing.
 * @param {Sealed} sealed
 */
export async function keepSegment({ key, bytes, replaced }) {
  // Relaxed: what is lost is made again.
  await request(await store("readwrite"), (segments) => {
    for (const old of replaced) segments.delete(old);
    return segments.put(bytes, key);
  });
}

/** @param {number} key */
export async function dropSegment(key) {
  await request(await store("readwrite"), (segments) => segments.delete(key));
}

/** @param {IDBTransactionMode} mode */
async function store(mode) {
  return (await open()).transaction(STORE, mode, { durability: "relaxed" }).objectStore(STORE);
}

/**
 * @param {IDBObjectStore} segments
 * @param {(segments: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<any>} what it gave, when the transaction is complete
 */
function request(segments, ask) {
  return new Promise((resolve, reject) => {
    const asked = ask(segments);
    segments.transaction.oncomplete = () => resolve(asked.result);
    segments.transaction.onabort = () => reject(segments.transaction.error ?? asked.error);
  });
}
