// Capture files that come from elsewhere. Each is kept byte for byte or refused with a reason; what is there already is
// not added again; what stood beside them in an export comes back.

import { guarded, loadFormats } from "../formats.js";
import { addCaptures, allCaptures, changeCaptures, keyOf } from "../store/captures.js";
import { normalisedTag } from "../store/notes.js";
import { isBeside, isLeftOut, readCaptureBytes } from "./file.js";
import { countSources, sourcesIn } from "./sources.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {import("../formats.js").Beside} Beside */

/**
 * What became of the files: how many captures are new, how many were there already, what was left out because it is the
 * list of an archive or hidden, and what was refused, each with the reason. `fault` is what ended the import before its end.
 * @typedef {{ added: number, known: number, leftOut: number, refused: { name: string, reason: string }[],
 *   fault: Error | null }} Report
 */

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
    for await (const source of sourcesIn(given)) {
      if (signal?.aborted) break;
      await intake.take(source);
      done += 1;
      if (done % BATCH === 0) onProgress(done, total);
    }
    await intake.finish();
    onProgress(done, total);
  } catch (error) {
    intake.report.fault = /** @type {Error} */ (error);
  }
  return intake.report;
}

class Intake {
  /** @type {Report} */
  report = { added: 0, known: 0, leftOut: 0, refused: [], fault: null };
  /** @type {{ capture: Capture, file: string }[]} */
  #batch = [];
  /** @type {Map<string, Beside>} */
  #beside = new Map();

  /** @param {import("./sources.js").Source} source */
  async take(source) {
    const { name } = source;
    if (isBeside(name)) return this.#takeBeside(source);
    if (isLeftOut(source)) {
      this.report.leftOut += 1;
      return;
    }
    try {
      if ("refusal" in source) throw new Error(source.refusal);
      this.#batch.push(await readCaptureBytes(source.bytes));
    } catch (error) {
      this.report.refused.push({ name, reason: /** @type {Error} */ (error).message });
    }
    if (this.#batch.length >= BATCH) await this.#flush();
  }

  async finish() {
    await this.#flush();
    await this.#putBeside();
  }

  async #flush() {
    const batch = this.#batch;
    this.#batch = [];
    const added = await addCaptures(batch);
    this.report.added += added;
    this.report.known += batch.length - added;
  }

  /** @param {import("./sources.js").Source} source */
  async #takeBeside(source) {
    if ("refusal" in source) {
      this.report.refused.push({ name: source.name, reason: source.refusal });
      return;
    }
    const formats = await loadFormats();
    const lines = new TextDecoder().decode(source.bytes).split("\n").filter(Boolean);
    for (const [index, line] of lines.entries()) {
      try {
        const { beside, ...key } = guarded(() => formats.readBeside(line));
        this.#beside.set(keyOf(key), beside);
      } catch (error) {
        const reason = `line ${index + 1}: ${/** @type {Error} */ (error).message}`;
        this.report.refused.push({ name: source.name, reason });
      }
    }
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
