// Highlights and notes. A passage is kept by its words, what stands around them and where they stood, never in the
// capture; so the capture's bytes do not change, and the passage is found again in another version of the page.

import { element, icon } from "./element.js";
import { paint } from "./paint.js";
import { Panel } from "./panel.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Highlight} Highlight */
/** Where a passage stands in the article's text. @typedef {{ start: number, end: number }} Place */

/** The colours, with the messages that name them; the keys 1 to 4 are in this order. @type {Record<string, string>} */
const COLOURS = {
  yellow: "readingYellow",
  green: "readingGreen",
  blue: "readingBlue",
  rose: "readingRose",
};
const NAMES = Object.keys(COLOURS);

/** So much is kept of what stands around a passage, in UTF-16 units: a few words, or a sentence of Chinese. */
const AROUND = 32;

/** Between the selection and its buttons, in CSS pixels. */
const GAP = 8;

/** A note is kept when nobody has typed for this time, in ms. */
const REST = 500;

/** @param {View} view @returns {Promise<void>} when all highlights are found */
export async function createHighlights(view) {
  const marks = new Marks(view);
  const panel = new Panel(view, "marks", "readingMarks");
  const list = element("ol", { class: "marks" });
  const none = element("p", { class: "note" }, view.say("readingNoMarks"));
  const undo = element("button", { type: "button", id: "undo-mark", onclick: () => marks.undo() }, view.say("undo"));
  panel.body.append(list, none, undo);
  const show = () => {
    list.replaceChildren(...marks.inOrder().map((mark) => entryOf(view, marks, mark)));
    none.hidden = marks.all.length > 0;
    undo.hidden = !marks.canUndo;
  };
  marks.onChange = show;
  createMarker(view, marks);
  view.commands.set("mark", () => marks.addSelected());
  view.commands.set("undo", () => marks.undo());
  view.commands.set("markIn", (key) => marks.addSelected(NAMES[Number(key) - 1]));
  view.whenFilled((page) => {
    page.addEventListener("click", (event) => openAt(view, marks, panel, event));
    marks.find();
  });
  await marks.find();
}

class Marks {
  /** The colour that was last chosen. */
  colour = NAMES[0] ?? "";
  /** @type {() => void} */
  onChange = () => {};
  /** Where each passage stands, by its id; those that are not in this text are not in it. @type {Map<string, Place>} */
  #places = new Map();
  /** What was there before each change, the latest last. @type {Highlight[][]} */
  #before = [];

  /** @param {View} view */
  constructor(view) {
    this.view = view;
    /** @type {Highlight[]} */
    this.all = view.host.highlights;
  }

  get canUndo() {
    return this.#before.length > 0;
  }

  /** Finds every passage in the text and paints it. */
  async find() {
    for (const mark of this.all) {
      const { text, host } = this.view;
      const isThere = text.string.slice(mark.start, mark.end) === mark.quote;
      const place = isThere ? mark : await host.locate(text.string, mark).catch(() => null);
      if (place) this.#places.set(mark.id, { start: place.start, end: place.end });
      else this.#places.delete(mark.id);
    }
    this.#paint();
    this.onChange();
  }

  #paint() {
    for (const colour of NAMES) {
      const ranges = this.all
        .filter((mark) => mark.colour === colour)
        .map((mark) => this.rangeOf(mark))
        .filter((range) => range !== null);
      paint(this.view.page, `mark-${colour}`, ranges, "marked");
    }
  }

  /** @param {Highlight} mark @returns {Range | null} null where it is not in this version of the page */
  rangeOf({ id }) {
    const place = this.#places.get(id);
    return place ? this.view.text.range(place.start, place.end) : null;
  }

  /** In the order of the text; those that are not in it last. */
  inOrder() {
    const startOf = (/** @type {Highlight} */ { id }) => this.#places.get(id)?.start ?? Number.POSITIVE_INFINITY;
    return this.all.toSorted((a, b) => startOf(a) - startOf(b));
  }

  /** @param {number} place @returns {Highlight | undefined} */
  at(place) {
    return this.all.findLast(({ id }) => {
      const found = this.#places.get(id);
      return found && found.start <= place && place < found.end;
    });
  }

  /**
   * Highlights what is selected, or else what was found; what is highlighted already gets the colour.
   * @param {string} [colour]
   */
  addSelected(colour = this.colour) {
    this.colour = colour;
    const selected = this.#selected();
    if (!selected) {
      this.view.host.announce(this.view.say("readingSelectFirst"));
      return;
    }
    this.view.page.getSelection()?.removeAllRanges();
    const same = this.all.find(({ id }) => isSame(this.#places.get(id), selected));
    if (same) {
      this.change(same, { colour });
      return;
    }
    const mark = { id: crypto.randomUUID(), ...quoteOf(this.view.text.string, selected), colour, note: "" };
    this.#places.set(mark.id, selected);
    this.#set([...this.all, mark]);
  }

  /** @returns {Place | null} */
  #selected() {
    const { page, text, found } = this.view;
    const selection = page.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return found;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const place = {
      start: text.placeOf(startContainer, startOffset),
      end: text.placeOf(endContainer, endOffset),
    };
    return trimmed(text.string, place);
  }

  /** @param {Highlight} mark @param {Partial<Highlight>} change */
  change(mark, change) {
    this.#set(this.all.map((one) => (one.id === mark.id ? { ...one, ...change } : one)));
  }

  /** The list is left as it is: somebody types in it. @param {string} id @param {string} note */
  changeNote(id, note) {
    this.#before.push(this.all);
    this.all = this.all.map((one) => (one.id === id ? { ...one, note } : one));
    this.#keep();
  }

  /** @param {string} id @returns {Highlight | undefined} as it is now */
  get(id) {
    return this.all.find((one) => one.id === id);
  }

  /** @param {Highlight} mark */
  remove(mark) {
    this.#set(this.all.filter((one) => one.id !== mark.id));
    this.view.host.announce(this.view.say("readingMarkRemoved"));
  }

  undo() {
    const before = this.#before.pop();
    if (!before) return;
    this.all = before;
    this.#keep();
    this.find();
  }

  /** @param {Highlight[]} all */
  #set(all) {
    this.#before.push(this.all);
    this.all = all;
    this.#paint();
    this.onChange();
    this.#keep();
  }

  #keep() {
    const { host } = this.view;
    host.keepHighlights?.(this.all).catch((error) => host.announce(this.view.say("actionFailed", error.message)));
  }
}

/** @param {Place | undefined} one @param {Place} other */
const isSame = (one, other) => one?.start === other.start && one.end === other.end;

/** Without the blanks at its ends; null where nothing is left. @param {string} text @param {Place} place @returns {Place | null} */
function trimmed(text, { start, end }) {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const to = start + words.trimEnd().length;
  return to > from ? { start: from, end: to } : null;
}

/** @param {string} text @param {Place} place */
function quoteOf(text, { start, end }) {
  return {
    quote: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - AROUND), start),
    suffix: text.slice(end, end + AROUND),
    start,
    end,
  };
}

/** The buttons beside what is selected. @param {View} view @param {Marks} marks */
function createMarker(view, marks) {
  const marker = element("div", { id: "marker", role: "toolbar", hidden: true });
  marker.setAttribute("aria-label", view.say("readingMark"));
  marker.append(...NAMES.map((colour) => swatch(view, colour, () => marks.addSelected(colour))));
  // The selection stays where it is.
  marker.addEventListener("pointerdown", (event) => event.preventDefault());
  view.host.panels.append(marker);
  const show = () => {
    const selection = view.page.getSelection();
    const isNone = !view.isArticle || !selection || selection.isCollapsed;
    marker.hidden = isNone || !view.page.querySelector("main")?.contains(selection.anchorNode);
    if (!marker.hidden && selection) placeMarker(view, marker, selection.getRangeAt(0).getBoundingClientRect());
  };
  view.whenFilled((page) => {
    for (const kind of ["pointerup", "keyup"]) page.addEventListener(kind, () => setTimeout(show));
    page.addEventListener("selectionchange", () => page.getSelection()?.isCollapsed && show());
    page.defaultView?.addEventListener("scroll", () => !marker.hidden && show(), { passive: true });
  });
}

/** Above what is selected, or below it where there is no room. @param {View} view @param {HTMLElement} marker @param {DOMRect} box */
function placeMarker(view, marker, box) {
  const { width, height } = marker.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, box.left + box.width / 2 - width / 2), view.flow.window.innerWidth - width - GAP);
  const above = box.top - height - GAP;
  marker.style.setProperty("left", `${left}px`);
  marker.style.setProperty("top", `${above > height ? above : box.bottom + GAP}px`);
}

/** @param {View} view @param {string} colour @param {() => void} act */
function swatch(view, colour, act) {
  const button = element("button", { type: "button", class: `swatch ${colour}`, onclick: act });
  const name = view.say(COLOURS[colour] ?? "");
  button.setAttribute("aria-label", name);
  button.title = name;
  return button;
}

/** A highlight in the list. @param {View} view @param {Marks} marks @param {Highlight} mark */
function entryOf(view, marks, mark) {
  const range = marks.rangeOf(mark);
  const quote = element("button", { type: "button", class: `plain quote ${mark.colour}`, dir: "auto" }, mark.quote);
  quote.lang = view.host.article.lang ?? "";
  quote.addEventListener("click", () => range && view.flow.show(range.getBoundingClientRect()));
  const lost = element("p", { class: "note", hidden: range !== null }, view.say("readingMarkLost"));
  const remove = element(
    "button",
    { type: "button", class: "plain", onclick: () => marks.remove(mark) },
    icon("close"),
  );
  remove.setAttribute("aria-label", view.say("readingRemoveMark", mark.quote));
  const swatches = NAMES.map((colour) => {
    const button = swatch(view, colour, () => marks.change(mark, { colour }));
    button.setAttribute("aria-pressed", String(colour === mark.colour));
    return button;
  });
  const tools = element("div", { class: "mark-tools" }, ...swatches, remove);
  return element("li", { id: `mark-${mark.id}` }, quote, lost, noteOf(view, marks, mark), tools);
}

/** @param {View} view @param {Marks} marks @param {Highlight} mark */
function noteOf(view, marks, mark) {
  const note = element("textarea", { rows: "1", dir: "auto", placeholder: view.say("readingAddNote") });
  note.setAttribute("aria-label", view.say("readingNoteOn", mark.quote));
  note.value = mark.note;
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    if (note.value !== marks.get(mark.id)?.note) marks.changeNote(mark.id, note.value);
  };
  note.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  });
  note.addEventListener("change", keep);
  return note;
}

/** A press on a highlight opens its note. @param {View} view @param {Marks} marks @param {Panel} panel @param {MouseEvent} event */
function openAt(view, marks, panel, event) {
  const { page, text } = view;
  const isElse = /** @type {Element} */ (event.target).closest("a[href], img, summary");
  const at =
    isElse || !page.getSelection()?.isCollapsed ? null : page.caretPositionFromPoint(event.clientX, event.clientY);
  const mark = at && marks.at(text.placeOf(at.offsetNode, at.offset));
  if (!mark) return;
  if (!panel.isOpen) panel.open();
  const entry = document.getElementById(`mark-${mark.id}`);
  entry?.scrollIntoView({ block: "nearest" });
  entry?.querySelector("textarea")?.focus();
}
