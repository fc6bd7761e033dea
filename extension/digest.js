// The digest of a capture: SHA-256 over all but the first line, which is the stamp. An unchanged article captured twice
// has one digest.

const LINE_FEED = 10;

/**
 * @param {string} file the text of a capture file
 * @returns {Promise<string>} 64 lower-case hex digits
 */
export async function digest(file) {
  const bytes = new TextEncoder().encode(file);
  return sha256(bytes.subarray(bytes.indexOf(LINE_FEED) + 1));
}

/** @param {Uint8Array} bytes @returns {Promise<string>} 64 lower-case hex digits */
export async function sha256(bytes) {
  const hashed = await crypto.subtle.digest("SHA-256", /** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  return Array.from(new Uint8Array(hashed), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
