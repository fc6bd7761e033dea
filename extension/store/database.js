// The connection to IndexedDB, and the two ways to use it. Everything in this folder goes through `read` and `write`.
//
// What is written is durable when `write` returns: strict durability asks the browser to flush it to the disk before
// it says so. Whatever goes wrong is thrown as a `StoreFault`, and nothing of the transaction is left then.

import { explain, StoreFault } from "./faults.js";
import { noteNewDatabase } from "./loss.js";
import { MIGRATIONS } from "./migrations.js";

/** @typedef {"captures" | "files" | "bin" | "pages" | "images" | "albums"} StoreName */

const NAME = "offprint";

/** How long another page may keep an older connection open, in ms: the user is to be told within two seconds. */
const PATIENCE = 1_500;

/** How long the browser may be silent, in ms: just started, on a slow disk, it takes seconds, and that is no fault. */
const SILENCE = 5_000;

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
  let isNew = false;
  opening.onupgradeneeded = ({ oldVersion }) => {
    isNew = oldVersion === 0;
    const { result, transaction } = opening;
    if (!transaction) throw new Error("a database that is upgraded has no transaction");
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(result, transaction);
  };
  // Also of one that comes too late to be used.
  opening.addEventListener("success", () => isNew && noteNewDatabase().catch(() => {}));
  const database = await Promise.race([settled(opening), overdue(opening)]);
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
 * Rejects when the database is not there in time, and closes the connection if it comes after all. Not every wait is told as
 * blocked: behind another page's upgrade or deletion, nothing is said at all. An upgrade of this page's own may take longer.
 * @param {IDBOpenDBRequest} opening
 * @returns {Promise<never>}
 */
function overdue(opening) {
  return new Promise((_, reject) => {
    const giveUp = () => {
      opening.addEventListener("success", () => opening.result.close());
      reject(new StoreFault("blocked", "another page of Offprint holds the database, or the browser does not open it"));
    };
    let patience = setTimeout(giveUp, SILENCE);
    opening.onblocked = () => {
      clearTimeout(patience);
      patience = setTimeout(giveUp, PATIENCE);
    };
    for (const answer of ["upgradeneeded", "success", "error"]) {
      opening.addEventListener(answer, () => clearTimeout(patience));
    }
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function settled(request) {
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
 * Runs one transaction that reads.
 * @template T
 * @param {StoreName[]} stores
 * @param {(transaction: IDBTransaction) => Promise<T>} work may await nothing but requests of the transaction
 * @returns {Promise<T>}
 * @throws {StoreFault}
 */
export async function read(stores, work) {
  try {
    return await work(await begin(stores, "readonly"));
  } catch (error) {
    throw await explainOwn(error);
  }
}

/**
 * Runs one transaction that writes, and returns when it is complete.
 * @template T
 * @param {StoreName[]} stores
 * @param {(transaction: IDBTransaction) => Promise<T>} work may await nothing but requests of the transaction
 * @param {IDBTransactionDurability} [durability] relaxed where losing it loses nothing
 * @returns {Promise<T>} what the work gave
 * @throws {StoreFault} when it is not: nothing of it is left then
 */
export async function write(stores, work, durability = "strict") {
  try {
    const transaction = await begin(stores, "readwrite", { durability });
    const done = complete(transaction);
    try {
      const result = await work(transaction);
      await done;
      return result;
    } catch (error) {
      await undo(transaction, done);
      // A request that was cut off by the end of its transaction says only that.
      throw transaction.error ?? error;
    }
  } catch (error) {
    throw await explainOwn(error);
  }
}

/**
 * @param {StoreName[]} stores
 * @param {IDBTransactionMode} mode
 * @param {IDBTransactionOptions} [options]
 */
async function begin(stores, mode, options) {
  const database = await open();
  try {
    return database.transaction(stores, mode, options);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "InvalidStateError") throw error;
    // The connection was closed since it was opened.
    connection = null;
    return (await open()).transaction(stores, mode, options);
  }
}

/** @param {IDBTransaction} transaction @param {Promise<void>} done */
async function undo(transaction, done) {
  try {
    // What is too large is refused at once, and what was put before it would stay.
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
  await done.catch(() => {});
}

/** What was asked for is not there, in a database that is. */
export class NoSuchCapture extends Error {
  /** It stays where the class is lost: on the way from the background to a page. @override */
  name = "NoSuchCapture";
}

/** @param {unknown} error */
async function explainOwn(error) {
  return error instanceof NoSuchCapture ? error : explain(error);
}
