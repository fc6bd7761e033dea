// Shows the text, before anything stands around it: whoever opens a capture wants to read. What this imports is what a reader
// waits for.

import { returnToPlace } from "./place.js";
import { View } from "./view.js";

/**
 * @param {import("./view.js").Shown} shown
 * @returns {Promise<View>} when the text is on the screen
 */
export async function showText(shown) {
  const view = new View(shown);
  await view.fill();
  if (shown.signal.aborted) return view;
  returnToPlace(view);
  // The arrow keys scroll the text at once.
  shown.frame.contentWindow?.focus();
  await drawn();
  // `cargo xtask bench --reading` reads it.
  performance.mark("text");
  view.showPictures();
  return view;
}

/** When the frame after this one is drawn; where nobody sees the page, nothing is drawn, and nobody waits. */
function drawn() {
  return new Promise((resolve) => {
    if (document.hidden) resolve(undefined);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
