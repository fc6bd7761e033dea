// What stands around the text: the bar, its panels, the keys.

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
import { showText } from "./show.js";

/** @typedef {import("./view.js").Host} Host */
/** @typedef {import("./view.js").View} View */

/**
 * @param {Host} host
 * @returns {Promise<View>}
 */
export async function openView(host) {
  const view = await showText(host);
  await surround(view, host);
  return view;
}

/**
 * @param {View} view that shows its text
 * @param {import("./view.js").Around} around
 */
export async function surround(view, around) {
  const { signal } = view.host;
  if (signal.aborted) return;
  view.surroundBy(around);
  signal.addEventListener("abort", () => closePanel());
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
  await Promise.all([marked, createNeighbours(view)]);
}

/** @param {View} view */
function createDownload(view) {
  const { download } = view.host;
  if (!download) return;
  view.commands.set("download", download);
  toolButton(view, "download", "download");
}
