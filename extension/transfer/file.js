// A file from elsewhere: whether it is meant to be a capture, and what is known of one by what it says itself.

import { digest } from "../digest.js";
import { guarded, loadFormats } from "../formats.js";
import { addressOf } from "../store/address.js";
import { UNREAD } from "../store/unread.js";

/** @typedef {import("../store/captures.js").Capture} Capture */

/** What an archive has besides its captures, and what nobody means by the folder that holds it. */
const LEFT_OUT = /(^|\/)(lists\/[^/]+\.md|README\.md|LICENSE(\.\w+)?)$|(^|\/)(\.(?!\.?\/)|__MACOSX\/)/;

/** @param {string} name with the folders above it */
export function isLeftOut(name) {
  return LEFT_OUT.test(name);
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
