// One image from its site, or nothing: whatever is no image, is too large or takes too long stays a link.
//
// Nothing that tells who asks goes along: no cookie, no page that it was on, nothing that an earlier answer left in the
// browser's cache. What came is known by its first bytes, because servers name types as they like. SVG is not among them:
// it is a document that may hold scripts and ask for other files. Shown in an `img` it does neither, but a picture that
// leaves in a zip, a page or a book is opened by other programs, and what is not kept cannot run there.

import { sha256 } from "../digest.js";

/** @typedef {import("../store/images.js").Image} Image */

/** A photograph of forty megapixels has less; more than that in an article is a mistake of its page. In bytes. */
export const LARGEST_IMAGE = 12 * 1024 * 1024;
/** A server that has not sent an image by then is not going to, in ms. */
const PATIENCE = 20_000;
/** AVIF is not among what a book may hold, so it is what is wanted least. */
const ACCEPTED = "image/webp,image/png,image/jpeg,image/gif,image/avif;q=0.5";

/** What stands where in files of each type. @type {[string, Record<number, string>][]} */
const SIGNATURES = [
  ["image/png", { 0: "\x89PNG\r\n\x1a\n" }],
  ["image/jpeg", { 0: "\xff\xd8\xff" }],
  ["image/gif", { 0: "GIF87a" }],
  ["image/gif", { 0: "GIF89a" }],
  ["image/webp", { 0: "RIFF", 8: "WEBP" }],
  ["image/avif", { 4: "ftypavif" }],
  ["image/avif", { 4: "ftypavis" }],
];
const LONGEST_BEGINNING = 12;

/**
 * @param {string} address
 * @param {{ room: number, signal: AbortSignal }} limits how many bytes it may have, and what ends it
 * @returns {Promise<Image | null>} null where it cannot be had
 */
export async function fetchImage(address, { room, signal }) {
  try {
    const response = await fetch(address, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      headers: { accept: ACCEPTED },
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    const bytes = response.ok && response.body ? await upTo(Math.min(room, LARGEST_IMAGE), response.body) : null;
    return bytes && (await imageOf(bytes));
  } catch {
    return null;
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Image | null>} null where they are none that is kept */
export async function imageOf(bytes) {
  const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING));
  const isAll = (/** @type {Record<number, string>} */ signature) =>
    Object.entries(signature).every(([at, sign]) => beginning.startsWith(sign, Number(at)));
  const type = SIGNATURES.find(([, signature]) => isAll(signature))?.[0];
  return type ? { digest: await sha256(bytes), type, bytes: bytes.buffer } : null;
}

/** @param {number} limit @param {ReadableStream<Uint8Array>} stream @returns {Promise<Uint8Array<ArrayBuffer> | null>} null where there is more */
async function upTo(limit, stream) {
  const pieces = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    size += value.length;
    if (size <= limit) pieces.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
    else {
      await reader.cancel();
      return null;
    }
  }
}
