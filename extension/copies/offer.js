// Whether copies outside the browser are to be offered: once, when there is something to lose, to somebody who has never
// said whether they want any.

import { countCaptures } from "../store/captures.js";

/** How many captures there are when copies are offered. Of popups that are open later, the first will do. */
const OFFERED_AFTER = 3;

/** Under which it is stored when they were offered, in ms since 1970. */
const KEY = "copiesOffered";

/** @returns {Promise<boolean>} */
export async function isOfferDue() {
  // Set up and turned off again is an answer, too: then "off" is stored.
  const stored = await browser.storage.local.get([KEY, "copies"]);
  return Object.keys(stored).length === 0 && (await countCaptures()) >= OFFERED_AFTER;
}

export async function noteOffer() {
  await browser.storage.local.set({ [KEY]: Date.now() });
}
