// Whether bytes are an image that is kept, by how they begin: servers and files name types as they like. SVG is not among
// them: it is a document that may hold scripts and ask for other files. Shown in an `img` it does neither, but a picture that
// leaves in a zip, a page or a book is opened by other programs, and what is not kept cannot run there.

import { sha256 } from "../digest.js";

/** @typedef {import("../store/images.js").Image} Image */

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

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Image | null>} null where they are none that is kept */
export async function imageOf(bytes) {
  const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING));
  const isAll = (/** @type {Record<number, string>} */ signature) =>
    Object.entries(signature).every(([at, sign]) => beginning.startsWith(sign, Number(at)));
  const type = SIGNATURES.find(([, signature]) => isAll(signature))?.[0];
  return type ? { digest: await sha256(bytes), type, bytes: bytes.buffer } : null;
}
