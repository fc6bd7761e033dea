// What the keys do.

import { element } from "../element.js";
import { KEYS } from "./keys.js";
import { toolButton } from "./panel.js";

/** @typedef {import("./view.js").View} View */

/** Keys that are no letters, as they are printed on keyboards. @type {Record<string, string>} */
const CAPS = { ArrowDown: "↓", ArrowUp: "↑", P: "Shift P" };

/** @param {View} view */
export function createHelp(view) {
  view.commands.set("help", () => (dialog.open ? dialog.close() : dialog.showModal()));
  const rows = KEYS.filter(({ command }) => view.commands.has(command)).map(({ keys, message }) => {
    const caps = keys.map((key) => element("kbd", {}, CAPS[key] ?? key));
    return element("div", {}, element("dt", {}, ...caps), element("dd", {}, view.say(message)));
  });
  const closing = element(
    "div",
    {},
    element("dt", {}, element("kbd", {}, "Esc")),
    element("dd", {}, view.say("readingClose")),
  );
  const dialog = element(
    "dialog",
    { id: "help-dialog", "aria-labelledby": "help-title" },
    element("h2", { id: "help-title" }, view.say("readingHelp")),
    element("dl", { class: "keys" }, ...rows, closing),
    keysSwitch(view),
    element(
      "form",
      { method: "dialog" },
      element("button", { class: "primary", autofocus: true }, view.say("readingClose")),
    ),
  );
  view.host.panels.append(dialog);
  toolButton(view, "help", "readingHelp");
  dialog.addEventListener("close", () => view.host.frame.contentWindow?.focus());
}

/** @param {View} view */
function keysSwitch(view) {
  const box = element("input", { type: "checkbox", id: "keys", onchange: () => view.choose({ keys: box.checked }) });
  view.whenChosen(({ keys }) => {
    box.checked = keys;
  });
  return element("label", { class: "switch" }, box, " ", view.say("readingKeys"));
}
