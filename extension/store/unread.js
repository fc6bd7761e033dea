// What its reader adds to a capture, before they have added anything. It stands apart, because whatever makes a capture needs it,
// be it without a store.

export const UNREAD = Object.freeze({ seen: [], tags: [], note: "", read: null, highlights: [], place: null });
