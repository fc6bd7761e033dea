// Changes of highlights. Two windows may show one capture, so neither may write down all its highlights as it knows them: each
// says what it put and what it removed, and whoever holds the rest adds that to it.

/** @typedef {import("./store/captures.js").Highlight} Highlight */

/** What is put, new or in the place of what has the same id, and the ids of what is removed. @typedef {{ put: Highlight[], removed: string[] }} Change */

/** @param {Highlight[]} highlights @param {Change} change @returns {Highlight[]} */
export function changed(highlights, { put, removed }) {
  const byId = new Map(highlights.map((one) => [one.id, one]));
  for (const id of removed) byId.delete(id);
  for (const one of put) byId.set(one.id, one);
  return [...byId.values()];
}

/** What takes a change back. @param {Highlight[]} highlights before the change @param {Change} change @returns {Change} */
export function inverse(highlights, { put, removed }) {
  const touched = new Set([...removed, ...put.map(({ id }) => id)]);
  const before = highlights.filter(({ id }) => touched.has(id));
  for (const { id } of before) touched.delete(id);
  return { put: before, removed: [...touched] };
}
