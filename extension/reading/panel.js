// A panel beside the text, with the button that opens it. One is open at a time; Escape closes it and gives the focus
// back. It is no dialog: the text beside it can be read and scrolled all the while.

import { element, icon } from "../element.js";

/** @typedef {import("./view.js").View} View */

/** What has the focus when a panel opens: what is chosen before what can be. */
const FIRST = ["[autofocus]", "[aria-current=true]", "input:checked", "input, button:enabled:not([hidden])"];

/** @type {Panel | null} */
let open = null;

/** Closes the panel that is open. @returns {boolean} whether there was one */
export function closePanel() {
  const wasOpen = open !== null;
  open?.close();
  return wasOpen;
}

export class Panel {
  /** What had the focus. @type {HTMLElement | null} */
  #before = null;
  /** @type {() => void} */
  onOpen = () => {};
  /** @type {() => void} */
  onClose = () => {};

  /**
   * @param {View} view
   * @param {string} name of the command and its icon
   * @param {string} message its title
   */
  constructor(view, name, message) {
    this.view = view;
    const title = view.say(message);
    this.body = element("div", { class: "body" });
    const close = element("button", { type: "button", class: "plain", onclick: () => this.close() }, icon("close"));
    close.setAttribute("aria-label", view.say("readingClose"));
    this.heading = element("h2", { id: `${name}-title`, tabindex: "-1" }, title);
    this.section = element(
      "section",
      { id: `${name}-panel`, class: "panel", hidden: true, "aria-labelledby": `${name}-title` },
      element("header", {}, this.heading, close),
      this.body,
    );
    this.button = toolButton(view, name, message);
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-controls", this.section.id);
    view.host.panels.append(this.section);
    view.commands.set(name, () => this.toggle());
  }

  get isOpen() {
    return open === this;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    open?.close();
    open = this;
    this.#before = /** @type {HTMLElement | null} */ (document.activeElement);
    this.section.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.onOpen();
    const first = FIRST.map((selector) => this.body.querySelector(selector)).find((found) => found !== null);
    /** @type {HTMLElement} */ (first ?? this.heading).focus();
  }

  close() {
    if (!this.isOpen) return;
    open = null;
    const hadFocus = this.section.contains(document.activeElement);
    this.section.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (hadFocus) focusAgain(this.#before, this.view.host.frame);
    this.onClose();
  }
}

/** @param {HTMLElement | null} before @param {HTMLIFrameElement} frame */
function focusAgain(before, frame) {
  if (before === null || before === document.body || before === frame) frame.contentWindow?.focus();
  else before.focus();
}

/**
 * A button of the bar that does what its key does.
 * @param {View} view
 * @param {string} name of the command and its icon
 * @param {string} message
 */
export function toolButton(view, name, message) {
  const button = element("button", { type: "button", class: "tool", id: name }, icon(name));
  button.addEventListener("click", () => view.attempt(() => view.commands.get(name)?.()));
  button.setAttribute("aria-label", view.say(message));
  button.title = view.say(message);
  view.host.bar.querySelector(".tools")?.append(button);
  return button;
}
