// Which captures are selected: one by one, or from where the selection began to where it was extended to.

export class Selection {
  /** @type {Set<string>} */
  #ids = new Set();
  /** Where a range begins, as an index of the list. */
  #anchor = 0;

  get size() {
    return this.#ids.size;
  }

  get ids() {
    return [...this.#ids];
  }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }

  /** @param {string} id @param {number} index where it stands */
  toggle(id, index) {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#anchor = index;
  }

  /**
   * Selects all from the anchor to an index, beside what is selected.
   * @param {number} index
   * @param {(index: number) => string} idAt
   */
  extend(index, idAt) {
    const [first, last] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    for (let at = first; at <= last; at += 1) this.#ids.add(idAt(at));
  }

  /** Where the next range begins, as long as nothing is selected. @param {number} index */
  rest(index) {
    if (this.#ids.size === 0) this.#anchor = index;
  }

  /** @param {Iterable<string>} ids */
  set(ids) {
    this.#ids = new Set(ids);
  }

  /** Forgets what is no longer in the list. @param {(id: string) => boolean} isThere */
  keep(isThere) {
    for (const id of this.#ids) if (!isThere(id)) this.#ids.delete(id);
  }
}
