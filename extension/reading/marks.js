// The marked passages of the capture that is shown: where they stand in its text, what is changed and taken back, and what is
// kept. A passage is kept by its words, what stands around them and where they stood, never in the capture; so the
// capture's bytes do not change, and the passage is found again in another version of the page.
//
// Another window may show the same capture. So what is kept is each change and never the whole, and changes that were made
// elsewhere are taken up here.

import { changed, inverse } from "../highlights.js";
import { paint } from "./paint.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Highlight} Highlight */
/** @typedef {import("./view.js").Highlights} Highlights */
/** @typedef {import("../highlights.js").Change} Change */
/** Where a passage stands in the article's text. @typedef {{ start: number, end: number }} Place */

/** The colours, with the messages that name them; the keys 1 to 4 are in this order. @type {Record<string, string>} */
export const COLOURS = {
  yellow: "readingYellow",
  green: "readingGreen",
  blue: "readingBlue",
  rose: "readingRose",
};
export const NAMES = Object.keys(COLOURS);

/** So much is kept of what stands around a passage, in UTF-16 units: a few words, or a sentence of Chinese. */
const AROUND = 32;

/** A note is kept when nobody has typed for this time, in ms. */
const REST = 500;

export class Marks {
  /** The colour that was last chosen. */
  colour = NAMES[0] ?? "";
  /** @type {() => void} */
  onChange = () => {};
  /** Where each passage stands, by its id; those that are not in this text are not in it. @type {Map<string, Place>} */
  #places = new Map();
  /** What takes each step back, the latest last. @type {Change[]} */
  #steps = [];
  /** What is being kept: whoever tells of all highlights meanwhile may not know of it. @type {Set<Change>} */
  #underWay = new Set();
  /** The note that is typed and not yet kept. @type {{ id: string, note: string, timer: number } | null} */
  #typed = null;
  /** Whether the last step is the note that somebody is still at. */
  #isAtNote = false;

  /** @param {View} view @param {Highlights} highlights */
  constructor(view, highlights) {
    this.view = view;
    this.highlights = highlights;
    this.all = highlights.all;
    view.whenLeft(() => this.keepTyped());
  }

  get canUndo() {
    return this.#steps.length > 0;
  }

  /** Takes up what was changed elsewhere. @param {Highlight[]} kept all that is kept by now */
  async follow(kept) {
    const all = [...this.#underWay].reduce(changed, kept);
    if (JSON.stringify(all) === JSON.stringify(this.all)) return;
    this.all = all;
    await this.find();
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

  /** @param {{ id: string }} mark @returns {Range | null} null where it is not in this version of the page */
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
    // Places in what is shown in the article's stead are none in the article.
    if (!this.view.isArticle) return this.#announce("readingMarkInArticle");
    const selected = this.#selected();
    if (!selected) return this.#announce("readingSelectFirst");
    this.view.page.getSelection()?.removeAllRanges();
    const same = this.all.find(({ id }) => isSame(this.#places.get(id), selected));
    if (same) {
      this.paintIn(same.id, colour);
      return;
    }
    const mark = { id: crypto.randomUUID(), ...quoteOf(this.view.text.string, selected), colour, note: "" };
    this.#places.set(mark.id, selected);
    this.#step({ put: [mark] });
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

  /** @param {string} id @param {string} colour */
  paintIn(id, colour) {
    if (this.#get(id)) this.#step({ set: [{ id, colour }] });
  }

  /** @param {string} id */
  remove(id) {
    this.#step({ removed: [id] });
    this.#announce("readingMarkRemoved");
  }

  /** Somebody types a note. @param {string} id @param {string} note as it is by now */
  type(id, note) {
    clearTimeout(this.#typed?.timer);
    this.#typed = { id, note, timer: setTimeout(() => this.keepTyped(), REST) };
  }

  /** Keeps what is typed. However often somebody rests, all that they do to a note before they leave it is one step. */
  keepTyped() {
    if (!this.#typed) return;
    const { id, note, timer } = this.#typed;
    clearTimeout(timer);
    this.#typed = null;
    const mark = this.#get(id);
    if (!mark || mark.note === note) return;
    const change = { set: [{ id, note }] };
    if (this.#isAtNote) this.#make(change);
    else this.#step(change);
    this.#isAtNote = true;
  }

  /** Somebody leaves a note. */
  leaveNote() {
    this.keepTyped();
    this.#isAtNote = false;
  }

  undo() {
    this.leaveNote();
    const step = this.#steps.pop();
    if (!step) return;
    this.#make(step);
    this.view.attempt(() => this.find());
  }

  /** @param {string} id @returns {Highlight | undefined} as it is now */
  #get(id) {
    return this.all.find((one) => one.id === id);
  }

  /** @param {string} name of a message */
  #announce(name) {
    this.view.host.announce(this.view.say(name));
  }

  /** Makes a change that can be undone. @param {Change} change */
  #step(change) {
    this.#isAtNote = false;
    this.#steps.push(inverse(this.all, change));
    this.#make(change);
  }

  /** @param {Change} change */
  #make(change) {
    this.all = changed(this.all, change);
    this.#paint();
    this.onChange();
    this.view.attempt(() => this.#keep(change));
  }

  /** @param {Change} change */
  async #keep(change) {
    this.#underWay.add(change);
    try {
      await this.highlights.keep(change);
    } finally {
      this.#underWay.delete(change);
    }
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
