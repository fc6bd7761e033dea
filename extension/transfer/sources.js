// What a user gives to be imported, file by file: loose files, those of a folder, those in a zip. No more of a zip is in
// memory than a few of its files, and a name in it is a label and never a path.

import { guarded, Held, loadFormats } from "../formats.js";

/** A file whose bytes cannot be had: its name, for people, and why. @typedef {{ name: string, refusal: string }} Refused */

/** A file that may be a capture. @typedef {{ name: string, bytes: Uint8Array } | Refused} Source */

/** What a user gives, as far as the browser could open it. @typedef {(File | Refused)[]} Given */

/** How much of a zip is read at a time, in bytes. */
const WINDOW = 4 * 1024 * 1024;
const ZIP = /\.zip$/i;

/**
 * @param {Given} given
 * @param {(name: string) => boolean} [isWanted] by its name; others are not read
 * @returns {AsyncGenerator<Source, void>}
 */
export async function* sourcesIn(given, isWanted = () => true) {
  const largest = (await loadFormats()).largestFile();
  for (const file of given) {
    if (!(file instanceof File)) {
      yield file;
      continue;
    }
    const name = file.webkitRelativePath || file.name;
    if (ZIP.test(name)) yield* sourcesInZip(file, name, isWanted);
    else if (!isWanted(name)) continue;
    else if (file.size > largest) yield { name, refusal: `found ${file.size} bytes, expected at most ${largest}` };
    else yield await loose(file, name);
  }
}

/** @param {File} file @param {string} name @returns {Promise<Source>} */
async function loose(file, name) {
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    return { name, refusal: message(error) };
  }
}

/**
 * How many files there are to read, as far as that is known without unpacking them.
 * @param {Given} given
 */
export async function countSources(given) {
  const counts = given.map((file) => (file instanceof File && ZIP.test(file.name) ? countInZip(file) : 1));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** @param {File} zip */
async function countInZip(zip) {
  try {
    const reader = await openZip(zip);
    try {
      return reader.use((opened) => opened.files()).length;
    } finally {
      reader.free();
    }
  } catch {
    return 1;
  }
}

/** @param {File} zip */
async function openZip(zip) {
  const formats = await loadFormats();
  const tail = await bytesOf(zip, Math.max(0, zip.size - formats.zipTail()), zip.size);
  const { start, size } = guarded(() => formats.findDirectory(tail, zip.size));
  const directory = await bytesOf(zip, start, start + size);
  return new Held(() => new formats.ZipReader(directory, tail, zip.size));
}

/** @param {File} zip @param {string} label @param {(name: string) => boolean} isWanted @returns {AsyncGenerator<Source, void>} */
async function* sourcesInZip(zip, label, isWanted) {
  /** @type {Awaited<ReturnType<typeof openZip>>} */
  let reader;
  try {
    reader = await openZip(zip);
  } catch (error) {
    yield { name: label, refusal: message(error) };
    return;
  }
  try {
    // In the order of their bytes, so that neighbours are read together.
    const all = reader.use((opened) => opened.files()).map((file, index) => ({ ...file, index }));
    const files = all.filter(({ name }) => isWanted(`${label}/${name}`));
    files.sort((one, other) => one.start - other.start);
    let window = { start: 0, bytes: new Uint8Array() };
    for (const { name, start, size, index } of files) {
      const source = `${label}/${name}`;
      try {
        if (start + size > window.start + window.bytes.length) {
          window = { start, bytes: await bytesOf(zip, start, start + Math.max(size, WINDOW)) };
        }
        const bytes = window.bytes.subarray(start - window.start, start - window.start + size);
        // What was made of the last file may have stopped the module.
        if (!reader.isAlive) reader = await openZip(zip);
        yield { name: source, bytes: reader.use((opened) => opened.unpack(index, bytes)) };
      } catch (error) {
        yield { name: source, refusal: message(error) };
      }
    }
  } finally {
    reader.free();
  }
}

/** @param {Blob} blob @param {number} start @param {number} end */
async function bytesOf(blob, start, end) {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
