// Where a link of a capture may lead. Addresses of other schemes do something in the browser instead of showing something, and
// a capture comes from anybody.

/** @typedef {import("./view.js").View} View */

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Opens what a link leads to, beside the article. @param {View} view @param {string} href */
export function follow(view, href) {
  const address = URL.parse(href);
  if (address && SCHEMES.has(address.protocol)) view.attempt(() => view.host.open(address.href));
}
