// Changes of highlights. Two windows may show one capture, so neither may write down all its highlights as it knows them, nor
// one of them: each says what it did, and whoever holds the rest adds that to it.

/** @typedef {import("./store/captures.js").Highlight} Highlight */

/** What of a highlight is set, and nothing else of it. @typedef {{ id: string } & Partial<Pick<Highlight, "colour" | "note">>} Fields */

/** What is put, new or come back; what is set of those that are there; and the ids of what is removed. @typedef {{ put?: Highlight[], set?: Fields[], removed?: string[] }} Change */

/** @param {Highlight[]} highlights @param {Change} change @returns {Highlight[]} */
export function changed(highlights, { put = [], set = [], removed = [] }) {
  const byId = new Map(highlights.map((one) => [one.id, one]));
  for (const id of removed) byId.delete(id);
  for (const one of put) byId.set(one.id, one);
  for (const fields of set) {
    const one = byId.get(fields.id);
    if (one) byId.set(one.id, { ...one, ...fields });
  }
  return [...byId.values()];
}

/** What takes a change back. @param {Highlight[]} highlights before the change @param {Change} change @returns {Change} */
export function inverse(highlights, { put = [], set = [], removed = [] }) {
  const byId = new Map(highlights.map((one) => [one.id, one]));
  return {
    put: removed.flatMap((id) => byId.get(id) ?? []),
    set: set.flatMap((fields) => setBack(byId.get(fields.id), fields) ?? []),
    removed: put.map(({ id }) => id),
  };
}

/** @param {Highlight | undefined} before @param {Fields} fields @returns {Fields | null} */
function setBack(before, { id, colour, note }) {
  if (!before) return null;
  return {
    id,
    ...(colour === undefined ? {} : { colour: before.colour }),
    ...(note === undefined ? {} : { note: before.note }),
  };
}
