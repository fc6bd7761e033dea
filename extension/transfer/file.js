// A file from elsewhere: whether it is meant to be a capture, and what is known of one by what it says itself.

import { digest } from "../digest.js";
import { guarded, loadFormats } from "../formats.js";
import { addressOf } from "../store/address.js";
import { UNREAD } from "../store/unread.js";

/** @typedef {import("../store/captures.js").Capture} Capture */

/** The file in a zip in which tags, notes and highlights travel: one line of JSON a capture that has any. */
export const BESIDE_FILE = "offprint.jsonl";

/** The file in a zip that says which captures have which of its images, and the folder of these: each is called by its digest. */
export const ALBUM_FILE = "offprint-images.jsonl";
export const IMAGE_FOLDER = "images";
const IMAGE = /(^|\/)images\/[0-9a-f]{64}\.(png|jpg|gif|webp|avif)$/;

/** What an archive has besides its captures, and what nobody means by the folder that holds it. */
const LEFT_OUT = /(^|\/)(README\.md|LICENSE(\.\w+)?)$|(^|\/)(\.(?!\.?\/)|__MACOSX\/)/;

/** A list of an archive, or a capture of a host that is called so. */
const LIST = /(^|\/)lists\/[^/]+\.md$/;

/** How a capture begins, and no list. */
const STAMP = "<!--";

/** @param {import("./sources.js").Source} source */
export function isLeftOut(source) {
  const { name } = source;
  return LEFT_OUT.test(name) || (LIST.test(name) && !("bytes" in source && beginsWithStamp(source.bytes)));
}

/** @param {string} name with the folders above it */
export function isBeside(name) {
  return name === BESIDE_FILE || name.endsWith(`/${BESIDE_FILE}`);
}

/** @param {string} name with the folders above it */
export function isAlbumList(name) {
  return name === ALBUM_FILE || name.endsWith(`/${ALBUM_FILE}`);
}

/** Whether a file is an image beside captures: it is kept where a list of albums names it. @param {string} name */
export function isImage(name) {
  return IMAGE.test(name);
}

/** @param {Uint8Array} bytes */
function beginsWithStamp(bytes) {
  // The decoder takes the mark away that some files begin with; it has three bytes.
  return new TextDecoder().decode(bytes.subarray(0, STAMP.length + 3)).startsWith(STAMP);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<{ capture: Capture, file: string }>}
 * @throws {Error} where they are no capture file, with what was found and expected
 */
export async function readCaptureBytes(bytes) {
  const formats = await loadFormats();
  const described = guarded(() => formats.describe(bytes));
  // The mark at the beginning of some files is part of their bytes.
  const file = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const capture = {
    ...described,
    id: crypto.randomUUID(),
    digest: await digest(file),
    bytes: bytes.length,
    address: addressOf(described.url),
    modified: null,
    canonical: null,
    keywords: [],
    confidence: null,
    policy: null,
    selection: false,
    timings: null,
    ...UNREAD,
  };
  return { capture, file };
}
