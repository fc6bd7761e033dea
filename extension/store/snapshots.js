// The page that a capture was made of, compressed beside it: the reading view shows from it what was left out.
//
// It is written after the capture was acknowledged, and losing it loses nothing. A page that is too large when it is
// compressed is not kept.

import { read, settled, write } from "./database.js";

/** The most that is kept of one page, compressed, in bytes. */
export const LARGEST_PAGE = 5 * 1024 * 1024;

/**
 * @param {string} id of the capture
 * @param {string} html the markup that the engine was given
 * @returns {Promise<boolean>} whether it was small enough to be kept
 */
export async function addPage(id, html) {
  const packed = await through(new Blob([html]), new CompressionStream("gzip")).arrayBuffer();
  if (packed.byteLength > LARGEST_PAGE) return false;
  return write(
    ["captures", "pages"],
    async (transaction) => {
      // The capture may have been deleted meanwhile.
      const key = await settled(transaction.objectStore("captures").getKey(id));
      if (key !== undefined) transaction.objectStore("pages").put({ id, html: packed });
      return key !== undefined;
    },
    "relaxed",
  );
}

/** @param {string} id of a capture @returns {Promise<string | null>} null where its page was not kept */
export async function readPage(id) {
  const row = await read(["pages"], (transaction) => settled(transaction.objectStore("pages").get(id)));
  return row ? through(new Blob([row.html]), new DecompressionStream("gzip")).text() : null;
}

/** @param {Blob} blob @param {CompressionStream | DecompressionStream} stream */
function through(blob, stream) {
  return new Response(blob.stream().pipeThrough(stream));
}
