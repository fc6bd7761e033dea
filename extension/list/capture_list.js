// The list as people use it: with the keys, with a mouse, with a finger, or by ear.
//
// It is a grid of one focus: the arrow keys move it from row to row, the tab key leaves it. A row says which of how many it
// is, because most of them are not in the document. What acts on captures acts on those selected, or on the one in focus.

import { Rows } from "./row.js";
import { Selection } from "./selection.js";
import { WindowedRows } from "./windowed.js";

/** @typedef {import("./shelf.js").Entry} Entry */
/** @typedef {import("./row.js").Hits} Hits */
/** @typedef {import("./windowed.js").Span} Span */

/** What is done to captures, and the key for it. @typedef {"open" | "compare" | "delete" | "tag" | "download" | "read"} Act */

/** @type {Record<string, Act>} */
const ACTS = {
  Enter: "open",
  v: "compare",
  Delete: "delete",
  Backspace: "delete",
  t: "tag",
  d: "download",
  u: "read",
};

/** What leads to another page, and so is done to the one in focus, whatever is selected. @type {Set<Act>} */
const LEADING = new Set(["open", "compare"]);

/** After so long without scrolling, in ms, somebody looks at what is there. */
const REST = 120;

const PRIMARY_BUTTON = 0;

/**
 * `act` is asked to do something to captures; `selected` is told whenever the selection has changed; `rested` which entries are
 * in sight once nothing moves.
 * @typedef {{ act: (act: Act, entries: Entry[]) => void, selected: (count: number) => void, rested: (entries: Entry[]) => void }} Listeners
 */

export class CaptureList {
  /** @type {Entry[]} */
  #entries = [];
  /** Where each capture stands. @type {Map<string, number>} */
  #places = new Map();
  #active = 0;
  #selection = new Selection();
  /** @type {Map<string, Hits>} */
  #hits = new Map();
  #list;
  #rows;
  #window;
  #listeners;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;

  /**
   * @param {HTMLElement} list
   * @param {import("./row.js").Surroundings} surroundings
   * @param {Listeners} listeners
   */
  constructor(list, surroundings, listeners) {
    this.#list = list;
    this.#listeners = listeners;
    this.#rows = new Rows(surroundings);
    this.#window = new WindowedRows(list, {
      create: () => this.#rows.create(),
      fill: (row, index) => this.#fill(row, index),
      shown: () => this.#restLater(),
    });
    list.addEventListener("keydown", (event) => this.#press(event));
    list.addEventListener("click", (event) => this.#click(event));
    list.addEventListener("focusin", (event) => this.#follow(event));
  }

  /**
   * Shows other entries. The focus stays with its capture where that is still there, and else goes to the next that is.
   * @param {Entry[]} entries
   */
  show(entries) {
    const hadFocus = this.#list.contains(document.activeElement);
    const [before, active] = [this.#entries, this.#active];
    this.#entries = entries;
    this.#places = new Map(entries.map(({ capture }, index) => [capture.id, index]));
    const survivor = before.slice(active).find(({ capture }) => this.#places.has(capture.id));
    this.#active =
      this.#places.get(survivor?.capture.id ?? "") ?? (before.length > 0 ? Math.max(entries.length - 1, 0) : 0);
    this.#selection.keep((id) => this.#places.has(id));
    this.#list.ariaRowCount = String(entries.length);
    this.#window.keep(this.#active);
    this.#window.reset(entries.length);
    if (hadFocus) this.#window.row(this.#active)?.focus({ preventScroll: true });
    this.#listeners.selected(this.#selection.size);
  }

  /** Begins at the top, as after another search. */
  rewind() {
    this.#entries = [];
    this.#active = 0;
  }

  /** @param {Record<string, Hits>} hits by capture; they add to those of before */
  showHits(hits) {
    for (const [id, found] of Object.entries(hits)) {
      this.#hits.set(id, found);
      const index = this.#places.get(id) ?? -1;
      const row = this.#window.row(index);
      const entry = this.#entries[index];
      if (row && entry) this.#rows.mark(row, entry.capture, found);
    }
  }

  forgetHits() {
    this.#hits.clear();
  }

  /** The selected entries, in the order of the list. */
  get selected() {
    return this.#entries.filter(({ capture }) => this.#selection.has(capture.id));
  }

  selectAll() {
    this.#selection.set(this.#places.keys());
    this.#refill();
  }

  selectNone() {
    this.#selection.set([]);
    this.#refill();
  }

  /** Gives the focus to the row that has it within the list, or to the one of an entry. @param {string} [id] */
  focus(id) {
    this.#go(this.#places.get(id ?? "") ?? this.#active);
  }

  /** @param {HTMLElement} row @param {number} index */
  #fill(row, index) {
    const entry = this.#entries[index];
    if (!entry) return;
    const { id } = entry.capture;
    const isActive = index === this.#active;
    this.#rows.fill(row, entry, { index, isActive, isSelected: this.#selection.has(id), hits: this.#hits.get(id) });
  }

  #refill() {
    this.#window.reset(this.#entries.length);
    this.#listeners.selected(this.#selection.size);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.defaultPrevented || event.altKey || this.#entries.length === 0) return;
    // The buttons and boxes of a row have keys of their own.
    const isWithin = event.target instanceof HTMLElement && event.target.matches("button, input, a");
    if (isWithin && (event.key === " " || event.key === "Enter")) return;
    const isHandled = this.#move(event) || this.#select(event) || this.#ask(event);
    if (isHandled) event.preventDefault();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was a key that moves */
  #move({ key, shiftKey, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) return false;
    const { first, end } = this.#window.span;
    const page = Math.max(end - first - 2, 1);
    const last = this.#entries.length - 1;
    /** @type {Record<string, number>} */
    const targets = {
      ArrowUp: this.#active - 1,
      ArrowDown: this.#active + 1,
      PageUp: this.#active - page,
      PageDown: this.#active + page,
      Home: 0,
      End: last,
    };
    const target = targets[key];
    if (target === undefined) return false;
    const index = Math.min(Math.max(target, 0), last);
    this.#selection.rest(this.#active);
    if (shiftKey) {
      this.#selection.extend(index, (at) => this.#entries[at]?.capture.id ?? "");
      this.#refill();
    }
    this.#go(index);
    return true;
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was a key that selects */
  #select({ key, shiftKey, ctrlKey, metaKey }) {
    if (key.toLowerCase() === "a" && (ctrlKey || metaKey)) this.selectAll();
    else if (key === "Escape" && this.#selection.size > 0) this.selectNone();
    else if (key === " " && shiftKey) this.#extend(this.#active);
    else if (key === " ") this.#toggle(this.#active);
    else return false;
    return true;
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was a key that acts */
  #ask({ key, ctrlKey, metaKey }) {
    const act = ACTS[key];
    if (act === undefined || ctrlKey || metaKey) return false;
    this.#listeners.act(act, LEADING.has(act) ? this.#at(this.#active) : this.#chosen());
    return true;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (event.button !== PRIMARY_BUTTON || !(event.target instanceof HTMLElement)) return;
    const row = /** @type {HTMLElement | null} */ (event.target.closest("[role=row]"));
    const index = this.#places.get(row?.dataset.id ?? "");
    if (index === undefined) return;
    const act = /** @type {Act | undefined} */ (event.target.closest("button")?.dataset.act);
    const isBox = event.target.matches(".check");
    if (act) this.#listeners.act(act, this.#at(index));
    else if (event.target.closest("a")) return;
    else if (event.shiftKey) this.#extend(index);
    else if (isBox || event.ctrlKey || event.metaKey || this.#selection.size > 0) this.#toggle(index);
    if (!act) this.#go(index);
  }

  /** The focus may come by a click or by the tab key. @param {FocusEvent} event */
  #follow({ target }) {
    const row = /** @type {HTMLElement} */ (target).closest("[role=row]");
    const index = this.#places.get(/** @type {HTMLElement | null} */ (row)?.dataset.id ?? "");
    if (index !== undefined && index !== this.#active) this.#activate(index);
  }

  /** @param {number} index */
  #toggle(index) {
    const entry = this.#entries[index];
    if (!entry) return;
    this.#selection.toggle(entry.capture.id, index);
    this.#refill();
  }

  /** @param {number} index */
  #extend(index) {
    this.#selection.rest(this.#active);
    this.#selection.extend(index, (at) => this.#entries[at]?.capture.id ?? "");
    this.#refill();
  }

  /** @param {number} index */
  #go(index) {
    this.#activate(index);
    this.#window.reveal(index);
    this.#window.row(index)?.focus({ preventScroll: true });
  }

  /** @param {number} index */
  #activate(index) {
    const before = this.#window.row(this.#active);
    if (before) before.tabIndex = -1;
    this.#active = index;
    this.#window.keep(index);
    const row = this.#window.row(index);
    if (row) row.tabIndex = 0;
  }

  /** What an act is for: the selection, or the row in focus. */
  #chosen() {
    return this.#selection.size > 0 ? this.selected : this.#at(this.#active);
  }

  /** @param {number} index */
  #at(index) {
    return this.#entries.slice(index, index + 1);
  }

  #restLater() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      const { first, end } = this.#window.span;
      const inSight = this.#entries.slice(first, end);
      for (const [offset, { capture }] of inSight.entries()) {
        const row = this.#window.row(first + offset);
        if (row) this.#rows.finish(row, capture);
      }
      this.#listeners.rested(inSight);
    }, REST);
  }
}
