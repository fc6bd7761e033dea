// The text of the article as one string, in which a place is a number: what is found, read aloud, highlighted and
// remembered is counted in it. The frame's document is never changed for any of these; ranges over it are painted.
//
// Blocks are parted by a line feed, so that nothing is found across them. The readings of ruby are left out, so that
// words are found across them, and so is the header, which is not the article's text.

const BLOCKS =
  "p, li, dt, dd, h1, h2, h3, h4, h5, h6, pre, figcaption, caption, td, th, blockquote, summary, address, div, section, article, header, figure, details, main, math[display=block]";
const LEFT_OUT = "rt, rp, main > article > header";

export class ArticleText {
  string = "";
  /** @type {Text[]} */
  #nodes = [];
  /** Where each node's text begins in the string. @type {number[]} */
  #starts = [];

  /** @param {Element} root */
  constructor(root) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    /** @type {string[]} */
    const parts = [];
    let length = 0;
    /** @type {Element | null} */
    let block = null;
    /** @param {string} part */
    const add = (part) => {
      parts.push(part);
      length += part.length;
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeName === "BR") add("\n");
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const parent = /** @type {Element} */ (node.parentElement);
      const own = parent.closest(BLOCKS);
      const { data } = /** @type {Text} */ (node);
      const isBetween = own !== block && data.trim() === "";
      if (isBetween || parent.closest(LEFT_OUT)) continue;
      if (block && own !== block) add("\n");
      block = own;
      this.#nodes.push(/** @type {Text} */ (node));
      this.#starts.push(length);
      add(data);
    }
    this.string = parts.join("");
  }

  /** @param {number} start @param {number} end after `start` @returns {Range} */
  range(start, end) {
    const [first, last] = [this.#indexAt(start), this.#indexAt(Math.max(start, end - 1))];
    const range = new Range();
    const [from, to] = [this.#nodes[first], this.#nodes[last]];
    if (!from || !to) return range;
    range.setStart(from, Math.min(start - (this.#starts[first] ?? 0), from.length));
    range.setEnd(to, Math.min(end - (this.#starts[last] ?? 0), to.length));
    return range;
  }

  /**
   * @param {Node} node in the root
   * @param {number} offset in it, as ranges count
   * @returns {number} the place in the string, or the nearest one before it
   */
  placeOf(node, offset) {
    const point = new Range();
    point.setStart(node, offset);
    // How many nodes begin at the point or before it.
    const count = lowerBound(this.#nodes.length, (index) => {
      const text = /** @type {Text} */ (this.#nodes[index]);
      return point.comparePoint(text, 0) > 0;
    });
    const text = this.#nodes[count - 1];
    if (!text) return 0;
    const start = this.#starts[count - 1] ?? 0;
    return start + (text === node ? offset : text.length);
  }

  /** The node that holds a place, or the last one before it. @param {number} place */
  #indexAt(place) {
    return Math.max(0, lowerBound(this.#starts.length, (index) => (this.#starts[index] ?? 0) > place) - 1);
  }
}

/**
 * The first index for which something is true that stays true from there on.
 * @param {number} length
 * @param {(index: number) => boolean} isBeyond
 */
export function lowerBound(length, isBeyond) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBeyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
