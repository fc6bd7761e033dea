// The engine: the Rust crate as WebAssembly. It runs here and never in the page, whose own CSP could forbid it.
//
// The first pass through freshly compiled code is many times slower than the next, so the engine warms up on a small
// document while the snapshot is being taken. An instance that trapped has a memory nobody can vouch for: it is thrown
// away and never used again.

import * as wasm from "./wasm/offprint.js";

/** @typedef {import("./messages.js").Policy} Policy */

/** The answer to one page; `capture` is null where it holds no article. @typedef {wasm.Answer} Answer */
/** A page that was read. @typedef {wasm.Reading} Reading */
/** Where each field of the metadata was read. @typedef {wasm.Origins} Origins */

/** The size of one piece of the page, in bytes of UTF-8. */
const CHUNK = 64 * 1024;
/** What is said of a page that another page's trap took with it. */
const LOST = "the engine stopped, and the page that it had read is lost";
const WARM_UP = `<!DOCTYPE html><html lang="en"><title>Warm</title><article><h1>Warm</h1>${"<p>One, two. <a href=/>Three</a>.</p>".repeat(20)}</article>`;

/** @type {Promise<unknown> | null} */
let loading = null;
let warm = false;
/** What is in the engine's memory. A trap loses it all, and to free any after it would harm the next instance. @type {WeakSet<wasm.Reading | wasm.Extractor>} */
let held = new WeakSet();

/** How long the engine works without a break, in ms: in Firefox the popup waits for it, and everywhere whoever cancels. */
const LONGEST_STRETCH = 40;

/**
 * Loads the engine; at once when that has been done.
 * @param {Promise<WebAssembly.Module> | URL} [from] whoever was in a hurry has it compiled already
 * @returns {Promise<unknown>}
 */
export function loadEngine(from = new URL("wasm/offprint_bg.wasm", import.meta.url)) {
  loading ??= wasm.default({ module_or_path: from }).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Loads the engine and warms it up for a page. */
export async function prepareEngine() {
  await loadEngine();
  if (warm) return;
  warm = true;
  const page = await readPage(WARM_UP, "https://warm.invalid/");
  selectFrom(page, "article", 0);
  freePage(page);
}

/**
 * Reads a page, of which selections can then be made. It stays in the engine's memory until freePage().
 *
 * @param {string} html the page, well-formed UTF-16
 * @param {string} url
 * @param {AbortSignal} [signal] by which the reading can be ended
 * @returns {Promise<Reading>}
 * @throws {Error} in the engine's words, or the signal's reason
 */
export async function readPage(html, url, signal) {
  await loadEngine();
  const extractor = guarded(() => new wasm.Extractor(url, "article"));
  held.add(extractor);
  try {
    await write(extractor, html, signal);
    // It is used up, and nothing of it is left to free.
    held.delete(extractor);
    const page = guarded(() => extractor.read(Date.now()));
    held.add(page);
    return page;
  } finally {
    if (held.delete(extractor)) extractor.free();
  }
}

/**
 * @param {wasm.Extractor} extractor
 * @param {string} html
 * @param {AbortSignal | undefined} signal
 */
async function write(extractor, html, signal) {
  let begun = performance.now();
  for (const chunk of chunks(html)) {
    guarded(() => extractor.write(chunk));
    if (performance.now() - begun < LONGEST_STRETCH) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    if (!held.has(extractor)) throw new Error(LOST);
    begun = performance.now();
  }
}

/** Frees a page that was read; of one that is lost already nothing is left to free. @param {Reading} page */
export function freePage(page) {
  if (held.delete(page)) page.free();
}

/** Whether a page that was read is still in the engine's memory. @param {Reading} page */
export function isHeld(page) {
  return held.has(page);
}

/** The runs that a reader puts back and takes out, by their numbers. @typedef {{ keep: number[], drop: number[] }} Corrections */

/**
 * The same, but that a reader has the last word.
 * @param {Reading} page
 * @param {Policy} policy
 * @param {number} stamp ms since 1970
 * @param {Corrections} corrections
 * @returns {Answer}
 * @throws {Error} in the engine's words
 */
export function selectCorrected(page, policy, stamp, { keep, drop }) {
  return guardedOn(page, () => page.selectCorrected(policy, stamp, Uint32Array.from(keep), Uint32Array.from(drop)));
}

/**
 * The whole page as HTML in the grammar of captures, but that each run of it, a `span` or a `figure`, has its number in
 * `data-run`, what becomes of it in `data-decision` ("kept", or why it is dropped), and how likely it is to be content, in
 * hundredths, in `data-likely`.
 * @param {Reading} page
 * @param {Policy} policy
 * @param {Corrections} corrections
 * @returns {string}
 * @throws {Error} in the engine's words
 */
export function markPage(page, policy, { keep, drop }) {
  return guardedOn(page, () => page.marked(policy, Uint32Array.from(keep), Uint32Array.from(drop)));
}

/**
 * @param {Reading} page of which nothing is left in the engine where that stopped since
 * @param {Policy} policy
 * @param {number} stamp ms since 1970
 * @returns {Answer}
 * @throws {Error} in the engine's words
 */
export function selectFrom(page, policy, stamp) {
  return guardedOn(page, () => page.select(policy, stamp));
}

/**
 * @param {Reading} page
 * @returns {Origins}
 * @throws {Error} in the engine's words
 */
export function originsOf(page) {
  return guardedOn(page, () => page.origins());
}

/**
 * @template T
 * @param {Reading} page
 * @param {() => T} work
 */
function guardedOn(page, work) {
  if (!isHeld(page)) throw new Error(LOST);
  return guarded(work);
}

/**
 * @param {string} file the text of a capture file
 * @returns {Promise<wasm.CaptureFile>} its parts, the body not sanitized
 * @throws {Error} that names the line and what was expected there
 */
export async function readCaptureFile(file) {
  await loadEngine();
  return guarded(() => wasm.read(new TextEncoder().encode(file)));
}

/**
 * @param {string} html anything at all
 * @param {string} url what its links count from
 * @returns {Promise<string>} the closed grammar of captures and nothing else
 */
export async function sanitizeHtml(html, url) {
  await loadEngine();
  return guarded(() => wasm.sanitize(html, url));
}

/**
 * The text in UTF-8, in pieces that share one buffer.
 * @param {string} text
 * @returns {Generator<Uint8Array, void>}
 */
export function* chunks(text) {
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(CHUNK);
  for (let position = 0; position < text.length; ) {
    let end = Math.min(position + CHUNK, text.length);
    // A pair of surrogates is one character and stays together.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
    const { read: taken, written } = encoder.encodeInto(text.substring(position, end), buffer);
    position += taken;
    yield buffer.subarray(0, written);
  }
}

/**
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function guarded(call) {
  try {
    return call();
  } catch (error) {
    if (!isTrap(error)) throw error;
    wasm.__wbg_reset_state();
    held = new WeakSet();
    throw new Error(`the engine stopped: ${error.message}`, { cause: error });
  }
}

/** Whether the engine was left halfway: by a trap, or by a panic, which it throws by that name. @param {unknown} error @returns {error is Error} */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && error.name === "Panic");
}
