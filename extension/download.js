// Files in the browser's download folder. The address of the blob is made in an extension page, because
// that works in both browsers: Chromium's service worker cannot make one, and Firefox downloads no `data:` address.

/** Of all that is downloaded, below the browser's own folder of downloads. */
const FOLDER = "Offprint";
/** Of capture files. */
export const TYPE = "text/markdown;charset=utf-8";

/** The browser ended a download: its reason, in its own words. What was asked for can be asked for again. */
export class DownloadInterrupted extends Error {}

/**
 * Writes a capture file below the folder of captures; a name that is taken gets a number.
 * @param {string} file the text of a capture file
 * @param {string} name its path below the folder of captures
 * @param {boolean} isPrivate whether it comes from a private window: then no list of downloads keeps its name
 * @returns {Promise<string>} the name the file got
 * @throws {DownloadInterrupted} when the file was not written
 */
export function downloadCapture(file, name, isPrivate) {
  return downloadBlob(new Blob([file], { type: TYPE }), name, isPrivate);
}

/**
 * Writes any file below the folder of captures; a name that is taken gets a number.
 * @param {Blob} blob
 * @param {string} name its path below the folder of captures
 * @param {boolean} isPrivate whether no list of downloads may keep its name
 * @returns {Promise<string>} the name the file got
 * @throws {DownloadInterrupted} when the file was not written
 */
export async function downloadBlob(blob, name, isPrivate) {
  const url = URL.createObjectURL(blob);
  try {
    const { id, filename } = await downloadAddress(url, name, {
      conflictAction: "uniquify",
      ...(isPrivate && privateOption()),
    });
    if (isPrivate) await browser.downloads.erase({ id });
    return filename.replace(/^.*[\\/]/, "");
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Downloads what is at an address, which the caller has made, below the folder of captures.
 * @param {string} url
 * @param {string} name its path there
 * @param {Partial<chrome.downloads.DownloadOptions>} options what is done where the name is taken, and the like
 * @returns {Promise<chrome.downloads.DownloadItem>} when the file is there
 * @throws {DownloadInterrupted} when it is not
 */
export async function downloadAddress(url, name, options) {
  const filename = `${FOLDER}/${name}`;
  return ended(await browser.downloads.download({ url, filename, saveAs: false, ...options }));
}

/** Firefox keeps a private download apart from the others; Chromium does not know the option and refuses it. */
function privateOption() {
  return "getBrowserInfo" in browser.runtime ? { incognito: true } : {};
}

/** @param {number} id @returns {Promise<chrome.downloads.DownloadItem>} */
function ended(id) {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const [download] = await browser.downloads.search({ id });
      if (download?.state === "complete") settle(() => resolve(download));
      else if (!download || download.state === "interrupted") {
        settle(() => reject(new DownloadInterrupted(download?.error ?? "the browser dropped the download")));
      }
    };
    /** @param {() => void} end */
    const settle = (end) => {
      browser.downloads.onChanged.removeListener(listener);
      end();
    };
    /** @param {{ id: number }} change */
    const listener = (change) => {
      if (change.id === id) look().catch(reject);
    };
    browser.downloads.onChanged.addListener(listener);
    // It may have ended before anybody listened.
    look().catch(reject);
  });
}
