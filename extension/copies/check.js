// Whether the copies are what they should be: each is opened, and its digest compared with its capture's.

import { digest } from "../digest.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/**
 * What was found; of what could not be read it is not known how it is.
 * @typedef {{ intact: Capture[], missing: Capture[], different: Capture[],
 *   unread: { capture: Capture, reason: string }[] }} Checked
 */

/** The browser lets nobody read: that is said once, and not of every copy. */
const REFUSAL = "NotAllowedError";

/**
 * @param {Capture[]} captures
 * @param {(name: string) => Promise<File | null>} open gives the copy of that name, if there is one
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [how]
 * @returns {Promise<Checked>}
 */
export async function checkCopies(captures, open, { signal, onProgress = () => {} } = {}) {
  /** @type {Checked} */
  const checked = { intact: [], missing: [], different: [], unread: [] };
  for (const [done, capture] of captures.entries()) {
    signal?.throwIfAborted();
    try {
      checked[await stateOf(capture, open)].push(capture);
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      if (name === REFUSAL) throw error;
      checked.unread.push({ capture, reason: message });
    }
    onProgress(done + 1, captures.length);
  }
  return checked;
}

/** @param {Capture} capture @param {(name: string) => Promise<File | null>} open @returns {Promise<"intact" | "missing" | "different">} */
async function stateOf(capture, open) {
  const copy = await open(capture.copy?.name ?? capture.name);
  if (!copy) return "missing";
  if (copy.size !== capture.bytes) return "different";
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await copy.arrayBuffer());
  // The digest leaves the first line out, which is the stamp.
  const isStamped = text.split("\n", 1)[0]?.includes(`<!--${capture.stamp}-->`);
  return isStamped && (await digest(text)) === capture.digest ? "intact" : "different";
}

/**
 * The files of a folder by the end of their paths, as names of copies are: below a folder of any name.
 * @param {File[]} files with paths relative to the folder that was chosen
 * @returns {(name: string) => Promise<File | null>}
 */
export function openAmong(files) {
  const byName = new Map();
  for (const file of files) {
    const names = file.webkitRelativePath.split("/");
    byName.set(names.slice(-2).join("/"), file);
  }
  return async (name) => byName.get(name) ?? null;
}
