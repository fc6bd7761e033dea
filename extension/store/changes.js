// What changed in the store, told to every page of the extension that is open, the one that changed it included.

/**
 * - `added`: new captures, imported ones among them.
 * - `changed`: what stands beside captures: tags, note, highlights, when they were read or seen again.
 * - `placed`: the place at which somebody stopped reading, which lists need not follow.
 * - `illustrated`: which images are kept of captures, which they need not follow either.
 * - `binned`, `restored`, `purged`: into the bin, out of it again, and gone for good.
 * @typedef {{ kind: "added" | "changed" | "placed" | "illustrated" | "binned" | "restored" | "purged", ids: string[] }} Change
 */

/** What concerns no row of a list. @type {ReadonlySet<Change["kind"]>} */
export const UNLISTED = new Set(["placed", "illustrated"]);

const channel = new BroadcastChannel("offprint-store");

/** @type {Set<(change: Change) => void>} */
const listeners = new Set();

channel.onmessage = ({ data }) => tell(data);

/** @param {(change: Change) => void} listener @returns {() => void} ends it */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {Change["kind"]} kind @param {string[]} ids */
export function announceChange(kind, ids) {
  if (ids.length === 0) return;
  channel.postMessage({ kind, ids });
  tell({ kind, ids });
}

/** @param {Change} change */
function tell(change) {
  for (const listener of listeners) listener(change);
}
