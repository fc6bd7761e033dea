// All rows of the list, a batch at a time: to have ten thousand given at once would keep a page from everything else for as
// long as it takes to read them.

import { read, settled } from "./database.js";

/** Some milliseconds of work. */
const BATCH = 400;

/** @typedef {import("./captures.js").Capture} Capture */

/** @returns {AsyncGenerator<Capture[], void>} in the order of their ids; what is added meanwhile may be left out */
export async function* captureBatches() {
  /** @type {IDBKeyRange | null} */
  let after = null;
  for (;;) {
    const range = after;
    const batch = await read(["captures"], (transaction) =>
      settled(transaction.objectStore("captures").getAll(range, BATCH)),
    );
    if (batch.length > 0) yield batch;
    if (batch.length < BATCH) return;
    after = IDBKeyRange.lowerBound(batch.at(-1)?.id, true);
  }
}
