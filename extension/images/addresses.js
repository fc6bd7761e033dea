// The addresses of the images in a capture's HTML, and the same HTML with others in their places.
//
// What is given has been written by the engine's serializer: every tag is `<name …>`, every value is quoted, and in values
// and text `<`, `>` and quotes stand as references. So a tag ends at its first `>`, and nothing but an attribute looks
// like one.

const TAG = /<img [^>]*>/g;
const SOURCE = /(?<= src=")[^"]*/;
const REFERENCES = /** @type {Record<string, string>} */ ({ amp: "&", lt: "<", gt: ">", quot: '"', "#10": "\n" });
const FETCHED = /^https?:/;

/** @param {string} html @returns {string[]} what would be asked for, each once, in their order */
export function imageAddresses(html) {
  const found = [...html.matchAll(TAG)].map(([tag]) => read(SOURCE.exec(tag)?.[0] ?? ""));
  return [...new Set(found.filter((address) => FETCHED.test(address)))];
}

/**
 * @param {string} html
 * @param {(address: string) => string | undefined} instead gives what stands in the place of an address; it may hold nothing
 *   that HTML would have as a reference
 * @returns {string}
 */
export function withImages(html, instead) {
  return html.replace(TAG, (tag) => tag.replace(SOURCE, (source) => instead(read(source)) ?? source));
}

/** @param {string} value as it is written */
function read(value) {
  return value.replace(/&(amp|lt|gt|quot|#10);/g, (whole, name) => REFERENCES[name] ?? whole);
}
