// One row of the list: what a capture is, in five short pieces, and nothing that has to be fetched but a picture its reader
// allows.

import { element, icon } from "../element.js";
import { inDigits } from "../localize.js";

/** @typedef {import("./shelf.js").Entry} Entry */

/**
 * What can be done to a capture where it stands in the list: the name of the act, the message that its button says, and a name
 * for its looks.
 * @typedef {{ act: string, message: string, name: string }} Offer
 */

/**
 * What a row needs of its surroundings. `say` gives a message, `length` and `site` say the facts of a capture, `address` is where
 * it is read and `comparison` where its versions are compared, if they can be; `isCopied` says whether there is a copy of it outside
 * the browser, null where none is meant to be; `offers` are its buttons. `kept` gives an address for its lead image where that is
 * kept: nobody is asked for it, so it is shown whether or not images are.
 * @typedef {{
 *   say: (name: string, substitutions?: string | string[]) => string,
 *   length: (capture: import("../store/captures.js").Capture) => string,
 *   site: (capture: import("../store/captures.js").Capture) => string,
 *   address: (id: string) => string | null,
 *   comparison: (id: string) => string | null,
 *   isCopied: (capture: import("../store/captures.js").Capture) => boolean | null,
 *   offers: Offer[],
 *   showImages: boolean,
 *   kept: (capture: import("../store/captures.js").Capture) => Promise<string | null>,
 * }} Surroundings
 */

/** Where a capture answers a search: in pieces, every other of which is a hit. @typedef {{ title: string[], excerpt: string[] }} Hits */

/** The tags that a row has room for. */
const MOST_TAGS = 3;

export class Rows {
  #made;
  #with;
  #dates;
  #days;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.#with = surroundings;
    this.#made = rowWith(surroundings);
    const language = surroundings.say("language");
    this.#dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    this.#days = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  }

  /** @returns {HTMLElement} without content */
  create() {
    return /** @type {HTMLElement} */ (this.#made.cloneNode(true));
  }

  /**
   * @param {HTMLElement} row
   * @param {Entry} entry
   * @param {{ index: number, isSelected: boolean, isActive: boolean, hits: Hits | undefined }} state
   */
  fill(row, { capture, versions }, { index, isSelected, isActive, hits }) {
    const { say, site, length, address, comparison } = this.#with;
    row.id = `row-${capture.id}`;
    row.dataset.id = capture.id;
    row.ariaRowIndex = String(index + 1);
    row.ariaSelected = String(isSelected);
    row.tabIndex = isActive ? 0 : -1;
    row.classList.toggle("unread", capture.read === null);
    const lang = capture.lang ?? "";
    /** @type {HTMLAnchorElement} */
    const title = part(row, ".title");
    lead(title, address(capture.id));
    this.mark(row, capture, hits);
    title.lang = lang;
    part(row, ".excerpt").lang = lang;
    const check = /** @type {HTMLInputElement} */ (part(row, ".check"));
    check.checked = isSelected;
    check.setAttribute("aria-label", say("listSelectNamed", capture.title));
    put(row, ".site", site(capture));
    put(row, ".byline", capture.byline ?? "");
    part(row, ".byline").lang = part(row, ".site").lang = lang;
    this.#time(row, capture);
    put(row, ".length", length(capture));
    put(row, ".versions", versions.length > 1 ? say("listVersions", inDigits(versions.length)) : "");
    lead(part(row, ".versions"), comparison(capture.id));
    this.#copy(row, capture);
    this.#tags(row, capture.tags);
    put(row, ".noted", capture.note ? say("listNoted") : "");
    // Another capture's picture must not stand here until the page rests.
    part(row, ".thumbnail").replaceChildren();
    part(row, ".thumbnail").hidden = !this.#with.showImages || !capture.image;
  }

  /** @param {HTMLElement} row @param {Entry["capture"]} capture @param {Hits | undefined} hits */
  mark(row, capture, hits) {
    part(row, ".title").replaceChildren(...marked(hits?.title ?? [capture.title]));
    const sentence = hits?.excerpt.length ? hits.excerpt : [capture.excerpt ?? ""];
    part(row, ".excerpt").replaceChildren(...marked(sentence));
  }

  /** Adds what has time until the reader has stopped scrolling. @param {HTMLElement} row @param {Entry["capture"]} capture */
  finish(row, capture) {
    part(row, "time").title = this.#dates.format(capture.stamp);
    this.#picture(row, capture);
  }

  /** @param {HTMLElement} row @param {Entry["capture"]} capture */
  async #picture(row, capture) {
    const place = part(row, ".thumbnail");
    if (!capture.image || place.firstChild) return;
    const kept = await this.#with.kept(capture).catch(() => null);
    const address = kept ?? (this.#with.showImages ? capture.image : null);
    // The row may be another capture's by now.
    if (address === null || row.dataset.id !== capture.id || place.firstChild) return;
    const picture = new Image();
    picture.alt = "";
    picture.referrerPolicy = "no-referrer";
    picture.decoding = "async";
    picture.onload = () => URL.revokeObjectURL(address);
    picture.onerror = () => {
      place.hidden = true;
    };
    picture.src = address;
    place.hidden = false;
    place.append(picture);
  }

  /** @param {HTMLElement} row @param {Entry["capture"]} capture */
  #time(row, capture) {
    const time = /** @type {HTMLTimeElement} */ (part(row, "time"));
    time.dateTime = new Date(capture.stamp).toISOString();
    time.textContent = this.#days.format(capture.stamp);
    const { binned } = /** @type {{ binned?: number }} */ (capture);
    put(row, ".binned", binned === undefined ? "" : this.#with.say("listBinnedOn", this.#days.format(binned)));
  }

  /** A picture, because the line of facts is cut on a phone, and this is to be seen there. @param {HTMLElement} row @param {Entry["capture"]} capture */
  #copy(row, capture) {
    const isCopied = this.#with.isCopied(capture);
    const place = part(row, ".copy");
    place.hidden = isCopied === null;
    if (isCopied === null) return;
    const sentence = this.#with.say(isCopied ? "listCopied" : "listNotCopied");
    place.setAttribute("aria-label", sentence);
    place.title = sentence;
    const name = isCopied ? "copied" : "notCopied";
    if (!place.querySelector(`.${name}`)) place.replaceChildren(icon(name));
  }

  /** @param {HTMLElement} row @param {string[]} tags */
  #tags(row, tags) {
    const shown = tags.slice(0, MOST_TAGS).map((tag) => {
      const chip = document.createElement("span");
      chip.className = "tag";
      chip.dir = "auto";
      chip.textContent = tag;
      return chip;
    });
    if (tags.length > MOST_TAGS)
      shown.push(Object.assign(document.createElement("span"), { textContent: `+${tags.length - MOST_TAGS}` }));
    part(row, ".tags").replaceChildren(...shown);
  }
}

/** The row of which all others are copies: the focus moves among rows, and so nothing in them is reached by the tab key. @param {Surroundings} surroundings */
function rowWith({ say, offers }) {
  const buttons = offers.map(({ act, message, name }) =>
    element("button", { type: "button", class: `${name} quiet`, "data-act": act, tabindex: "-1" }, say(message)),
  );
  const words = element(
    "div",
    { class: "words" },
    element("a", { class: "title", dir: "auto", tabindex: "-1" }),
    factsOfRow(),
    element("p", { class: "excerpt", dir: "auto" }),
    element("div", { class: "actions" }, ...buttons),
  );
  const check = element("input", { type: "checkbox", class: "check", tabindex: "-1" });
  const copy = element("span", { class: "copy", role: "img", hidden: true });
  const thumbnail = element("div", { class: "thumbnail", hidden: true });
  const cell = element("div", { role: "gridcell" }, check, words, copy, thumbnail);
  return element("div", { role: "row", tabindex: "-1" }, cell);
}

function factsOfRow() {
  return element(
    "p",
    { class: "facts" },
    element("span", { class: "site" }, element("bdi")),
    element("span", { class: "byline" }, element("bdi")),
    element("time"),
    ...["length", "binned"].map((name) => element("span", { class: name })),
    element("a", { class: "versions", tabindex: "-1" }),
    ...["noted", "tags"].map((name) => element("span", { class: name })),
  );
}

/** @param {string[]} pieces every other is a hit */
function marked(pieces) {
  return pieces.map((piece, index) => {
    if (index % 2 === 0) return piece;
    const hit = document.createElement("mark");
    hit.textContent = piece;
    return hit;
  });
}

/** @param {HTMLAnchorElement} link @param {string | null} address */
function lead(link, address) {
  if (address === null) link.removeAttribute("href");
  else link.href = address;
}

/** @template {HTMLElement} T @param {HTMLElement} row @param {string} selector @returns {T} */
function part(row, selector) {
  return /** @type {T} */ (row.querySelector(selector));
}

/** Empty pieces take no room, and are not read out. What may run the other way stands apart within its piece. @param {HTMLElement} row @param {string} selector @param {string} text */
function put(row, selector, text) {
  const place = part(row, selector);
  (place.querySelector("bdi") ?? place).textContent = text;
  place.hidden = text === "";
}
