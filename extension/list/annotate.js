// The tags and the note of captures, in a dialog: for one capture both, for several the tags that they share.

/** @typedef {import("../store/captures.js").Capture} Capture */

/** What was changed. `note` is null where it was not asked for. @typedef {{ add: string[], remove: string[], note: string | null }} Annotation */

/** Marks that end a tag while it is typed. */
const SEPARATORS = /[,，、;；\n]/;

/**
 * Asks for tags and a note.
 * @param {HTMLDialogElement} dialog with a form of the parts that library.html has
 * @param {Capture[]} captures at least one
 * @param {string[]} known tags that are offered
 * @param {(name: string, substitutions?: string | string[]) => string} say
 * @returns {Promise<Annotation | null>} null where nothing was changed
 */
export function askForAnnotation(dialog, captures, known, say) {
  const [first] = captures;
  const isSingle = captures.length === 1;
  const shared = (first?.tags ?? []).filter((tag) => captures.every(({ tags }) => tags.includes(tag)));
  const tags = new TagField(part(dialog, ".tag-field"), shared, known, say);
  const note = /** @type {HTMLTextAreaElement} */ (part(dialog, "textarea"));
  part(dialog, ".note-field").hidden = !isSingle;
  note.value = isSingle ? (first?.note ?? "") : "";
  part(dialog, "h2").textContent = isSingle ? (first?.title ?? "") : say("listTagSeveral", String(captures.length));
  part(dialog, "h2").lang = (isSingle && first?.lang) || "";
  return new Promise((resolve) => {
    dialog.onclose = () => {
      tags.finish();
      if (dialog.returnValue !== "save") return resolve(null);
      const add = tags.tags.filter((tag) => !shared.includes(tag));
      const remove = shared.filter((tag) => !tags.tags.includes(tag));
      const changed = isSingle && note.value !== first?.note ? note.value : null;
      resolve(add.length + remove.length > 0 || changed !== null ? { add, remove, note: changed } : null);
    };
    dialog.returnValue = "";
    dialog.showModal();
    tags.focus();
  });
}

/** A field of tags: typed one after the other, taken away one by one. */
class TagField {
  /** @type {string[]} */
  tags;
  #input;
  #chips;
  #say;

  /** @param {HTMLElement} field @param {string[]} tags @param {string[]} known @param {(name: string, substitutions?: string | string[]) => string} say */
  constructor(field, tags, known, say) {
    this.tags = [...tags];
    this.#say = say;
    this.#input = /** @type {HTMLInputElement} */ (part(field, "input"));
    this.#chips = part(field, ".chips");
    this.#input.value = "";
    this.#input.oninput = () => this.#take(false);
    this.#input.onkeydown = (event) => this.#press(event);
    part(field, "datalist").replaceChildren(...known.map((tag) => new Option(tag)));
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
    this.#chips.replaceChildren(
      ...this.tags.map((tag) => {
        const chip = document.createElement("button");
        chip.type = "button";
        chip.className = "tag";
        chip.dir = "auto";
        chip.textContent = `${tag} ×`;
        chip.ariaLabel = this.#say("listRemoveTag", tag);
        chip.onclick = () => {
          this.tags = this.tags.filter((one) => one !== tag);
          this.#show();
          this.#input.focus();
        };
        return chip;
      }),
    );
  }
}

/** @param {HTMLElement} within @param {string} selector @returns {HTMLElement} */
function part(within, selector) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}
