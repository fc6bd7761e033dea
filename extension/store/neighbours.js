// The captures before and after one in the library, which is in the order of time.

import { read, settled } from "./database.js";

/** @typedef {import("./captures.js").Capture} Capture */

/**
 * @param {Capture} capture
 * @returns {Promise<{ newer: Capture | null, older: Capture | null }>}
 */
export function neighboursOf(capture) {
  return read(["captures"], async (transaction) => {
    const stamps = transaction.objectStore("captures").index("stamp");
    /** @param {IDBKeyRange} range @param {IDBCursorDirection} direction */
    const first = async (range, direction) =>
      /** @type {Capture | null} */ ((await settled(stamps.openCursor(range, direction)))?.value ?? null);
    const [newer, older] = await Promise.all([
      first(IDBKeyRange.lowerBound(capture.stamp, true), "next"),
      first(IDBKeyRange.upperBound(capture.stamp, true), "prev"),
    ]);
    return { newer, older };
  });
}
