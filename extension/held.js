// The page that held no article, as the engine read it: "capture the whole page anyway" selects from it again.
//
// It is the popup that asks, so a page is held only while a popup is open, and one at a time: the engine's memory never
// holds two. The browser may stop the background meanwhile; then the page is gone, and is read again from a new snapshot.

import { freePage, isHeld } from "./engine.js";
import { onPopups } from "./messages.js";

/**
 * A page that was read, and what was known of it when it was. `url` is what its tab showed when the user asked.
 * @typedef {{ tabId: number, url: string, shown: import("./capture.js").Shown, page: import("./engine.js").Reading }} Held
 */

let popups = 0;
/** @type {Held | null} */
let held = null;

/** Lets go of the page with the last popup. To be called once, while the background starts. */
export function watchPopups() {
  onPopups((open) => {
    popups = open;
    if (open === 0) release();
  });
}

/** Holds a page in the place of the one before, or frees it where no popup could ask for it. @param {Held} read */
export function hold(read) {
  release();
  if (popups > 0) held = read;
  else freePage(read.page);
}

/**
 * The page that is held of a tab at this address; from now on the caller's to free. Any other is freed: another page is
 * being captured.
 * @param {number} tabId
 * @param {string} url
 * @returns {Held | null}
 */
export function take(tabId, url) {
  const found = held?.tabId === tabId && held.url === url && isHeld(held.page) ? held : null;
  if (found) held = null;
  release();
  return found;
}

function release() {
  if (held) freePage(held.page);
  held = null;
}
