// What was dropped, folders with all that is in them.

/** A list of a folder's entries comes in parts, and ends with an empty one. */
const NONE = 0;

/**
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
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

/** @param {FileSystemEntry} entry @returns {AsyncGenerator<File, void>} */
async function* filesBelow(entry) {
  if (entry.isFile) {
    const inFolder = /** @type {FileSystemFileEntry} */ (entry);
    /** @type {File} */
    const file = await new Promise((resolve, reject) => inFolder.file(resolve, reject));
    // Of a folder that was chosen the browser says where in it each file lies, of one that was dropped it does not.
    Object.defineProperty(file, "webkitRelativePath", { value: entry.fullPath.replace(/^\//, "") });
    yield file;
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const inside = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (inside.length === NONE) return;
    for (const one of inside) yield* filesBelow(one);
  }
}
