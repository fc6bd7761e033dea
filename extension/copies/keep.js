// A copy of every capture outside the browser's own storage, which browsers have wiped before: below the folder of
// downloads, or in a folder that the user picked. It is made after the capture was acknowledged; what could not be
// copied then is copied when the page of copies is open.

import { downloadAddress, TYPE } from "../download.js";
import { freeNames } from "../free_names.js";
import { readSettings } from "../settings.js";
import { listBin } from "../store/bin.js";
import { allCaptures, capturesOf, changeCaptures, readFile } from "../store/captures.js";
import { keepFolder, keptFolder, mayWrite, writeFile } from "./folder.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {"off" | "downloads" | "folder"} Place */

/** Chromium takes no longer address than two megabytes, of which base64 is a third. */
const LONGEST_ADDRESS = 2_000_000;
/** One copy at a time gets its name, whichever page makes it. */
const LOCK = "offprint-copies";

/**
 * Copies a capture where the settings say, and notes it beside the capture.
 * @param {Capture} capture
 * @param {string} file
 * @returns {Promise<boolean>} whether there is a copy now
 */
export async function copyCapture(capture, file) {
  const place = /** @type {Place} */ ((await readSettings()).copies);
  if (place === "off") return false;
  return navigator.locks.request(LOCK, async () => {
    const name = await written(place, await freeName(capture, place), file);
    if (name === null) return false;
    await changeCaptures([capture.id], () => ({ copy: { place, name } }), { durability: "relaxed" });
    return true;
  });
}

/**
 * A name that no other capture's copy has. Only captures of one moment can have the same, because it is part of it.
 * @param {Capture} capture
 * @param {Place} place
 */
async function freeName({ id, stamp, name }, place) {
  const others = (await capturesOf(stamp)).filter((other) => other.id !== id && other.copy?.place === place);
  return freeNames(others.map(({ copy }) => copy?.name ?? ""))(name);
}

/**
 * Copies what has no copy in the place that the settings name. One that cannot be copied does not keep the others from it.
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [how]
 * @returns {Promise<{ left: number, refused: { name: string, reason: string }[] }>} how many still have none, and why,
 *   where that is known
 */
export async function copyMissing({ signal, onProgress = () => {} } = {}) {
  const missing = await withoutCopy();
  const refused = [];
  let left = missing.length;
  for (const [done, capture] of missing.entries()) {
    if (signal?.aborted) break;
    try {
      if (await copyCapture(capture, await readFile(capture.id))) left -= 1;
    } catch (error) {
      refused.push({ name: capture.title, reason: /** @type {Error} */ (error).message });
    }
    onProgress(done + 1, missing.length);
  }
  return { left, refused };
}

/**
 * Lets copies go to another folder. What was copied to the one before is not in it.
 * @param {FileSystemDirectoryHandle} folder
 */
export async function changeFolder(folder) {
  await navigator.locks.request(LOCK, async () => {
    const before = await keptFolder();
    const isSame = before !== null && (await before.isSameEntry(folder));
    // Forgotten first: a copy too many is no harm.
    if (!isSame) await forgetCopies((await keptAndBinned()).filter(({ copy }) => copy?.place === "folder"));
    await keepFolder(folder);
  });
}

/** All captures, those in the bin among them: they may be put back. @returns {Promise<Capture[]>} */
async function keptAndBinned() {
  return [...(await allCaptures()), ...(await listBin())];
}

/** Says of captures that they have no copy. @param {Capture[]} captures */
export async function forgetCopies(captures) {
  const ids = captures.filter(({ copy }) => copy).map(({ id }) => id);
  await changeCaptures(ids, () => ({ copy: null }), { durability: "relaxed" });
}

/** The captures without a copy in the place that the settings name. @returns {Promise<Capture[]>} */
export async function withoutCopy() {
  const { copies } = await readSettings();
  return (await allCaptures()).filter(({ copy }) => copy?.place !== copies);
}

/** @param {"downloads" | "folder"} place @param {string} name @param {string} file @returns {Promise<string | null>} the name it got */
async function written(place, name, file) {
  if (place === "downloads") return downloaded(name, file);
  const folder = await keptFolder();
  return folder && (await mayWrite(folder)) ? writeFile(folder, name, file) : null;
}

/**
 * A service worker makes no address of a blob, but may download an address that holds the file itself; Firefox's
 * background is a page, and the other way round.
 * @param {string} name
 * @param {string} file
 * @returns {Promise<string | null>}
 */
async function downloaded(name, file) {
  const isPage = "createObjectURL" in URL;
  const url = isPage ? URL.createObjectURL(new Blob([file], { type: TYPE })) : addressWith(file);
  if (url.length > LONGEST_ADDRESS) return null;
  try {
    await downloadAddress(url, name, { conflictAction: "overwrite" });
    return name;
  } finally {
    if (isPage) URL.revokeObjectURL(url);
  }
}

/** @param {string} file */
function addressWith(file) {
  const { toBase64 } = /** @type {any} */ (Uint8Array.prototype);
  return `data:${TYPE};base64,${toBase64.call(new TextEncoder().encode(file))}`;
}
