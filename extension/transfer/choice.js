// What was chosen in the library, on its way to the page that exports it: both are pages of one tab.

const KEY = "offprint-chosen";

/** @param {string[]} ids of captures @returns {string} the page to go to in the same tab */
export function handChoice(ids) {
  sessionStorage.setItem(KEY, JSON.stringify(ids));
  return "transfer.html#chosen";
}

/** @returns {Set<string> | null} null where nothing was chosen, and so everything is meant */
export function takeChoice() {
  if (location.hash !== "#chosen") return null;
  return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
}
