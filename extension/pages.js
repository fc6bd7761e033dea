// Opening pages. Captures belong to the ordinary profile, which a private window's pages cannot read: from there the
// extension's own pages are opened in an ordinary window.

/** @param {string} id of a capture */
export const readerPath = (id) => `reader.html?id=${encodeURIComponent(id)}`;
/** @param {string} id of a capture that is compared with the version before it */
export const versionsPath = (id) => `versions.html?id=${encodeURIComponent(id)}`;
export const LIBRARY = "library.html";
export const COPIES = "transfer.html#copies";

/** @param {string} path of a page of the extension */
export async function openPage(path) {
  const url = browser.runtime.getURL(path);
  if (browser.extension.inIncognitoContext) await browser.windows.create({ url, incognito: false });
  else await browser.tabs.create({ url });
}
