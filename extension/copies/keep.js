// A copy of every capture outside the browser's own storage, which browsers have wiped before: below the folder of
// downloads, or in a folder that the user picked. It is made after the capture was acknowledged; what could not be
// copied then is copied when the page of copies is open.

import { FOLDER } from "../download.js";
import { readSettings } from "../settings.js";
import { allCaptures, changeCaptures, readFile } from "../store/captures.js";
import { keptFolder, mayWrite, writeFile } from "./folder.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {"off" | "downloads" | "folder"} Place */

/** Chromium takes no longer address than two megabytes, of which base64 is a third. */
const LONGEST_ADDRESS = 2_000_000;
const TYPE = "text/markdown;charset=utf-8";

/**
 * Copies a capture where the settings say, and notes it beside the capture.
 * @param {Capture} capture
 * @param {string} file
 * @returns {Promise<boolean>} whether there is a copy now
 */
export async function copyCapture(capture, file) {
  const place = /** @type {Place} */ ((await readSettings()).copies);
  const name = await written(place, capture.name, file);
  if (place === "off" || name === null) return false;
  await changeCaptures([capture.id], () => ({ copy: { place, name } }), { durability: "relaxed" });
  return true;
}

/**
 * Copies what has no copy in the place that the settings name.
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [how]
 * @returns {Promise<number>} how many still have none
 */
export async function copyMissing({ signal, onProgress = () => {} } = {}) {
  const missing = await withoutCopy();
  let left = missing.length;
  for (const [done, capture] of missing.entries()) {
    if (signal?.aborted) break;
    if (await copyCapture(capture, await readFile(capture.id))) left -= 1;
    onProgress(done + 1, missing.length);
  }
  return left;
}

/** The captures without a copy in the place that the settings name. @returns {Promise<Capture[]>} */
export async function withoutCopy() {
  const { copies } = await readSettings();
  return (await allCaptures()).filter(({ copy }) => copy?.place !== copies);
}

/** @param {Place} place @param {string} name @param {string} file @returns {Promise<string | null>} the name it got */
async function written(place, name, file) {
  if (place === "downloads") return downloaded(name, file);
  if (place === "off") return null;
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
  const filename = `${FOLDER}/${name}`;
  try {
    const id = await browser.downloads.download({ url, filename, conflictAction: "overwrite", saveAs: false });
    await ended(id);
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

/** @param {number} id @returns {Promise<void>} when the file is there @throws {Error} when it is not */
async function ended(id) {
  for (let wait = 10; ; wait *= 2) {
    const [download] = await browser.downloads.search({ id });
    if (download?.state === "complete") return;
    if (!download || download.state === "interrupted") throw new Error(download?.error ?? "the download is gone");
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
