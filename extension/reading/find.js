// Find in the text: every place at once, in any script, whatever the case, the width or the accents of what is typed.

import { element } from "../element.js";
import { inDigits } from "../localize.js";
import { paint } from "./paint.js";
import { Panel } from "./panel.js";

/** @typedef {import("./view.js").View} View */

/** More places than this are counted and not painted: nobody sees them all. */
const PAINTED = 2_000;

/** @param {View} view */
export function createFind(view) {
  const panel = new Panel(view, "find", "readingFind");
  const input = element("input", {
    type: "search",
    id: "sought",
    autofocus: true,
    autocomplete: "off",
    spellcheck: "false",
  });
  input.setAttribute("aria-label", view.say("readingFind"));
  const count = element("output", { for: "sought", "aria-live": "polite" });
  const finder = new Finder(view, () => {
    count.textContent = wordsFor(view, finder, input.value);
  });
  const back = element("button", { type: "button", onclick: () => finder.step(-1) }, view.say("readingPreviousFound"));
  const on = element("button", { type: "button", onclick: () => finder.step(1) }, view.say("readingNextFound"));
  const form = element("form", { role: "search", class: "seek" }, input, back, on);
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => finder.seek(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) finder.step(event.shiftKey ? -1 : 1);
  });
  panel.body.append(form, count);
  panel.onOpen = () => {
    finder.seek(input.value);
    input.select();
  };
  panel.onClose = () => finder.seek("");
  view.whenFilled(() => panel.isOpen && finder.seek(input.value));
}

/** @param {View} view @param {Finder} finder @param {string} sought */
function wordsFor(view, { found, here }, sought) {
  if (sought === "") return "";
  if (found.length === 0) return view.say("readingNothingFound");
  return view.say("readingFound", [inDigits(here + 1), inDigits(found.length)]);
}

class Finder {
  /** Where it was found, in the article's text. @type {{ start: number, end: number }[]} */
  found = [];
  /** Which of them is shown. */
  here = -1;
  /** @type {{ text: import("./text.js").ArticleText, folded: Folded } | null} */
  #read = null;

  /** @param {View} view @param {() => void} tell */
  constructor(view, tell) {
    this.view = view;
    this.tell = tell;
  }

  /** Finds all places, and shows the first from the reader's on. @param {string} sought */
  seek(sought) {
    const { view } = this;
    const wanted = fold(sought.trim()).string;
    this.found = wanted === "" ? [] : this.#folded().places(wanted);
    const ranges = this.found.slice(0, PAINTED).map(({ start, end }) => view.text.range(start, end));
    paint(view.page, "found", ranges, "found");
    const from = this.found.length > 0 ? view.here().character : 0;
    this.here = Math.max(
      0,
      this.found.findIndex(({ start }) => start >= from),
    );
    this.#show();
  }

  /** @param {1 | -1} direction */
  step(direction) {
    const { length } = this.found;
    if (length > 0) this.here = (this.here + direction + length) % length;
    this.#show();
  }

  #show() {
    const place = this.found[this.here];
    this.view.found = place ?? null;
    const range = place && this.view.text.range(place.start, place.end);
    paint(this.view.page, "found-here", range ? [range] : [], "here");
    if (range) {
      openAround(range.startContainer);
      this.view.flow.show(range.getBoundingClientRect());
    }
    this.tell();
  }

  #folded() {
    const { text } = this.view;
    if (this.#read?.text !== text) this.#read = { text, folded: fold(text.string) };
    return this.#read.folded;
  }
}

/** What is found in a closed part of the article is to be seen. @param {Node} node */
function openAround(node) {
  node.parentElement?.closest("details:not([open])")?.setAttribute("open", "");
}

/** A text of which case, width and accents are taken away. */
class Folded {
  /** @param {string} string @param {Uint32Array} origins for each unit of it, the place in the text it comes from */
  constructor(string, origins) {
    this.string = string;
    this.origins = origins;
  }

  /** @param {string} wanted folded, not empty @returns {{ start: number, end: number }[]} in the text */
  places(wanted) {
    const places = [];
    for (let at = this.string.indexOf(wanted); at >= 0; at = this.string.indexOf(wanted, at + wanted.length)) {
      const last = at + wanted.length - 1;
      places.push({ start: this.origins[at] ?? 0, end: this.#after(last) });
    }
    return places;
  }

  /** Where the character ends that a unit comes from, with the marks on it. @param {number} index */
  #after(index) {
    const origin = this.origins[index];
    let next = index + 1;
    while (next < this.string.length && this.origins[next] === origin) next += 1;
    return this.origins[next] ?? 0;
  }
}

const MARK = /^\p{M}$/u;

/**
 * Folds a text. Ideographs and ASCII, nearly all there is, are passed by without asking Unicode.
 * @param {string} text
 */
function fold(text) {
  /** @type {string[]} */
  const parts = [];
  /** @type {number[]} */
  const origins = [];
  for (let index = 0; index < text.length; ) {
    const code = text.codePointAt(index) ?? 0;
    const character = String.fromCodePoint(code);
    const folded = isPlain(code) ? character.toLowerCase() : foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit += 1) origins.push(index);
    parts.push(folded);
    index += character.length;
  }
  origins.push(text.length);
  return new Folded(parts.join(""), Uint32Array.from(origins));
}

/** Whether Unicode need not be asked: ASCII, hiragana and ideographs. @param {number} code */
function isPlain(code) {
  return code < 0x80 || (code >= 0x3041 && code <= 0x3096) || (code >= 0x4e00 && code <= 0x9fff);
}

/** By way of the capital, because a small letter may have two forms, and a sharp s is two. @param {string} character */
function foldCharacter(character) {
  const letters = [...character.normalize("NFKD")].filter((part) => !MARK.test(part)).join("");
  return letters.toUpperCase().toLowerCase();
}
