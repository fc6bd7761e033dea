// The switch that keeps images. It is on only where the browser lets Offprint ask sites for them, which it asks its user
// once; whoever says no finds the switch off, and the reason beside it.

import { byId } from "../by_id.js";
import { askForSites, giveSitesBack, keepsImages } from "../images/permission.js";
import { say } from "../localize.js";
import { writeSetting } from "../settings.js";

/** @typedef {{ announce: (sentence: string, state: "saved" | "failed") => void, fail: (error: Error) => void }} Page */

/** @param {Page} page */
export async function connectKeepImages({ announce, fail }) {
  const control = /** @type {HTMLInputElement} */ (byId("keepImages"));
  control.checked = await keepsImages();
  control.disabled = false;
  control.addEventListener("change", async () => {
    const wanted = control.checked;
    try {
      control.checked = await turn(wanted);
      byId("keepImages-refused").hidden = control.checked === wanted;
      if (control.checked === wanted) announce(say("saved"), "saved");
    } catch (error) {
      control.checked = !wanted;
      fail(/** @type {Error} */ (error));
    }
  });
}

/** @param {boolean} isOn as it is wanted @returns {Promise<boolean>} as it is */
async function turn(isOn) {
  // The browser asks only while it handles a press, so nothing may be awaited before.
  const isAllowed = isOn && (await askForSites());
  await writeSetting("keepImages", isAllowed);
  if (!isOn) await giveSitesBack();
  return isAllowed;
}
