// The reading view: the article in its frame, what the reader chose, and the features around it.
//
// It knows nothing of the extension. What it needs of the place it stands in, the Host passes in; so the same folder
// reads captures in the extension and in the viewer on the web. The text does not wait for what stands around it.

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
 * All highlights of the capture, what keeps a change of them, and what tells of changes that were made elsewhere.
 * @typedef {{
 *   all: Highlight[],
 *   keep: (change: import("../highlights.js").Change) => Promise<void>,
 *   follow: (listener: (all: Highlight[]) => void) => void,
 * }} Highlights
 */

/**
 * How many of a capture's images are kept beside it, and whether more are being fetched; what tells of changes of that.
 * @typedef {{ follow: (listener: (state: { kept: number, all: number, isFilling: boolean }) => void) => void }} Album
 */

/**
 * What the text is shown with, before anything stands around it. `url` is the page that was captured. `open` opens an
 * address beside the view, and `signal` ends the view: what it stands in is another's then. `pictures` puts the images that
 * are held in their places; null where there is none.
 * @typedef {{
 *   frame: HTMLIFrameElement, article: import("./frame.js").Article, url: string,
 *   say: (name: string, substitutions?: string | string[]) => string,
 *   announce: (sentence: string) => void, fail: (error: Error) => unknown,
 *   open: (address: string) => unknown,
 *   signal: AbortSignal,
 *   choices: unknown, place: Place | null,
 *   pictures: import("./pictures.js").PicturePlaces | null,
 * }} Shown
 */

/**
 * What stands around the text. `stamp` is when the page was captured, in ms since 1970, `minutes` how long it takes to
 * read. `leftOut` gives that page with what became of each of its runs (null where it was not kept), and keeps it as its
 * reader corrects it, as a new version whose address it gives. What a place cannot do is null there.
 * @typedef {{
 *   bar: HTMLElement, panels: HTMLElement, stamp: number, minutes: number,
 *   keepChoices: (choices: Choices) => unknown,
 *   keepPlace: (place: Place) => unknown,
 *   highlights: Highlights | null,
 *   leftOut: {
 *     marked: () => Promise<string | null>,
 *     keep: (corrections: { keep: number[], drop: number[] }) => Promise<string>,
 *   } | null,
 *   album: Album | null,
 *   locate: (text: string, highlight: Highlight) => Promise<{ start: number, end: number } | null>,
 *   library: string | null,
 *   neighbours: () => Promise<{ previous: Neighbour | null, next: Neighbour | null }>,
 *   download: (() => Promise<void>) | null,
 * }} Around
 */

/** What the view stands in. @typedef {Shown & Around} Host */

export class View {
  /** Whether the frame shows the article, in whose text places are counted, and not something in its stead, or nothing yet. */
  isArticle = false;
  /** What was sought and is shown, in the article's text. @type {{ start: number, end: number } | null} */
  found = null;
  /** What keys and buttons do, by name; keys say which they are. @type {Map<string, (key?: string) => unknown>} */
  commands = new Map();
  /** @type {((page: Document) => void)[]} */
  #whenFilled = [];
  /** @type {((choices: Choices) => void)[]} */
  #whenChosen = [];
  /** @type {ArticleText | null} */
  #text = null;
  /** Whether images were asked for, for this once. */
  #imagesAskedFor = false;
  /** What the frame shows in the article's stead, or will. @type {Partial<import("./frame.js").Article> | undefined} */
  #instead;
  /** The filling of the frame that is under way. */
  #filling = Promise.resolve();

  /** Whether there is something in the frame. */
  #isFilled = false;

  /** @param {Shown} shown */
  constructor(shown) {
    /** What stands around the text is not in it before surroundBy(), and nobody asks for it before. @type {Host} */
    this.host = /** @type {Host} */ ({ ...shown });
    this.choices = choicesFrom(shown.choices);
    dress(document, this.choices);
  }

  /** @param {Around} around */
  surroundBy(around) {
    Object.assign(this.host, around);
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
   * Puts the article into the frame, lets the features know, and leaves the reader at the words where they were. A frame is
   * filled once at a time: what is asked for meanwhile waits.
   * @param {Partial<import("./frame.js").Article>} [instead] of the article's own
   */
  fill(instead) {
    this.#instead = instead;
    const filled = this.#filling.then(() => this.#fill(instead));
    // Whoever asked for it is told of a failure; the next one fills the frame all the same.
    this.#filling = filled.catch(() => {});
    return filled;
  }

  /** @param {Partial<import("./frame.js").Article> | undefined} instead */
  async #fill(instead) {
    const { frame, signal } = this.host;
    if (signal.aborted) return;
    // What is in a frame that was not filled may not even have a root.
    const landmark = this.#isFilled ? this.#landmark() : null;
    this.isArticle = false;
    const page = await this.#put(frame, instead);
    this.#text = null;
    this.isArticle = instead === undefined;
    this.#isFilled = true;
    dress(page, this.choices);
    turnWheel(page);
    boxWide(page);
    for (const listener of this.#whenFilled) listener(page);
    if (landmark) this.#goToLandmark(landmark);
  }

  /** With room for the images that are held. @param {HTMLIFrameElement} frame @param {Partial<import("./frame.js").Article>} [instead] */
  #put(frame, instead) {
    const shown = { ...this.host.article, ...instead };
    const html = this.host.pictures?.reserve(shown.html) ?? shown.html;
    return fillFrame(frame, { ...shown, html }, this.showsImages);
  }

  /** Puts the article into another frame, with the images that are held. @param {HTMLIFrameElement} frame */
  async copyInto(frame) {
    const page = await this.#put(frame);
    await this.host.pictures?.fill(page);
    return page;
  }

  /** The place of the reader and the words there; null at the beginning, of which the whole page shows more. */
  #landmark() {
    const character = this.#firstOnScreen();
    return character === 0 ? null : { character, words: this.text.string.slice(character, character + LANDMARK) };
  }

  /** @param {{ character: number, words: string }} landmark */
  #goToLandmark({ character, words }) {
    const { string } = this.text;
    const place = string.startsWith(words, character) ? character : string.indexOf(words);
    if (place > 0) this.goTo(place);
  }

  /** Puts the images that are held in their places; whoever reads waits for none. */
  showPictures() {
    this.whenFilled((page) => this.attempt(() => this.host.pictures?.fill(page)));
  }

  /** Calls now, if the frame is filled, and each time that it is filled anew. @param {(page: Document) => void} listener */
  whenFilled(listener) {
    this.#whenFilled.push(listener);
    if (this.#isFilled) listener(this.page);
  }

  /** Calls when the page is left, be it for a moment, or the view ends. @param {() => void} listener */
  whenLeft(listener) {
    const { signal } = this.host;
    addEventListener("pagehide", listener, { signal });
    document.addEventListener("visibilitychange", () => document.hidden && listener(), { signal });
    signal.addEventListener("abort", listener);
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
    this.attempt(() => this.host.keepChoices(this.choices));
    if (this.showsImages !== showedImages) this.#fillAgain();
  }

  /** Loads the images of this capture, for this once. */
  loadImages() {
    this.#imagesAskedFor = true;
    for (const listener of this.#whenChosen) listener(this.choices);
    this.#fillAgain();
  }

  #fillAgain() {
    this.attempt(() => this.fill(this.#instead));
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
    const { flow } = this;
    if (flow.position <= 0) return 0;
    const { text } = this;
    let [low, high] = [0, text.string.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const box = text.range(middle, middle + 1).getBoundingClientRect();
      if (flow.endOf(box) > READING_TOP) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Does what may fail, and says so if it does. @param {() => unknown} act */
  async attempt(act) {
    try {
      await act();
    } catch (error) {
      this.host.fail(/** @type {Error} */ (error));
    }
  }

  /** @param {string} name @param {string | string[]} [substitutions] */
  say(name, substitutions) {
    return this.host.say(name, substitutions);
  }
}

/** What ends above it, in CSS pixels, has been read. */
const READING_TOP = 56;

/** So many UTF-16 units of a text say where in another its reader is. */
const LANDMARK = 40;
