// The browsers behind one small interface: open a page, press the button, ask the popup.

import { launchChromium } from "./chromium.js";
import { launchFirefox } from "./firefox.js";

/**
 * What a browser needs to start. `program` is its path, `extension` the folder of the extension, `downloads` the folder
 * downloads go to, `proxy` the port on this machine that all requests go through. A `profile` that is given is used again,
 * and stays.
 * @typedef {{ program: string, extension: string, downloads: string, headed?: boolean, profile?: string, proxy?: number }} Launch
 */

/** @typedef {import("./chromium.js").Chromium | import("./firefox.js").Firefox} Browser */
/** @typedef {import("./chromium.js").ChromiumPage | import("./firefox.js").FirefoxPage} Page */
/** @typedef {import("./chromium.js").ChromiumPage | import("./firefox.js").FirefoxPopup} Popup */

/** @type {Record<string, (launch: Launch) => Promise<any>>} */
const BROWSERS = { chromium: launchChromium, firefox: launchFirefox };

/**
 * Starts a browser by name; where it lies is told by `OFFPRINT_CHROMIUM` and `OFFPRINT_FIREFOX`.
 *
 * @param {string} name
 * @param {Omit<Launch, "program">} launch
 */
export function launchBrowser(name, launch) {
  const start = BROWSERS[name];
  if (!start) throw new Error(`found the browser ${name}, expected one of ${Object.keys(BROWSERS).join(", ")}`);
  const variable = `OFFPRINT_${name.toUpperCase()}`;
  const program = process.env[variable];
  if (!program) throw new Error(`${variable} is not set, expected the path of the browser`);
  return start({ ...launch, program });
}
