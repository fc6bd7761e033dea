// What narrows the list: a site, a language, a tag, unread, a span of days. Each choice says how many pages it has.

import { inDigits } from "../localize.js";
import { countFilters, NO_FILTERS } from "./shelf.js";

/** @typedef {import("./shelf.js").Filters} Filters */
/** @typedef {import("./shelf.js").Facets} Facets */

const CHOICES = /** @type {const} */ (["site", "language", "tag"]);

export class FilterForm {
  #form;
  #say;
  #names;
  #count;

  /**
   * @param {HTMLFormElement} form
   * @param {(name: string, substitutions?: string | string[]) => string} say
   * @param {() => void} changed
   */
  constructor(form, say, changed) {
    this.#form = form;
    this.#say = say;
    this.#names = new Intl.DisplayNames(say("language"), { type: "language" });
    this.#count = /** @type {HTMLElement} */ (form.querySelector(".set"));
    form.addEventListener("change", () => this.#update(changed));
    form.addEventListener("reset", () => setTimeout(() => this.#update(changed)));
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#update(() => {});
  }

  /** @param {Facets} facets */
  showFacets(facets) {
    for (const kind of CHOICES) {
      const select = this.#select(kind);
      const chosen = select.value;
      const options = facets[kind].map(([value, count]) => this.#option(kind, value, count));
      // What was chosen stays, though nothing may have it any more.
      if (chosen !== "" && !facets[kind].some(([value]) => value === chosen))
        options.unshift(this.#option(kind, chosen, 0));
      select.replaceChildren(new Option(this.#say("listAny"), ""), ...options);
      select.value = chosen;
    }
  }

  /** @returns {Filters} */
  get filters() {
    const { unread, from, until } = /** @type {Record<string, HTMLInputElement>} */ (
      /** @type {unknown} */ (this.#form.elements)
    );
    return {
      ...NO_FILTERS,
      ...Object.fromEntries(CHOICES.map((kind) => [kind, this.#select(kind).value])),
      unread: unread?.checked ?? false,
      from: dayStart(from?.value ?? "", 0),
      until: dayStart(until?.value ?? "", 1),
    };
  }

  reset() {
    this.#form.reset();
  }

  /** @param {() => void} changed */
  #update(changed) {
    const count = countFilters(this.filters);
    this.#count.textContent = count > 0 ? this.#say("listFiltersSet", inDigits(count)) : "";
    const clear = /** @type {HTMLButtonElement} */ (this.#form.querySelector("[type=reset]"));
    clear.hidden = count === 0;
    changed();
  }

  /** @param {typeof CHOICES[number]} kind */
  #select(kind) {
    return /** @type {HTMLSelectElement} */ (this.#form.elements.namedItem(kind));
  }

  /** @param {typeof CHOICES[number]} kind @param {string} value @param {number} count */
  #option(kind, value, count) {
    const name = kind === "language" ? this.#nameOf(value) : value;
    return new Option(this.#say("listChoice", [name, inDigits(count)]), value);
  }

  /** @param {string} language of a file from anywhere, and so perhaps none */
  #nameOf(language) {
    try {
      return this.#names.of(language) ?? language;
    } catch {
      return language;
    }
  }
}

/** @param {string} day YYYY-MM-DD, in the reader's time zone @param {number} later days @returns {number | null} */
function dayStart(day, later) {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + later).getTime();
}
