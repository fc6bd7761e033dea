// The tags and the note of captures, in a dialog: for one capture both, for several the tags that they share. Any page that
// has annotate.css can ask for them.

import { element } from "../element.js";
import { inDigits } from "../localize.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {(name: string, substitutions?: string | string[]) => string} Say */

/** What was changed. `note` is null where it was not asked for. @typedef {{ add: string[], remove: string[], note: string | null }} Annotation */

/** Marks that end a tag while it is typed. */
const SEPARATORS = /[,，、;；\n]/;

/** What the dialog returns where its button was pressed. */
const SAVE = "save";

/** The lines of a note that are shown at once. */
const LINES = "5";

/**
 * Asks for tags and a note.
 * @param {Capture[]} captures at least one
 * @param {string[]} known tags that are offered
 * @param {Say} say
 * @returns {Promise<Annotation | null>} null where nothing was changed
 */
export function askForAnnotation(captures, known, say) {
  const [first] = captures;
  const single = captures.length === 1 ? first : undefined;
  const shared = (first?.tags ?? []).filter((tag) => captures.every(({ tags }) => tags.includes(tag)));
  const tags = new TagField(shared, known, say);
  const note = element("textarea", { rows: LINES, dir: "auto" });
  note.value = single?.note ?? "";
  const dialog = createDialog(single, captures.length, tags.field, note, say);
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      tags.finish();
      if (dialog.returnValue !== SAVE) return resolve(null);
      const add = tags.tags.filter((tag) => !shared.includes(tag));
      const remove = shared.filter((tag) => !tags.tags.includes(tag));
      const changed = single && note.value !== single.note ? note.value : null;
      resolve(add.length + remove.length > 0 || changed !== null ? { add, remove, note: changed } : null);
    };
    document.body.append(dialog);
    dialog.showModal();
    tags.focus();
  });
}

/**
 * @param {Capture | undefined} single none where there are several
 * @param {number} count
 * @param {HTMLElement} tags
 * @param {HTMLTextAreaElement} note
 * @param {Say} say
 */
function createDialog(single, count, tags, note, say) {
  const title = single?.title ?? say("listTagSeveral", inDigits(count));
  const heading = element("h2", { id: "annotated", dir: "auto", lang: single?.lang ?? "" }, title);
  const noteField = element("label", { class: "note-field" }, element("span", {}, say("listNote")), note);
  const buttons = element(
    "div",
    { class: "buttons" },
    element("button", { value: SAVE, class: "primary" }, say("listSave")),
    element("button", { value: "cancel" }, say("listCancel")),
  );
  const form = element("form", { method: "dialog" }, heading, tags, ...(single ? [noteField] : []), buttons);
  return element("dialog", { id: "annotation", class: "sheet", "aria-labelledby": heading.id }, form);
}

/** A field of tags: typed one after the other, taken away one by one. */
class TagField {
  /** @type {string[]} */
  tags;
  field;
  #input;
  #chips = element("div", { class: "chips" });
  #say;

  /** @param {string[]} tags @param {string[]} known @param {Say} say */
  constructor(tags, known, say) {
    this.tags = [...tags];
    this.#say = say;
    const list = element("datalist", { id: "known-tags" }, ...known.map((tag) => new Option(tag)));
    const places = { id: "new-tag", list: list.id, autocomplete: "off", dir: "auto", placeholder: say("listAddTag") };
    this.#input = element("input", places);
    this.#input.oninput = () => this.#take(false);
    this.#input.onkeydown = (event) => this.#press(event);
    const label = element("label", { for: this.#input.id }, say("listTags"));
    this.field = element("div", { class: "tag-field" }, label, this.#chips, this.#input, list);
    this.#show();
  }

  focus() {
    this.#input.focus();
  }

  /** What was typed last counts, too. */
  finish() {
    this.#take(true);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    // An input method that is choosing characters takes these keys for itself.
    if (event.isComposing) return;
    if (event.key === "Enter" && this.#input.value.trim() !== "") {
      event.preventDefault();
      this.#take(true);
    } else if (event.key === "Backspace" && this.#input.value === "" && this.tags.length > 0) {
      this.tags.pop();
      this.#show();
    }
  }

  /** @param {boolean} isWhole whether what stands behind the last separator is a tag, too */
  #take(isWhole) {
    const parts = this.#input.value.split(SEPARATORS);
    const rest = isWhole ? "" : (parts.pop() ?? "");
    const typed = parts.map((tag) => tag.trim()).filter((tag) => tag !== "" && !this.tags.includes(tag));
    if (parts.length === 0) return;
    this.#input.value = rest;
    this.tags.push(...new Set(typed));
    this.#show();
  }

  #show() {
    this.#chips.replaceChildren(...this.tags.map((tag) => this.#chip(tag)));
  }

  /** @param {string} tag */
  #chip(tag) {
    const onclick = () => {
      this.tags = this.tags.filter((one) => one !== tag);
      this.#show();
      this.#input.focus();
    };
    const label = this.#say("listRemoveTag", tag);
    return element("button", { type: "button", class: "tag", dir: "auto", "aria-label": label, onclick }, `${tag} ×`);
  }
}
