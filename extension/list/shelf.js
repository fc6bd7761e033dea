// What of a library is shown, and in which order. All rows are held here: ten thousand of them are some megabytes, and to
// filter them takes less time than to ask the database.
//
// An entry of the list is a page. Its versions stand behind it; what is shown of it is the newest version that the filters
// let through.

import { rankTexts } from "./collation.js";

/** @typedef {import("../store/captures.js").Capture} Capture */
/** @typedef {"relevance" | "time" | "site" | "title" | "length"} Order */

/**
 * Empty is any. `language` is the tag without its region; `from` and `until` are ms since 1970, `until` not included.
 * @typedef {{ site: string, language: string, tag: string, unread: boolean, from: number | null, until: number | null }} Filters
 */

/** `versions` are all of the page, the newest first. @typedef {{ capture: Capture, versions: Capture[] }} Entry */

/** How many pages there are of each, the most frequent first. @typedef {Record<"site" | "language" | "tag", [string, number][]>} Facets */

/** @type {Filters} */
export const NO_FILTERS = Object.freeze({ site: "", language: "", tag: "", unread: false, from: null, until: null });

/** @param {Filters} filters @returns {number} how many are set */
export function countFilters(filters) {
  return Object.values(filters).filter((value) => value !== "" && value !== false && value !== null).length;
}

export class Shelf {
  /** @type {Map<string, Capture>} */
  #captures = new Map();
  /** The host of each address, because to parse ten thousand of them takes a frame or two. @type {Map<string, string>} */
  #hosts = new Map();
  /** The versions of each address, the newest first, once they were asked for. @type {Capture[][] | null} */
  #pages = null;
  /** The ranks of titles and hosts, once they were asked for. @type {{ title: Map<string, number> | null, site: Map<string, number> | null }} */
  #ranks = { title: null, site: null };
  #language;
  #hostOf;

  /** @param {string} language of the user @param {(url: string) => string} hostOf */
  constructor(language, hostOf) {
    this.#language = language;
    this.#hostOf = hostOf;
  }

  /** @param {Iterable<Capture>} captures new ones, or ones that changed */
  put(captures) {
    this.#pages = null;
    for (const capture of captures) {
      this.#captures.set(capture.id, capture);
      if (!this.#hosts.has(capture.url)) this.#hosts.set(capture.url, this.#hostOf(capture.url));
      if (!this.#ranks.title?.has(capture.title)) this.#ranks.title = null;
      if (!this.#ranks.site?.has(this.#host(capture))) this.#ranks.site = null;
    }
  }

  /** @param {Iterable<string>} ids */
  remove(ids) {
    this.#pages = null;
    for (const id of ids) this.#captures.delete(id);
  }

  clear() {
    this.#pages = null;
    this.#captures.clear();
  }

  /** @param {string} id */
  get(id) {
    return this.#captures.get(id);
  }

  /** All captures, each version one of them. */
  get captures() {
    return this.#captures.values();
  }

  /** How many captures there are, each version counted. */
  get size() {
    return this.#captures.size;
  }

  /** To be awaited before the entries are asked for in an order of words. @param {Order} order */
  async rank(order) {
    if (order === "title") await this.#rankBy("title", ({ title }) => title);
    if (order === "site") await this.#rankBy("site", (capture) => this.#host(capture));
  }

  /** @param {"title" | "site"} order @param {(capture: Capture) => string} textOf */
  async #rankBy(order, textOf) {
    while (this.#ranks[order] === null) {
      const ranks = await rankTexts([...this.#captures.values()].map(textOf), this.#language);
      // What was put meanwhile may have no rank among them.
      const isWhole = [...this.#captures.values()].every((capture) => ranks.has(textOf(capture)));
      if (isWhole) this.#ranks[order] = ranks;
    }
  }

  /**
   * @param {Filters} filters
   * @param {Order} order
   * @param {string[] | null} answers what the search gave, the best first; null where nothing is searched
   * @returns {Entry[]}
   */
  entries(filters, order, answers) {
    const found = answers && new Set(answers);
    const entries = [];
    for (const versions of this.#byAddress()) {
      const capture = versions.find((one) => (!found || found.has(one.id)) && this.#passes(one, filters));
      if (capture) entries.push({ capture, versions });
    }
    return entries.sort(this.#comparison(order, answers));
  }

  /** @returns {Facets} of the newest version of each page */
  facets() {
    const counts = { site: new Map(), language: new Map(), tag: new Map() };
    /** @param {Map<string, number>} among @param {string} name */
    const count = (among, name) => among.set(name, (among.get(name) ?? 0) + 1);
    for (const [capture] of this.#byAddress()) {
      if (!capture) continue;
      count(counts.site, this.#host(capture));
      if (capture.lang) count(counts.language, languageOf(capture));
      for (const tag of capture.tags) count(counts.tag, tag);
    }
    const { compare } = new Intl.Collator(this.#language);
    /** @param {Map<string, number>} among @returns {[string, number][]} */
    const sorted = (among) => [...among].sort(([a, m], [b, n]) => n - m || compare(a, b));
    return { site: sorted(counts.site), language: sorted(counts.language), tag: sorted(counts.tag) };
  }

  #byAddress() {
    if (this.#pages) return this.#pages;
    /** @type {Map<string, Capture[]>} */
    const pages = new Map();
    for (const capture of this.#captures.values()) {
      const versions = pages.get(capture.address);
      if (versions) versions.push(capture);
      else pages.set(capture.address, [capture]);
    }
    this.#pages = [...pages.values()];
    for (const versions of this.#pages) versions.sort((a, b) => b.stamp - a.stamp);
    return this.#pages;
  }

  /** @param {Capture} capture @param {Filters} filters */
  #passes(capture, { site, language, tag, unread, from, until }) {
    return (
      (site === "" || this.#host(capture) === site) &&
      (language === "" || languageOf(capture) === language) &&
      (tag === "" || capture.tags.includes(tag)) &&
      (!unread || capture.read === null) &&
      (from === null || capture.stamp >= from) &&
      (until === null || capture.stamp < until)
    );
  }

  /** @param {Order} order @param {string[] | null} answers @returns {(a: Entry, b: Entry) => number} */
  #comparison(order, answers) {
    /** @param {Entry} a @param {Entry} b */
    const byTime = (a, b) => b.capture.stamp - a.capture.stamp || (a.capture.id < b.capture.id ? 1 : -1);
    /** @param {(entry: Entry) => number} rank @returns {(a: Entry, b: Entry) => number} */
    const by = (rank) => (a, b) => rank(a) - rank(b) || byTime(a, b);
    switch (order) {
      case "relevance": {
        const ranks = new Map(answers?.map((id, rank) => [id, rank]));
        return by(({ capture }) => ranks.get(capture.id) ?? 0);
      }
      case "site":
        return by(({ capture }) => this.#ranks.site?.get(this.#host(capture)) ?? 0);
      case "title":
        return by(({ capture }) => this.#ranks.title?.get(capture.title) ?? 0);
      case "length":
        return by(({ capture }) => -capture.words);
      case "time":
        return byTime;
    }
  }

  /** @param {Capture} capture */
  #host({ url }) {
    return this.#hosts.get(url) ?? "";
  }
}

/** @param {Capture} capture @returns {string} `zh` of `zh-Hant-TW`; empty where it is not known */
function languageOf({ lang }) {
  return (lang ?? "").split("-")[0]?.toLowerCase() ?? "";
}
