// The schema, as the list of steps that lead to it. The database's version is their number.
//
// A step that users have is never changed: a new one is added. Each is tested from every version that ever shipped
// (tests/extension/store.test.js), on a database that was written as that version wrote it.
//
// | store    | a row                                            | why it is apart                                       |
// |----------|--------------------------------------------------|-------------------------------------------------------|
// | captures | a `Capture`                                      | lists read thousands of them and not one body         |
// | files    | `{ id, file }`, the text of the capture file     |                                                       |
// | bin      | a `Capture` with `binned`, ms since 1970         | what lists and counts need not know of is not there   |
// | pages    | `{ id, html }`, gzip of the snapshot's markup    | may be lost, and is larger than all the rest          |
// | images   | an `Image`                                       | captures share them, and only reading needs them      |
// | albums   | an `Album`, by the id of its capture             | changes with each image that comes, and no row does   |

import { addressOf } from "./address.js";

/** @typedef {(database: IDBDatabase, transaction: IDBTransaction) => void} Migration */

/** @type {Migration[]} */
export const MIGRATIONS = [createCaptures, addBinAndVersions, findBinnedByStamp, addImages];

/** Version 1: the list and the files. @type {Migration} */
function createCaptures(database) {
  database.createObjectStore("captures", { keyPath: "id" }).createIndex("stamp", "stamp");
  database.createObjectStore("files", { keyPath: "id" });
}

/** Version 2: the bin, the versions of an address, what readers add, and the pages that were captured. @type {Migration} */
function addBinAndVersions(database, transaction) {
  const captures = transaction.objectStore("captures");
  captures.createIndex("address", ["address", "stamp"]);
  database.createObjectStore("bin", { keyPath: "id" }).createIndex("binned", "binned");
  database.createObjectStore("pages", { keyPath: "id" });
  const request = captures.openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    const { value } = cursor;
    const added = { keywords: [], seen: [], tags: [], note: "", read: null, highlights: [], place: null };
    cursor.update({ ...added, ...value, address: addressOf(value.url) });
    cursor.continue();
  };
}

/** Version 3: the captures of one moment are asked for once for each copy, and the bin may be large. @type {Migration} */
function findBinnedByStamp(_, transaction) {
  transaction.objectStore("bin").createIndex("stamp", "stamp");
}

/** Version 4: the images of captures, and which of them a capture has. @type {Migration} */
function addImages(database) {
  database.createObjectStore("images", { keyPath: "digest" });
  const albums = database.createObjectStore("albums", { keyPath: "id" });
  albums.createIndex("digests", "digests", { multiEntry: true });
  albums.createIndex("attempts", "attempts");
}
