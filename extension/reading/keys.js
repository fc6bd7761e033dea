// The keyboard. Keys are heard in the page and in the frame alike; the table is also what the help shows.
//
// Single letters can be turned off, for those who speak to their computer or whose keys are pressed by accident.

import { closePanel } from "./panel.js";

/** @typedef {import("./view.js").View} View */

/**
 * The commands with their keys, as `KeyboardEvent.key` names them, in the order of the help.
 * @type {{ command: string, keys: string[], message: string }[]}
 */
export const KEYS = [
  { command: "nextBlock", keys: ["j", "ArrowDown"], message: "readingNextBlock" },
  { command: "previousBlock", keys: ["k", "ArrowUp"], message: "readingPreviousBlock" },
  { command: "larger", keys: ["+", "="], message: "readingLarger" },
  { command: "smaller", keys: ["-", "_"], message: "readingSmaller" },
  { command: "usualSize", keys: ["0"], message: "readingUsualSize" },
  { command: "contents", keys: ["t"], message: "readingContents" },
  { command: "find", keys: ["f", "/"], message: "readingFind" },
  { command: "listen", keys: ["r"], message: "readingListen" },
  { command: "marks", keys: ["m"], message: "readingMarks" },
  { command: "mark", keys: ["h"], message: "readingMark" },
  { command: "markIn", keys: ["1", "2", "3", "4"], message: "readingMarkIn" },
  { command: "undo", keys: ["z"], message: "readingUndo" },
  { command: "leftOut", keys: ["x"], message: "readingLeftOut" },
  { command: "appearance", keys: ["a"], message: "readingAppearance" },
  { command: "images", keys: ["i"], message: "readingImages" },
  { command: "original", keys: ["o"], message: "readingOriginal" },
  { command: "download", keys: ["d"], message: "download" },
  { command: "print", keys: ["P"], message: "readingPrint" },
  { command: "next", keys: ["n"], message: "readingOlder" },
  { command: "previous", keys: ["p"], message: "readingNewer" },
  { command: "library", keys: ["l"], message: "readingLibrary" },
  { command: "help", keys: ["?"], message: "readingHelp" },
];

/** The browser itself scrolls by these while the frame has the focus. */
const SCROLLING = new Set([
  "ArrowDown",
  "ArrowUp",
  "ArrowLeft",
  "ArrowRight",
  "PageDown",
  "PageUp",
  " ",
  "Home",
  "End",
]);

/** Where keys are text or choose something. */
const TYPING = "input:not([type=radio], [type=checkbox], [type=range], [type=button]), textarea, select";

/** @param {View} view */
export function listenToKeys(view) {
  const listener = (/** @type {KeyboardEvent} */ event) => onKey(view, event);
  document.addEventListener("keydown", listener, { signal: view.host.signal });
  view.whenFilled((page) => page.addEventListener("keydown", listener));
}

/** @param {View} view @param {KeyboardEvent} event */
function onKey(view, event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key.toLowerCase() === "p" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    run(view, "print", event);
  } else if (event.ctrlKey || event.metaKey || event.altKey) {
    // The browser's.
  } else if (event.key === "Escape") {
    if (closePanel()) event.preventDefault();
  } else if (SCROLLING.has(event.key)) {
    // Nothing else on the page would scroll.
    if (event.target === document.body) view.host.frame.contentWindow?.focus();
  } else if (!isTyping(event) && view.choices.keys) {
    const command = KEYS.find(({ keys }) => keys.includes(event.key))?.command;
    if (command) run(view, command, event);
  }
}

/** @param {View} view @param {string} command @param {KeyboardEvent} event */
function run(view, command, event) {
  const act = view.commands.get(command);
  if (!act) return;
  event.preventDefault();
  view.attempt(() => act(event.key));
}

/** @param {KeyboardEvent} event */
function isTyping({ target }) {
  // The frame has elements of its own kind: none of them is this page's Element.
  return Boolean(/** @type {Element | null} */ (target)?.closest?.(TYPING)) || document.querySelector("dialog[open]");
}
