// Where a page enforces Trusted Types, only a policy by name may write HTML: the viewer's pages allow this one alone. What it
// is given has passed the engine's sanitizer, or was written by the engine.

/** @typedef {{ createHTML: (html: string) => string }} Policy */

/** @type {{ trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }} */
const { trustedTypes } = /** @type {any} */ (globalThis);

/** @type {Policy | undefined} */
const policy = trustedTypes?.createPolicy("offprint", { createHTML: (html) => html });

/** @param {string} html @returns {string} what may be assigned where HTML is expected */
export function trusted(html) {
  return policy ? policy.createHTML(html) : html;
}
