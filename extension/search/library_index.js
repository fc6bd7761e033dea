// The index of a library, kept in step with it.
//
// It needs no record of what changed. The library tells all its captures with their revisions, the index what it has of
// them; the difference is what has to be read. So it does not matter what happened while nobody looked, where the browser
// stopped, or what was lost: what is missing is added, and what is no longer there is no longer found.

import * as wasm from "../wasm/search.js";
import { dropSegment, keepSegment, listSegments, readSegment } from "./segments.js";

/** What is indexed of a capture beside its text. @typedef {Omit<wasm.Source, "html">} Row */

/**
 * Where captures come from. `body` gives the sanitized HTML of one; it throws where that cannot be had, and then the
 * capture is found by what stands beside it.
 * @typedef {{ rows: () => Promise<Row[]>, body: (id: string) => Promise<string> }} Library
 */

/** How far the index is: of `total` captures, `done` are found. @typedef {{ done: number, total: number }} Progress */

/** How many captures are read at a time. Whoever searches meanwhile waits for so many: about 50 ms. */
const READ_AT_ONCE = 16;

/** How much HTML goes into one segment, in UTF-16 units: a segment of about two megabytes. */
const SEALED_AFTER = 4_000_000;

/** One window at a time writes segments; the next one finds them written. */
const LOCK = "offprint-search";

/** How many bodies are kept for the excerpts of the next letter typed. */
const REMEMBERED = 64;

export class LibraryIndex {
  #index = new wasm.Index();
  /** @type {Library} */
  #library;
  /** @type {(progress: Progress) => void} */
  #announce;
  /** @type {Promise<void> | null} */
  #following = null;
  #isBehind = false;
  /** @type {Map<string, Promise<string>>} */
  #bodies = new Map();

  /** @param {Library} library @param {(progress: Progress) => void} announce is told whenever more is found, and at the end */
  constructor(library, announce) {
    this.#library = library;
    this.#announce = announce;
  }

  /** Catches up with the library. To be called whenever that has changed. @returns {Promise<void>} when it has */
  follow() {
    this.#isBehind = true;
    this.#following ??= this.#catchUp().finally(() => {
      this.#following = null;
    });
    return this.#following;
  }

  /**
   * @param {string} typed
   * @returns {string[]} the ids of the captures that answer, the best first
   */
  search(typed) {
    return this.#index.search(typed, Date.now());
  }

  /**
   * Where captures answer what was typed: in their titles, and in which sentence of their texts.
   * @param {string} typed
   * @param {{ id: string, title: string }[]} captures
   * @returns {Promise<Record<string, import("./messages.js").Hits>>} by id
   */
  async hits(typed, captures) {
    const found = await Promise.all(
      captures.map(async ({ id, title }) => {
        const excerpt = wasm.excerpt(typed, await this.#body(id));
        return [id, { title: wasm.mark(typed, title), excerpt }];
      }),
    );
    return Object.fromEntries(found);
  }

  async #catchUp() {
    while (this.#isBehind) {
      this.#isBehind = false;
      await navigator.locks.request(LOCK, () => this.#step());
    }
  }

  async #step() {
    await this.#loadSegments();
    const rows = new Map((await this.#library.rows()).map((row) => [row.id, row]));
    const revisions = [...rows.values()].map(({ revision }) => revision);
    const missing = this.#index.reconcile([...rows.keys()], revisions);
    const progress = { done: rows.size - missing.length, total: rows.size };
    this.#announce({ ...progress });
    let pending = 0;
    for (let start = 0; start < missing.length; start += READ_AT_ONCE) {
      const wanted = missing.slice(start, start + READ_AT_ONCE);
      const bodies = await Promise.all(wanted.map((id) => this.#library.body(id).catch(() => "")));
      for (const [index, id] of wanted.entries()) {
        const row = rows.get(id);
        if (!row) continue;
        const html = bodies[index] ?? "";
        this.#index.add({ ...row, html });
        this.#bodies.delete(id);
        pending += html.length;
      }
      const isLast = start + READ_AT_ONCE >= missing.length;
      if (pending < SEALED_AFTER && !isLast) continue;
      await this.#seal();
      pending = 0;
      progress.done = rows.size - missing.length + start + wanted.length;
      this.#announce({ ...progress });
    }
  }

  /** Takes the segments that another window or another day has written, and drops those that are damaged. */
  async #loadSegments() {
    const kept = await listSegments().catch(() => /** @type {number[]} */ ([]));
    const known = new Set(this.#index.keys());
    for (const key of known) {
      if (!kept.includes(key)) this.#index.unload(key);
    }
    for (const key of kept.filter((one) => !known.has(one))) {
      const bytes = await readSegment(key).catch(() => undefined);
      if (!bytes) continue;
      try {
        this.#index.load(key, bytes);
      } catch (damage) {
        console.warn(`a segment of the search index is built anew: ${damage}`);
        await dropSegment(key).catch(() => {});
      }
    }
  }

  async #seal() {
    for (let sealed = this.#index.seal(); sealed; sealed = this.#index.merge()) {
      const { key, replaced } = sealed;
      const bytes = sealed.takeBytes();
      sealed.free();
      // On a full disk the index lives as long as the page, and is built again by the next.
      await keepSegment({ key, bytes, replaced }).catch((error) =>
        console.warn(`the search index is not kept: ${error}`),
      );
    }
  }

  /** @param {string} id */
  #body(id) {
    const body = this.#bodies.get(id) ?? this.#library.body(id).catch(() => "");
    // The one asked for last comes last, and the first goes.
    this.#bodies.delete(id);
    this.#bodies.set(id, body);
    if (this.#bodies.size > REMEMBERED) this.#bodies.delete(this.#bodies.keys().next().value ?? "");
    return body;
  }
}
