// The reading view: the article in its frame, what the reader chose, and the features around it.
//
// It knows nothing of the extension. What it needs of the place it stands in, the Host passes in; so the same folder
// reads captures in the extension and in the viewer on the web.

import { choicesFrom, dress } from "./choices.js";
import { Flow, turnWheel } from "./flow.js";
import { boxWide, fillFrame } from "./frame.js";
import { ArticleText } from "./text.js";

/** @typedef {import("./choices.js").Choices} Choices */

/** `character` counts in the article's text, `share` of it was read. @typedef {{ character: number, share: number }} Place */

/** Another capture of the library. @typedef {{ href: string, title: string }} Neighbour */

/**
 * A marked passage: `start` and `end` count in the article's text, `quote` is what stands there, `prefix` and `suffix`
 * what stands around it.
 * @typedef {{ id: string, quote: string, prefix: string, suffix: string, start: number, end: number, colour: string, note: string }} Highlight
 */

/**
 * What the view stands in. `leftOut` gives the page that was captured with what became of each of its runs (null where it
 * was not kept), and keeps it as its reader corrects it, as a new version whose address it gives. `url` is the page that was captured, `stamp` when, in ms since 1970, `minutes` how long it
 * takes to read. What a place cannot do is null there.
 * @typedef {{
 *   frame: HTMLIFrameElement, bar: HTMLElement, panels: HTMLElement,
 *   article: import("./frame.js").Article, url: string, stamp: number, minutes: number,
 *   say: (name: string, substitutions?: string | string[]) => string,
 *   announce: (sentence: string) => void,
 *   follow: (address: string) => void,
 *   choices: unknown, keepChoices: (choices: Choices) => void,
 *   place: Place | null, keepPlace: (place: Place) => void,
 *   highlights: Highlight[], keepHighlights: ((highlights: Highlight[]) => Promise<void>) | null,
 *   leftOut: {
 *     marked: () => Promise<string | null>,
 *     keep: (corrections: { keep: number[], drop: number[] }) => Promise<string>,
 *   } | null,
 *   locate: (text: string, highlight: Highlight) => Promise<{ start: number, end: number } | null>,
 *   library: string | null,
 *   neighbours: () => Promise<{ previous: Neighbour | null, next: Neighbour | null }>,
 *   download: (() => Promise<void>) | null,
 * }} Host
 */

export class View {
  /** Whether the frame shows the article, in whose text places are counted, and not something in its stead. */
  isArticle = true;
  /** What was sought and is shown, in the article's text. @type {{ start: number, end: number } | null} */
  found = null;
  /** What keys and buttons do, by name; keys say which they are. @type {Map<string, (key?: string) => void>} */
  commands = new Map();
  /** @type {((page: Document) => void)[]} */
  #whenFilled = [];
  /** @type {((choices: Choices) => void)[]} */
  #whenChosen = [];
  /** @type {ArticleText | null} */
  #text = null;
  /** Whether images were asked for, for this once. */
  #imagesAskedFor = false;

  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.choices = choicesFrom(host.choices);
    dress(document, this.choices);
  }

  /** The frame's document. */
  get page() {
    return /** @type {Document} */ (this.host.frame.contentDocument);
  }

  get flow() {
    return new Flow(this.page);
  }

  /** The article's text; it is read when it is first needed. */
  get text() {
    this.#text ??= new ArticleText(/** @type {Element} */ (this.page.querySelector("main")));
    return this.#text;
  }

  get showsImages() {
    const { images } = this.choices;
    return images === "always" || (images === "ask" && this.#imagesAskedFor);
  }

  /**
   * Puts the article into the frame, and lets the features know.
   * @param {Partial<import("./frame.js").Article>} [instead] of the article's own
   */
  async fill(instead) {
    const { frame, article } = this.host;
    const page = await fillFrame(frame, { ...article, ...instead }, this.showsImages);
    this.#text = null;
    this.isArticle = instead === undefined;
    dress(page, this.choices);
    turnWheel(page);
    boxWide(page);
    for (const listener of this.#whenFilled) listener(page);
  }

  /** Calls now, if the frame is filled, and each time that it is filled anew. @param {(page: Document) => void} listener */
  whenFilled(listener) {
    this.#whenFilled.push(listener);
    if (this.host.frame.contentDocument?.querySelector("main")) listener(this.page);
  }

  /** Calls now and at every change. @param {(choices: Choices) => void} listener */
  whenChosen(listener) {
    this.#whenChosen.push(listener);
    listener(this.choices);
  }

  /** @param {Partial<Choices>} change */
  choose(change) {
    const showedImages = this.showsImages;
    this.choices = { ...this.choices, ...change };
    this.keepingPlace(() => {
      for (const page of [document, this.page]) dress(page, this.choices);
      turnWheel(this.page);
    });
    for (const listener of this.#whenChosen) listener(this.choices);
    this.host.keepChoices(this.choices);
    if (this.showsImages !== showedImages) this.#refill();
  }

  /** Loads the images of this capture, for this once. */
  loadImages() {
    this.#imagesAskedFor = true;
    for (const listener of this.#whenChosen) listener(this.choices);
    return this.#refill();
  }

  async #refill() {
    const { character } = this.here();
    await this.fill();
    this.goTo(character);
  }

  /** Where the reader is. @returns {Place} */
  here() {
    return { character: this.#firstOnScreen(), share: this.flow.share };
  }

  /** @param {number} character in the article's text; 0 is its top, with the title */
  goTo(character) {
    if (character === 0) this.flow.move(-this.flow.position);
    else this.flow.bring(this.text.range(character, character + 1).getBoundingClientRect());
  }

  /** Does what moves the text under the reader, and puts it back under the eye. @param {() => void} act */
  keepingPlace(act) {
    const character = this.flow.position > 0 ? this.#firstOnScreen() : 0;
    act();
    if (character > 0) this.goTo(character);
  }

  /** Bisects, because a layout is asked for each place that is looked at. */
  #firstOnScreen() {
    const { text, flow } = this;
    if (flow.position <= 0) return 0;
    let [low, high] = [0, text.string.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const box = text.range(middle, middle + 1).getBoundingClientRect();
      if (flow.endOf(box) > READING_TOP) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** @param {string} name @param {string | string[]} [substitutions] */
  say(name, substitutions) {
    return this.host.say(name, substitutions);
  }
}

/** What ends above it, in CSS pixels, has been read. */
const READING_TOP = 56;
