// The captures that were opened here. They are held by this page alone: nothing of them is stored, and closing it forgets
// them.

import { sha256 } from "../extension/digest.js";
import { imageOf } from "../extension/images/signatures.js";
import { isAlbumList, isBeside, isImage, isLeftOut, readCaptureBytes } from "../extension/transfer/file.js";
import { readAlbumLine } from "../extension/transfer/images.js";
import { sourcesIn } from "../extension/transfer/sources.js";

/** @typedef {import("../extension/store/captures.js").Capture} Capture */
/** @typedef {import("../extension/transfer/sources.js").Given} Given */
/** @typedef {import("../extension/transfer/sources.js").Source} Source */

/** A file that is no capture: which, and why. @typedef {{ name: string, reason: string }} Fault */

/** What a list of digests says of a file, and whether that is so. @typedef {{ name: string, isRight: boolean }} Checked */

/** A line of a list of digests, as checksum programs write them: the digest in hex, and the name of the file. */
const LISTED = /^([0-9a-f]{64})\s+\*?(.+)$/i;

/** The digest in the name of an image. */
const DIGEST = /[0-9a-f]{64}(?=\.\w+$)/;

/** How many files are read before the page has its turn. */
const AT_ONCE = 50;

export class Opened {
  /** @type {Map<string, { capture: Capture, file: string, whole: string }>} by id: the format's digest and the stamp */
  #captures = new Map();
  /** @type {Fault[]} */
  faults = [];
  /** The digests of the images of each capture by their addresses, as the lists of a zip say. @type {Map<string, Map<string, string>>} */
  #albums = new Map();
  /** Where the image of a digest is: it is read when it is to be shown. @type {Map<string, { given: Given, name: string }>} */
  #images = new Map();
  /** The digests of the lists that came along, by the name of the file. @type {Map<string, string>} */
  #listed = new Map();

  /**
   * Reads files, folders and zips of captures, and lists of their digests.
   * @param {Given} given
   * @param {AbortSignal} signal
   * @param {(captures: Capture[], done: number) => Promise<void>} onRead is told of new ones, and awaited
   */
  async read(given, signal, onRead) {
    /** @type {Capture[]} */
    let fresh = [];
    let done = 0;
    const isWanted = (/** @type {string} */ name) => {
      if (isImage(name)) this.#images.set(DIGEST.exec(name)?.[0] ?? "", { given, name });
      return !isImage(name);
    };
    for await (const source of sourcesIn(given, isWanted)) {
      if (signal.aborted) break;
      const capture = await this.#take(source);
      if (capture) fresh.push(capture);
      done += 1;
      if (done % AT_ONCE !== 0) continue;
      await onRead(fresh, done);
      fresh = [];
    }
    await onRead(fresh, done);
  }

  /** @param {string} id */
  file(id) {
    return this.#captures.get(id)?.file ?? "";
  }

  /** @param {string} id */
  capture(id) {
    return this.#captures.get(id)?.capture;
  }

  get size() {
    return this.#captures.size;
  }

  /** The images that came along with a capture. @param {string} id @returns {import("../extension/reading/pictures.js").Pictures} */
  pictures(id) {
    const album = this.#albums.get(id) ?? new Map();
    const addresses = [...album.keys()].filter((address) => this.#images.has(album.get(address)));
    return { addresses, read: (address) => this.#readImage(album.get(address)) };
  }

  /** @param {string} digest @returns {Promise<import("../extension/reading/pictures.js").Picture | null>} null where the bytes are others */
  async #readImage(digest) {
    const place = this.#images.get(digest);
    if (!place) return null;
    for await (const source of sourcesIn(place.given, (name) => name === place.name)) {
      if (source.name !== place.name || "refusal" in source) continue;
      const image = await imageOf(new Uint8Array(source.bytes));
      if (image?.digest === digest) return image;
    }
    return null;
  }

  /** What the lists of digests say. A file of a list that was not opened is not told of. @returns {Checked[]} */
  check() {
    return [...this.#captures.values()].flatMap(({ capture, whole }) => {
      const listed = this.#listed.get(lastStep(capture.name));
      return listed === undefined
        ? []
        : [{ name: capture.name, isRight: listed === capture.digest || listed === whole }];
    });
  }

  /** @param {Source} source @returns {Promise<Capture | null>} null where it is known or none */
  async #take(source) {
    const { name } = source;
    // Tags and notes are for the library: here is nothing that could keep them.
    if (isBeside(name) || isLeftOut(source)) return null;
    try {
      if ("refusal" in source) throw new Error(source.refusal);
      if (isAlbumList(name)) return this.#takeAlbums(source);
      if (this.#takeList(source)) return null;
      const { capture: read, file } = await readCaptureBytes(source.bytes);
      const id = `${read.stamp}-${read.digest}`;
      if (this.#captures.has(id)) return null;
      // Nobody keeps count here of what was read.
      const capture = { ...read, id, name: source.name, read: 0 };
      this.#captures.set(id, { capture, file, whole: await sha256(source.bytes) });
      return capture;
    } catch (error) {
      this.faults.push({ name: source.name, reason: /** @type {Error} */ (error).message });
      return null;
    }
  }

  /** @param {{ name: string, bytes: Uint8Array }} source @returns {null} it is no capture */
  #takeAlbums({ name, bytes }) {
    const lines = new TextDecoder().decode(bytes).split("\n").filter(Boolean);
    for (const [index, line] of lines.entries()) {
      try {
        const { stamp, digest, images } = readAlbumLine(line);
        this.#albums.set(`${stamp}-${digest}`, new Map(images.map((image) => [image.address, image.digest])));
      } catch (error) {
        this.faults.push({ name, reason: `line ${index + 1}: ${/** @type {Error} */ (error).message}` });
      }
    }
    return null;
  }

  /** Whether a file is a list of digests: then it is taken as one. @param {{ bytes: Uint8Array }} source */
  #takeList({ bytes }) {
    const lines = new TextDecoder().decode(bytes).split(/\r?\n/).filter(Boolean);
    const listed = lines.map((line) => LISTED.exec(line));
    if (listed.length === 0 || listed.some((line) => line === null)) return false;
    for (const line of listed) this.#listed.set(lastStep(line?.[2] ?? ""), line?.[1]?.toLowerCase() ?? "");
    return true;
  }
}

/** @param {string} name */
function lastStep(name) {
  return name.split("/").at(-1) ?? name;
}
