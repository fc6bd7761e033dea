// The captures before and after one in the library, which is in the order of time.

import { read, settled } from "./database.js";

/** @typedef {import("./captures.js").Capture} Capture */

/**
 * @param {Capture} capture
 * @returns {Promise<{ newer: Capture | null, older: Capture | null }>}
 */
export function neighboursOf({ id, stamp }) {
  return read(["captures"], async (transaction) => {
    const captures = transaction.objectStore("captures");
    const stamps = captures.index("stamp");
    /** @param {IDBKeyRange} range @param {IDBCursorDirection} direction */
    const first = async (range, direction) =>
      /** @type {Capture | null} */ ((await settled(stamps.openCursor(range, direction)))?.value ?? null);
    /** @param {string | undefined} found @returns {Promise<Capture | null>} */
    const one = async (found) => (found === undefined ? null : settled(captures.get(found)));
    // Captures of one millisecond come in the order of their ids, as in the library; this one may be deleted meanwhile.
    const ofMoment = /** @type {string[]} */ (await settled(stamps.getAllKeys(stamp)));
    const [newer, older] = await Promise.all([
      one(ofMoment.find((other) => other > id)),
      one(ofMoment.findLast((other) => other < id)),
    ]);
    return {
      newer: newer ?? (await first(IDBKeyRange.lowerBound(stamp, true), "next")),
      older: older ?? (await first(IDBKeyRange.upperBound(stamp, true), "prev")),
    };
  });
}
