// Capture files that come from elsewhere. Each is kept byte for byte or refused with a reason; what is there already is
// not added again; what stood beside them in an export comes back.

import { guarded, loadFormats } from "../formats.js";
import { imageOf } from "../images/signatures.js";
import { addCaptures, allCaptures, changeCaptures, keyOf } from "../store/captures.js";
import { addImage, makeAlbums } from "../store/images.js";
import { normalisedTag } from "../store/notes.js";
import { isAlbumList, isBeside, isImage, isLeftOut, readCaptureBytes } from "./file.js";
import { readAlbumLine } from "./images.js";
import { countSources, sourcesIn } from "./sources.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {import("../formats.js").Beside} Beside */
/** @typedef {import("./images.js").AlbumLine} AlbumLine */
/** @typedef {import("./sources.js").Source} Source */

/**
 * What became of the files: how many captures are new, how many came back out of the bin, how many were there already, how many
 * images belong to any, what was left out because it is the list of an archive or hidden, and what was refused, each with the
 * reason. `fault` is what ended the import before its end.
 * @typedef {{ added: number, restored: number, known: number, images: number, leftOut: number, refused: { name: string, reason: string }[],
 *   fault: Error | null }} Report
 */

/** The digest in the name of an image. */
const DIGEST = /[0-9a-f]{64}(?=\.\w+$)/;

/** How many captures one transaction adds: each costs one flush to the disk. */
const BATCH = 100;

/**
 * Imports capture files, folders and zips of them.
 * @param {import("./sources.js").Given} given
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [how]
 * @returns {Promise<Report>} also when it was cancelled, or the disk is full: what was added until then stays
 */
export async function importFiles(given, { signal, onProgress = () => {} } = {}) {
  const total = await countSources(given);
  const intake = new Intake();
  let done = 0;
  try {
    const takeAll = async (/** @type {(name: string) => boolean} */ isWanted) => {
      for await (const source of sourcesIn(given, isWanted)) {
        if (signal?.aborted) break;
        // A zip that cannot be opened is told under its own name, and once.
        if (!isWanted(source.name)) continue;
        await intake.take(source);
        done += 1;
        if (done % BATCH === 0) onProgress(done, total);
      }
    };
    await takeAll((name) => !isImage(name));
    await intake.finish();
    // Only now is it known whose they are: an image that belongs to nobody is never stored.
    await takeAll(isImage);
    onProgress(done, total);
  } catch (error) {
    intake.report.fault = /** @type {Error} */ (error);
  }
  return intake.report;
}

class Intake {
  /** @type {Report} */
  report = { added: 0, restored: 0, known: 0, images: 0, leftOut: 0, refused: [], fault: null };
  /** @type {{ capture: Capture, file: string }[]} */
  #batch = [];
  /** @type {Map<string, Beside>} */
  #beside = new Map();
  /** What the lists of albums say. @type {AlbumLine[]} */
  #albums = [];
  /** Where each image belongs, by its digest. @type {Map<string, { id: string, address: string }[]>} */
  #places = new Map();

  /** @param {Source} source */
  async take(source) {
    const { name } = source;
    if (isBeside(name)) return this.#takeBeside(source);
    if (isAlbumList(name)) return this.#takeLines(source, (line) => this.#albums.push(readAlbumLine(line)));
    if (isImage(name)) return this.#takeImage(source);
    if (isLeftOut(source)) {
      this.report.leftOut += 1;
      return;
    }
    try {
      if ("refusal" in source) throw new Error(source.refusal);
      this.#batch.push(await readCaptureBytes(source.bytes));
    } catch (error) {
      this.#refuse(name, /** @type {Error} */ (error).message);
    }
    if (this.#batch.length >= BATCH) await this.#flush();
  }

  async finish() {
    await this.#flush();
    await this.#putBeside();
    await this.#putAlbums();
  }

  async #flush() {
    const batch = this.#batch;
    this.#batch = [];
    const { added, restored } = await addCaptures(batch);
    this.report.added += added;
    this.report.restored += restored;
    this.report.known += batch.length - added - restored;
  }

  /** @param {Source} source */
  async #takeBeside(source) {
    const formats = await loadFormats();
    this.#takeLines(source, (line) => {
      const { beside, ...key } = guarded(() => formats.readBeside(line));
      this.#beside.set(keyOf(key), beside);
    });
  }

  /** @param {Source} source @param {(line: string) => void} take throws where it refuses a line */
  #takeLines(source, take) {
    if ("refusal" in source) return this.#refuse(source.name, source.refusal);
    const lines = new TextDecoder().decode(source.bytes).split("\n").filter(Boolean);
    for (const [index, line] of lines.entries()) {
      try {
        take(line);
      } catch (error) {
        this.#refuse(source.name, `line ${index + 1}: ${/** @type {Error} */ (error).message}`);
      }
    }
  }

  /** @param {string} name @param {string} reason */
  #refuse(name, reason) {
    this.report.refused.push({ name, reason });
  }

  /** Makes albums for captures that came without one, and notes where the images of the lists belong. */
  async #putAlbums() {
    const lines = this.#albums;
    this.#albums = [];
    if (lines.length === 0) return;
    const ids = new Map((await allCaptures()).map((capture) => [keyOf(capture), capture.id]));
    const made = [];
    for (const line of lines) {
      const id = ids.get(keyOf(line));
      if (id === undefined) continue;
      made.push({ id, addresses: line.addresses });
      for (const { address, digest } of line.images) {
        this.#places.set(digest, [...(this.#places.get(digest) ?? []), { id, address }]);
      }
    }
    await makeAlbums(made);
  }

  /** @param {Source} source */
  async #takeImage(source) {
    const { name } = source;
    const places = this.#places.get(DIGEST.exec(name)?.[0] ?? "");
    if (!places) {
      this.report.leftOut += 1;
      return;
    }
    if ("refusal" in source) return this.#refuse(name, source.refusal);
    const image = await imageOf(new Uint8Array(source.bytes));
    if (!image || this.#places.get(image.digest) !== places) {
      return this.#refuse(name, "found other bytes than its name says, expected the image that was exported");
    }
    for (const { id, address } of places) await addImage(id, address, image);
    this.report.images += 1;
  }

  /** Gives captures what stood beside them; what their reader has added here since stays. */
  async #putBeside() {
    if (this.#beside.size === 0) return;
    const ids = (await allCaptures()).filter((capture) => this.#beside.has(keyOf(capture))).map(({ id }) => id);
    for (let start = 0; start < ids.length; start += BATCH) {
      await changeCaptures(ids.slice(start, start + BATCH), (capture) => {
        const beside = this.#beside.get(keyOf(capture));
        return beside ? joined(capture, beside) : {};
      });
    }
  }
}

/** @param {Capture} capture @param {Beside} beside @returns {Partial<Capture>} */
function joined(capture, beside) {
  const highlights = new Map(
    [...beside.highlights, ...capture.highlights].map((highlight) => [highlight.id, highlight]),
  );
  return {
    tags: [...new Set([...capture.tags, ...beside.tags.map(normalisedTag).filter(Boolean)])],
    note: capture.note || beside.note,
    read: capture.read ?? beside.read,
    seen: [...new Set([...capture.seen, ...beside.seen])].sort((one, other) => one - other),
    highlights: [...highlights.values()],
    place: capture.place ?? beside.place,
  };
}
