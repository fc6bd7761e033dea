// One image from its site, or nothing: whatever is no image, is too large or takes too long stays a link.
//
// Nothing that tells who asks goes along: no cookie, no page that it was on, nothing that an earlier answer left in the
// browser's cache.

import { imageOf } from "./signatures.js";

/** @typedef {import("../store/images.js").Image} Image */

/** A photograph of forty megapixels has less; more than that in an article is a mistake of its page. In bytes. */
export const LARGEST_IMAGE = 12 * 1024 * 1024;
/** A server that has not sent an image by then is not going to, in ms. */
const PATIENCE = 20_000;
/** AVIF is not among what a book may hold, so it is what is wanted least. */
const ACCEPTED = "image/webp,image/png,image/jpeg,image/gif,image/avif;q=0.5";

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
