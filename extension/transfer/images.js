// Kept images on their way: how they are called in a zip, the list that says which capture has them, and how that is read
// again. The list may come from anybody: a line is taken as a whole or refused.

/** @typedef {import("../store/images.js").Album} Album */
/** @typedef {import("../store/images.js").Image} Image */

/** What a line says: of which capture, which images it has, and which of them are in the zip. @typedef {{ stamp: number, digest: string, addresses: string[], images: { address: string, digest: string }[] }} AlbumLine */

/** What a book's reading systems all draw (EPUB 3.3 §3.2); other images stay links there. */
export const IN_BOOKS = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** @type {Record<string, string>} */
const ENDINGS = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/avif": "avif",
};

const DIGEST = /^[0-9a-f]{64}$/;
const ADDRESS = /^https?:\/\//;
/** No article has so many images, and no browser takes a longer address. */
const [MOST, LONGEST] = [10_000, 100_000];

/** @param {Image} image */
export function imageName({ digest, type }) {
  return `${digest}.${ENDINGS[type]}`;
}

/** @param {import("../store/captures.js").Capture} capture @param {Album} album @returns {string} with its line feed */
export function albumLine({ stamp, digest }, { addresses, kept }) {
  return `${JSON.stringify({ stamp, digest, addresses, images: kept })}\n`;
}

/**
 * @param {string} line of any origin
 * @returns {AlbumLine}
 * @throws {Error} with what was expected
 */
export function readAlbumLine(line) {
  const { stamp, digest, addresses, images } = JSON.parse(line) ?? {};
  expect(Number.isSafeInteger(stamp) && isDigest(digest), "the stamp and the digest of a capture");
  expect(isList(addresses) && addresses.every(isAddress), "addresses of images");
  expect(isList(images) && images.every(isPlaced), "images with their addresses and digests");
  return {
    stamp,
    digest,
    addresses: [...new Set(addresses)],
    images: images.map((/** @type {any} */ { address, digest }) => ({ address, digest })),
  };
}

/** @param {boolean} isSo @param {string} wanted */
function expect(isSo, wanted) {
  if (!isSo) throw new Error(`found something else, expected ${wanted}`);
}

/** @param {unknown} value */
function isList(value) {
  return Array.isArray(value) && value.length <= MOST;
}

/** @param {unknown} value */
function isAddress(value) {
  return typeof value === "string" && value.length <= LONGEST && ADDRESS.test(value);
}

/** @param {unknown} value */
function isDigest(value) {
  return typeof value === "string" && DIGEST.test(value);
}

/** @param {any} value */
function isPlaced(value) {
  return isAddress(value?.address) && isDigest(value.digest);
}
