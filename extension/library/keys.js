// The keys of the library: those that the whole page has, and the list of all of them. The rows have theirs in list/.

import { say } from "../localize.js";

/** The keys, and what they do. @type {[string[], string][]} */
const KEYS = [
  [["↑", "↓", "Page ↑", "Page ↓", "Home", "End"], "listKeyMove"],
  [["Space"], "listKeySelect"],
  [["Shift+↑", "Shift+↓", "Shift+Space"], "listKeyExtend"],
  [["Ctrl+A", "Esc"], "listKeyAll"],
  [["Enter"], "listKeyOpen"],
  [["V"], "versionsTitle"],
  [["Delete"], "listKeyDelete"],
  [["T"], "listKeyTag"],
  [["U"], "listKeyUnread"],
  [["D"], "listKeyDownload"],
  [["/"], "listKeySearch"],
  [["?"], "listKeyHelp"],
];

const TYPED_INTO = "input:not([type=checkbox]), textarea, select";

/** Lists the keys. @param {HTMLDialogElement} dialog */
export function showKeys(dialog) {
  const lines = KEYS.flatMap(([keys, does]) => {
    const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
    term.append(...keys.flatMap((key) => [keyCap(key), " "]));
    meaning.textContent = say(does);
    return [term, meaning];
  });
  dialog.querySelector("dl")?.replaceChildren(...lines);
  dialog.showModal();
}

/** @param {string} key */
function keyCap(key) {
  const cap = document.createElement("kbd");
  cap.textContent = key;
  return cap;
}

/**
 * Listens to the keys that are the whole page's: `/` to search, an arrow down from there into the list, `?` for the keys.
 * @param {HTMLInputElement} query
 * @param {{ enterList: () => void, showKeys: () => void }} acts
 */
export function listenToKeys(query, acts) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const isTyping = event.target instanceof Element && event.target.matches(TYPED_INTO);
    if (event.target === query && event.key === "ArrowDown") acts.enterList();
    else if (isTyping) return;
    else if (event.key === "/") query.focus();
    else if (event.key === "?") acts.showKeys();
    else return;
    event.preventDefault();
  });
}
