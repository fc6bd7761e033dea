// Captures as one file that leaves: a zip, an archive, notes in Markdown, a page, a book, lines of JSON.
//
// Every format is a generator of pieces, so that the whole is never in memory twice, and that it can be cancelled
// between two captures.

import { besideOf, guarded, Held, loadFormats } from "../formats.js";
import { freeNames } from "../free_names.js";
import { withImages } from "../images/addresses.js";
import { readFiles } from "../store/captures.js";
import { readAlbums, readImage, readImages } from "../store/images.js";
import { ALBUM_FILE, BESIDE_FILE, IMAGE_FOLDER } from "./file.js";
import { albumLine, IN_BOOKS, imageName } from "./images.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {import("../store/images.js").Album} Album */
/** @typedef {import("../store/images.js").Image} Image */
/** @typedef {{ capture: Capture, text: string, bytes: Uint8Array, album: Album | null }} Opened */
/** @typedef {string | Uint8Array} Piece */

/**
 * A format: the file's ending and type, and how pieces are made of captures.
 * @typedef {{ extension: string, type: string,
 *   write: (opened: AsyncIterable<Opened>, title: string) => AsyncGenerator<Piece, void> }} Format
 */

/** How many files are read from the store at a time. */
const BATCH = 50;
/** Pieces are joined to blobs of this size, which browsers keep on the disk, in bytes. */
const JOINED = 8 * 1024 * 1024;

const encoder = new TextEncoder();

/** @type {Record<"captures" | "archive" | "markdown" | "html" | "epub" | "jsonl", Format>} */
export const FORMATS = {
  captures: { extension: ".zip", type: "application/zip", write: zipOfCaptures },
  archive: { extension: ".zip", type: "application/zip", write: zipOfArchive },
  markdown: { extension: ".zip", type: "application/zip", write: zipOfMarkdown },
  html: { extension: ".html", type: "text/html", write: pageOfHtml },
  epub: { extension: ".epub", type: "application/epub+zip", write: book },
  jsonl: { extension: ".jsonl", type: "application/jsonl", write: linesOfJson },
};

/**
 * Writes captures in a format.
 * @param {keyof typeof FORMATS} name
 * @param {Capture[]} captures
 * @param {{ title: string, signal?: AbortSignal, onProgress?: (done: number) => void }} how `title` is that of a page or a book
 * @returns {Promise<Blob>}
 * @throws {Error} the signal's reason, when it was cancelled
 */
export async function exportCaptures(name, captures, { title, signal, onProgress = () => {} }) {
  const { write, type } = FORMATS[name];
  const blobs = [];
  /** @type {Piece[]} */
  let pieces = [];
  let size = 0;
  for await (const piece of write(opened(captures, onProgress, signal), title)) {
    pieces.push(piece);
    size += piece.length;
    if (size < JOINED) continue;
    blobs.push(new Blob(/** @type {BlobPart[]} */ (pieces)));
    pieces = [];
    size = 0;
  }
  return new Blob(/** @type {BlobPart[]} */ ([...blobs, ...pieces]), { type });
}

/**
 * The captures with their files, in order.
 * @param {Capture[]} captures
 * @param {(done: number) => void} onProgress
 * @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<Opened, void>}
 */
async function* opened(captures, onProgress, signal) {
  for (let start = 0; start < captures.length; start += BATCH) {
    const batch = captures.slice(start, start + BATCH);
    const ids = batch.map(({ id }) => id);
    const [texts, albums] = await Promise.all([readFiles(ids), readAlbums(ids)]);
    for (const [index, capture] of batch.entries()) {
      signal?.throwIfAborted();
      const text = texts[index] ?? "";
      yield { capture, text, bytes: encoder.encode(text), album: albums[index] ?? null };
    }
    onProgress(start + batch.length);
  }
}

/** @type {Format["write"]} */
async function* zipOfCaptures(all) {
  const beside = [];
  const albums = [];
  /** @type {Set<string>} */
  const digests = new Set();
  const free = freeNames();
  const { zip, add, end } = await startZip();
  try {
    for await (const { capture, bytes, album } of all) {
      yield add(free(capture.name), bytes, capture.stamp);
      beside.push(besideLine(capture));
      if (album) albums.push(albumLine(capture, album));
      for (const digest of album?.digests ?? []) digests.add(digest);
    }
    if (albums.length > 0) yield add(ALBUM_FILE, encoder.encode(albums.join("")), 0);
    for await (const image of imagesOf(digests)) {
      yield add(`${IMAGE_FOLDER}/${imageName(image)}`, new Uint8Array(image.bytes), 0);
    }
    yield* end(beside);
  } finally {
    zip.free();
  }
}

/** @type {Format["write"]} */
async function* zipOfArchive(all) {
  const formats = await loadFormats();
  const archive = new Held(() => new formats.Archive());
  const beside = [];
  let newest = 0;
  const { zip, add, end } = await startZip();
  try {
    for await (const { capture, bytes } of all) {
      yield add(
        archive.use((open) => open.place(bytes)),
        bytes,
        capture.stamp,
      );
      beside.push(besideLine(capture));
      newest = Math.max(newest, capture.stamp);
    }
    for (const [path, text] of archive.use((open) => open.lists())) yield add(path, encoder.encode(text), newest);
    yield* end(beside);
  } finally {
    archive.free();
    zip.free();
  }
}

/** @type {Format["write"]} */
async function* zipOfMarkdown(all) {
  const formats = await loadFormats();
  const free = freeNames();
  const { zip, add, end } = await startZip();
  try {
    for await (const { capture, bytes } of all) {
      const text = guarded(() => formats.markdown(bytes, besideOf(capture)));
      yield add(free(capture.name), encoder.encode(text), capture.stamp);
    }
    yield* end([]);
  } finally {
    zip.free();
  }
}

/** @type {Format["write"]} */
async function* pageOfHtml(all, title) {
  const formats = await loadFormats();
  const page = new Held(() => new formats.Page(title, undefined));
  try {
    for await (const { capture, bytes, album } of all) {
      const html = page.use((open) => open.add(bytes, besideOf(capture)));
      const images = album ? await readImages(capture.id) : new Map();
      yield withImages(html, (address) => dataAddress(images.get(address)));
    }
  } finally {
    page.free();
  }
}

/** @type {Format["write"]} */
async function* book(all, title) {
  const formats = await loadFormats();
  const written = new Held(() => new formats.Book(title));
  try {
    /** @type {Set<string>} */
    const there = new Set();
    for await (const { capture, bytes, album } of all) {
      const images = album ? await readImages(capture.id) : new Map();
      /** @type {Set<Image>} */
      const used = new Set();
      const nameOf = (/** @type {string} */ address) => {
        const image = images.get(address);
        if (!image || !IN_BOOKS.has(image.type)) return undefined;
        used.add(image);
        return imageName(image);
      };
      yield written.use((open) => open.add(bytes, besideOf(capture), nameOf));
      for (const image of [...used].filter(({ digest }) => !there.has(digest))) {
        there.add(image.digest);
        yield written.use((open) => open.addImage(imageName(image), image.type, new Uint8Array(image.bytes)));
      }
    }
    yield written.useUp((open) => open.end());
  } finally {
    written.free();
  }
}

/** @type {Format["write"]} */
async function* linesOfJson(all) {
  const formats = await loadFormats();
  for await (const { capture, bytes } of all) yield guarded(() => formats.jsonLine(bytes, besideOf(capture)));
}

/** @param {Iterable<string>} digests @returns {AsyncGenerator<Image, void>} those that are there, one at a time */
async function* imagesOf(digests) {
  for (const digest of digests) {
    const image = await readImage(digest);
    if (image) yield image;
  }
}

/** An address that holds the image itself. @param {Image | undefined} image */
function dataAddress(image) {
  if (!image) return undefined;
  const bytes = /** @type {any} */ (new Uint8Array(image.bytes));
  return `data:${image.type};base64,${bytes.toBase64()}`;
}

/** A zip, how a file is added to it, and how it ends, with what stands beside its captures. */
async function startZip() {
  const formats = await loadFormats();
  const zip = new Held(() => new formats.ZipWriter());
  const add = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes, /** @type {number} */ stamp) =>
    zip.use((open) => open.add(name, bytes, stamp));
  /** @param {string[]} beside @returns {Generator<Piece, void>} */
  function* end(beside) {
    const lines = beside.join("");
    if (lines) yield add(BESIDE_FILE, encoder.encode(lines), 0);
    yield zip.useUp((open) => open.end());
  }
  return { zip, add, end };
}

/** What stands beside a capture as a line of JSON; empty where nothing does. @param {Capture} capture */
function besideLine(capture) {
  const beside = besideOf(capture);
  const { tags, note, read, seen, highlights, place } = beside;
  const isPlain = tags.length + seen.length + highlights.length === 0 && note === "" && read === null && place === null;
  return isPlain ? "" : `${JSON.stringify({ stamp: capture.stamp, digest: capture.digest, ...beside })}\n`;
}
