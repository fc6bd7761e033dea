// The permission to ask the sites of images for them. It is asked for when the setting is turned on, given back when that is
// turned off, and can be taken away by the browser's user at any time.

import { readSettings, writeSetting } from "../settings.js";

/** An image may be on any site, and mostly is on another than its article. */
const SITES = { origins: ["http://*/*", "https://*/*"] };

/** Asks for it, unless it is there. To be called on a click, before anything is awaited. @returns {Promise<boolean>} whether it is there now */
export function askForSites() {
  return browser.permissions.request(SITES);
}

export async function giveSitesBack() {
  await browser.permissions.remove(SITES);
}

/** Whether images are kept: the setting may be on and the permission gone. @returns {Promise<boolean>} */
export async function keepsImages() {
  const { keepImages } = await readSettings();
  return keepImages && browser.permissions.contains(SITES);
}

/** Lets the setting go with the permission. To be called once, while the background starts. */
export function watchSites() {
  browser.permissions.onRemoved.addListener(async () => {
    if (!(await browser.permissions.contains(SITES))) await writeSetting("keepImages", false);
  });
}
