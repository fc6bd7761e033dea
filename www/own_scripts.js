// Scripts that start scripts: workers. Where the browser enforces Trusted Types only this policy gives them an address, and it
// gives none but those of the site's own files.

const OWN = new URL(".", import.meta.url).href;

/** @typedef {{ createScriptURL: (address: string) => string }} Policy */

/** @type {{ trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }} */
const { trustedTypes } = /** @type {any} */ (globalThis);

const policy = trustedTypes?.createPolicy("offprint-scripts", { createScriptURL: checked });

/** @param {string} address @returns {string} the same, where it is one of ours */
function checked(address) {
  if (!address.startsWith(OWN)) throw new TypeError(`found the script ${address}, expected one below ${OWN}`);
  return address;
}

/** @param {string} file beside this one @returns {string} what may be assigned where the address of a script is expected */
export function ownScript(file) {
  const { href } = new URL(file, import.meta.url);
  return policy ? policy.createScriptURL(href) : checked(href);
}
