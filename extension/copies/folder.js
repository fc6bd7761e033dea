// The folder that the user picked once, for the copies. Its handle is kept in a database of its own: what holds captures
// has no business with it, and losing it loses nothing. Only Chromium lets extensions keep one.

import { numbered } from "../free_names.js";

const DATABASE = "offprint-folder";
const STORE = "handles";
const KEY = "copies";

/** How many captures of one name there can be, before somebody made them so. */
const MOST_OF_A_NAME = 20;

/** Whether a folder can be picked here. */
export function canPickFolder() {
  return "showDirectoryPicker" in globalThis;
}

/**
 * Lets the user pick a folder that may be written to. To be called on a click.
 * @returns {Promise<FileSystemDirectoryHandle>}
 * @throws {DOMException} an `AbortError` where nothing was picked
 */
export function pickFolder() {
  const { showDirectoryPicker } = /** @type {any} */ (globalThis);
  return showDirectoryPicker({ id: "offprint-copies", mode: "readwrite" });
}

/** @param {FileSystemDirectoryHandle} folder */
export async function keepFolder(folder) {
  await inStore("readwrite", (handles) => handles.put(folder, KEY));
}

/** @returns {Promise<FileSystemDirectoryHandle | null>} the folder that was picked, which may ask to be allowed again */
export async function keptFolder() {
  return (await inStore("readonly", (handles) => handles.get(KEY))) ?? null;
}

/** Whether files may be written there now. @param {FileSystemDirectoryHandle} folder @returns {Promise<boolean>} */
export async function mayWrite(folder) {
  const { queryPermission } = /** @type {any} */ (folder);
  // The private file system of an origin has no permissions to ask for.
  return !queryPermission || (await queryPermission.call(folder, { mode: "readwrite" })) === "granted";
}

/**
 * Asks the user whether the folder may be used, unless that was allowed already. To be called on a click, before anything
 * is awaited.
 * @param {FileSystemDirectoryHandle} folder
 * @param {"read" | "readwrite"} mode
 */
export async function askFor(folder, mode) {
  await /** @type {any} */ (folder).requestPermission?.({ mode });
}

/**
 * Writes a file; one of that name with other bytes keeps its place.
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} path below it, with `/`
 * @param {string} text
 * @returns {Promise<string>} the path it got
 */
export async function writeFile(folder, path, text) {
  for (let number = 1; number <= MOST_OF_A_NAME; number += 1) {
    const name = numbered(path, number);
    const there = await openFile(folder, name);
    if (there && (await there.text()) !== text) continue;
    if (!there) await writeNew(folder, name, text);
    return name;
  }
  throw new Error(`found ${MOST_OF_A_NAME} files called ${path}, expected room for one more`);
}

/** @param {FileSystemDirectoryHandle} folder @param {string} path @param {string} text */
async function writeNew(folder, path, text) {
  const names = path.split("/");
  const name = names.pop() ?? path;
  let place = folder;
  for (const each of names) place = await place.getDirectoryHandle(each, { create: true });
  const handle = await place.getFileHandle(name, { create: true });
  // What is written takes the file's place when it is closed, and not before: it is whole or not there.
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} path
 * @returns {Promise<File | null>} null where there is none, or an empty one that a write left which never ended
 */
export async function openFile(folder, path) {
  const names = path.split("/");
  const name = names.pop() ?? path;
  try {
    let place = folder;
    for (const each of names) place = await place.getDirectoryHandle(each);
    const file = await (await place.getFileHandle(name)).getFile();
    return file.size > 0 ? file : null;
  } catch (error) {
    if (/** @type {DOMException} */ (error).name === "NotFoundError") return null;
    throw error;
  }
}

/** All files below a folder. @param {FileSystemDirectoryHandle} folder @returns {AsyncGenerator<File, void>} */
export async function* filesBelow(folder) {
  for await (const entry of /** @type {any} */ (folder).values()) {
    if (entry.kind === "directory") yield* filesBelow(entry);
    else yield await entry.getFile();
  }
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(handles: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
function inStore(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
