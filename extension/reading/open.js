// Opens the reading view: first the text, then what stands around it.

import { createAppearance, createImages } from "./appearance.js";
import { createBar, createNeighbours } from "./bar.js";
import { createContents } from "./contents.js";
import { enlargeImages } from "./enlarge.js";
import { createFind } from "./find.js";
import { followLinks } from "./footnotes.js";
import { createHelp } from "./help.js";
import { createHighlights } from "./highlights.js";
import { listenToKeys } from "./keys.js";
import { createLeftOut } from "./left_out.js";
import { createListen } from "./listen.js";
import { closePanel, toolButton } from "./panel.js";
import { rememberPlace } from "./place.js";
import { createPrint } from "./print.js";
import { View } from "./view.js";

/** @typedef {import("./view.js").Host} Host */

/**
 * @param {Host} host
 * @returns {Promise<View>} when the text is on the screen
 */
export async function openView(host) {
  const view = new View(host);
  await view.fill();
  if (host.signal.aborted) return view;
  host.signal.addEventListener("abort", () => closePanel());
  // When the frame after this one is drawn, the text is on the screen: `cargo xtask bench --reading` reads it.
  requestAnimationFrame(() => setTimeout(() => performance.mark("text")));
  followLinks(view);
  view.commands.set("nextBlock", () => view.flow.stride(1));
  view.commands.set("previousBlock", () => view.flow.stride(-1));
  createBar(view);
  createContents(view);
  createFind(view);
  createListen(view);
  const marked = createHighlights(view);
  createLeftOut(view);
  createAppearance(view);
  createImages(view);
  createDownload(view);
  createPrint(view);
  createHelp(view);
  enlargeImages(view);
  listenToKeys(view);
  rememberPlace(view);
  // The arrow keys scroll the text at once.
  host.frame.contentWindow?.focus();
  await Promise.all([marked, createNeighbours(view)]);
  return view;
}

/** @param {View} view */
function createDownload(view) {
  const { download } = view.host;
  if (!download) return;
  view.commands.set("download", download);
  toolButton(view, "download", "download");
}
