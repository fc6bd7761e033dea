// When two captures are of one page: their addresses are the same but for the part that names a place on it.

/** A fragment that begins so is the page itself, where scripts build it. */
const ROUTE = /^#!?\//;

/**
 * The key that the versions of a page share.
 * @param {string} url absolute, of any scheme
 * @returns {string} the address as browsers write it, without its fragment
 */
export function addressOf(url) {
  const address = URL.parse(url);
  if (!address) return url;
  if (!ROUTE.test(address.hash)) address.hash = "";
  return address.href;
}
