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
    const file = /** @type {FileSystemFileEntry} */ (entry);
    yield await new Promise((resolve, reject) => file.file(resolve, reject));
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
