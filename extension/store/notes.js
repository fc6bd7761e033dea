// What readers add to a capture: tags, a note, highlights, where they stopped, and that they have read it. It stands
// beside the capture and is exported with it; the captured text never changes.

import { changed } from "../highlights.js";
import { changeCapture, changeCaptures } from "./captures.js";

/** @typedef {import("./captures.js").Place} Place */

/**
 * Adds tags to captures and takes others away.
 * @param {string[]} ids
 * @param {{ add?: string[], remove?: string[] }} tags
 */
export async function changeTags(ids, { add = [], remove = [] }) {
  const gone = new Set(remove.map(normalisedTag));
  const added = add.map(normalisedTag).filter(Boolean);
  await changeCaptures(ids, ({ tags }) => ({
    tags: [...new Set([...tags.filter((tag) => !gone.has(tag)), ...added])],
  }));
}

/** A tag as it is kept: composed, on one line. @param {string} tag */
export function normalisedTag(tag) {
  return tag.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** @param {string} id @param {string} note plain text @throws {NoSuchCapture} */
export async function setNote(id, note) {
  await changeCapture(id, () => ({ note }));
}

/** @param {string[]} ids @param {number | null} when ms since 1970; null marks them as unread */
export async function markRead(ids, when = Date.now()) {
  await changeCaptures(ids, () => ({ read: when }));
}

/** @param {string} id @param {import("../highlights.js").Change} change @throws {NoSuchCapture} */
export async function changeHighlights(id, change) {
  await changeCapture(id, ({ highlights }) => ({ highlights: changed(highlights, change) }));
}

/** Losing it loses nothing. @param {string} id @param {Place | null} place */
export async function keepPlace(id, place) {
  await changeCaptures([id], () => ({ place }), { kind: "placed", durability: "relaxed" });
}
