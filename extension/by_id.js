// The elements of a page by the names that its HTML gives them. One that is not there is a mistake of ours: it is said where
// it is made.

/** @template {HTMLElement} T @param {string} id @returns {T} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element #${id}`);
  return /** @type {T} */ (found);
}
