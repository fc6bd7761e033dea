// What was dropped, folders with all that is in them. What cannot be opened is refused by its name and keeps nothing else
// out.

/** @typedef {import("./sources.js").Refused} Refused */

/** A list of a folder's entries comes in parts, and ends with an empty one. */
const NONE = 0;

/**
 * @param {DataTransfer} transfer
 * @returns {Promise<import("./sources.js").Given>}
 */
export async function filesIn(transfer) {
  // The browser takes the list away as soon as anything is awaited.
  const dropped = [...transfer.items].map((one) => one.webkitGetAsEntry() ?? one.getAsFile());
  const files = [];
  for (const one of dropped) {
    if (one instanceof File) files.push(one);
    else if (one) for await (const file of filesBelow(one)) files.push(file);
  }
  return files;
}

/** @param {FileSystemEntry} entry @returns {AsyncGenerator<File | Refused, void>} */
async function* filesBelow(entry) {
  try {
    // Chromium gives a name that is no UTF-8 as an empty one, which would lead back into its own folder, without end.
    if (entry.name === "") throw new Error("found a name that is not UTF-8");
    if (entry.isFile) yield await fileOf(/** @type {FileSystemFileEntry} */ (entry));
    else for await (const one of inside(/** @type {FileSystemDirectoryEntry} */ (entry))) yield* filesBelow(one);
  } catch (error) {
    yield { name: pathOf(entry), refusal: /** @type {Error} */ (error).message };
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
async function fileOf(entry) {
  /** @type {File} */
  const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
  // Of a folder that was chosen the browser says where in it each file lies, of one that was dropped it does not.
  Object.defineProperty(file, "webkitRelativePath", { value: pathOf(entry) });
  return file;
}

/** @param {FileSystemDirectoryEntry} folder @returns {AsyncGenerator<FileSystemEntry, void>} */
async function* inside(folder) {
  const reader = folder.createReader();
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === NONE) return;
    yield* part;
  }
}

/** @param {FileSystemEntry} entry */
function pathOf({ fullPath }) {
  return fullPath.replace(/^\//, "");
}
