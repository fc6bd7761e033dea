// The bin: what is deleted stays for thirty days, and one click puts it back.
//
// A deleted capture's row moves to a store of its own, and its file stays where it is: deleting costs nothing, and
// neither lists nor counts have to leave anything out.

import { announceChange } from "./changes.js";
import { read, settled, write } from "./database.js";
import { removeAlbums } from "./images.js";

/** @typedef {import("./captures.js").Capture} Capture */
/** `binned` is when it was deleted, ms since 1970. @typedef {Capture & { binned: number }} BinnedCapture */

const DAY = 86_400_000;

/** How long a deleted capture can be put back, in ms. */
export const BIN_TIME = 30 * DAY;

/**
 * Deletes captures, so that they can be put back.
 * @param {string[]} ids those that are not there are left out
 * @returns {Promise<string[]>} what was deleted
 */
export async function binCaptures(ids) {
  const binned = Date.now();
  const moved = await move(ids, "captures", "bin", (capture) => ({ ...capture, binned }));
  announceChange("binned", moved);
  return moved;
}

/** Puts deleted captures back as they were. @param {string[]} ids @returns {Promise<string[]>} what was put back */
export async function restoreCaptures(ids) {
  const moved = await move(ids, "bin", "captures", ({ binned, ...capture }) => capture);
  announceChange("restored", moved);
  return moved;
}

/**
 * @param {string[]} ids
 * @param {"captures" | "bin"} from
 * @param {"captures" | "bin"} to
 * @param {(row: any) => object} change
 * @returns {Promise<string[]>} those that were there
 */
function move(ids, from, to, change) {
  return write(["captures", "bin"], async (transaction) => {
    const rows = await Promise.all(ids.map((id) => settled(transaction.objectStore(from).get(id))));
    const there = rows.filter((row) => row !== undefined);
    for (const row of there) {
      transaction.objectStore(to).put(change(row));
      transaction.objectStore(from).delete(row.id);
    }
    return there.map(({ id }) => id);
  });
}

/** What is in the bin, the latest deleted first. @returns {Promise<BinnedCapture[]>} */
export async function listBin() {
  const rows = await read(["bin"], (transaction) => settled(transaction.objectStore("bin").index("binned").getAll()));
  return rows.reverse();
}

/** Deletes for good what has been in the bin for its time, or all that is in it. @param {number} [before] ms since 1970 */
export async function purgeBin(before = Date.now() - BIN_TIME) {
  const purged = await write(["bin", "files", "pages", "albums", "images"], async (transaction) => {
    const old = transaction.objectStore("bin").index("binned").getAllKeys(IDBKeyRange.upperBound(before));
    const ids = /** @type {string[]} */ (await settled(old));
    for (const id of ids) {
      for (const store of ["bin", "files", "pages"]) transaction.objectStore(store).delete(id);
    }
    await removeAlbums(transaction, ids);
    return ids;
  });
  announceChange("purged", purged);
}
