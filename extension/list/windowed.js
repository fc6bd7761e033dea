// A list of any length, of which only what is in sight is in the document. All rows are equally high, so that where a row
// is follows from its number, and nothing has to be measured that is not shown.
//
// The page itself scrolls. The row that has the focus stays in the document wherever it is, because with it the focus would go.

/** How many rows stand ready above and below what is in sight. */
const SPARE = 6;

/** The rows that are in the document, from the first to before the end. @typedef {{ first: number, end: number }} Span */

export class WindowedRows {
  /** @type {HTMLElement} */
  #list;
  /** @type {() => HTMLElement} */
  #create;
  /** @type {(element: HTMLElement, index: number) => void} */
  #fill;
  /** @type {(span: Span) => void} */
  #shown;
  #length = 0;
  #kept = 0;
  #height = 0;
  #isPending = false;
  /** By index, in order. @type {Map<number, HTMLElement>} */
  #rows = new Map();
  /** @type {HTMLElement[]} */
  #spare = [];

  /**
   * @param {HTMLElement} list whose style says `--row-height`
   * @param {{ create: () => HTMLElement, fill: (element: HTMLElement, index: number) => void, shown: (span: Span) => void }} how
   *   `create` makes an empty row, `fill` puts one's content into it, `shown` is told after rows came into sight
   */
  constructor(list, { create, fill, shown }) {
    this.#list = list;
    this.#create = create;
    this.#fill = fill;
    this.#shown = shown;
    addEventListener("scroll", () => this.#later(), { passive: true });
    // Also when the text is made larger, or the list moves because something above it grows.
    new ResizeObserver(() => this.#measure()).observe(document.body);
  }

  /** Shows other rows, or the same with other content. @param {number} length */
  reset(length) {
    this.#length = length;
    this.#kept = Math.min(this.#kept, Math.max(length - 1, 0));
    this.#list.style.setProperty("--rows", String(length));
    this.#render(true);
  }

  /** Keeps a row in the document, in sight or not. @param {number} index */
  keep(index) {
    this.#kept = index;
    this.#render(false);
  }

  /** @param {number} index @returns {HTMLElement | undefined} the row, where it is in the document */
  row(index) {
    return this.#rows.get(index);
  }

  /** The rows in sight. @returns {Span} */
  get span() {
    const height = this.#height || 1;
    const top = -this.#list.getBoundingClientRect().top;
    const first = Math.floor(top / height);
    const end = Math.ceil((top + innerHeight) / height);
    return { first: Math.max(first, 0), end: Math.min(Math.max(end, 0), this.#length) };
  }

  /** Scrolls no further than it takes to have the row in sight. @param {number} index */
  reveal(index) {
    const top = this.#list.getBoundingClientRect().top + index * this.#height;
    const covered = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const below = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
    if (top < covered) scrollBy({ top: top - covered, behavior: "instant" });
    else if (top + this.#height > innerHeight - below) {
      scrollBy({ top: top + this.#height - innerHeight + below, behavior: "instant" });
    }
    this.#render(false);
  }

  #later() {
    if (this.#isPending) return;
    this.#isPending = true;
    requestAnimationFrame(() => {
      this.#isPending = false;
      this.#render(false);
    });
  }

  #measure() {
    const height = this.#rows.values().next().value?.offsetHeight ?? 0;
    const isNew = height > 0 && height !== this.#height;
    if (isNew) this.#height = height;
    this.#later();
  }

  /** @param {boolean} isRefill whether the rows that are there have new content */
  #render(isRefill) {
    // Until one row is in the document, nobody knows how high it is.
    if (this.#height === 0 && this.#length > 0) {
      const probe = this.#place(0, null);
      this.#height = probe.offsetHeight;
    }
    const { first, end } = this.span;
    const wanted = new Set();
    for (let index = Math.max(first - SPARE, 0); index < Math.min(end + SPARE, this.#length); index += 1)
      wanted.add(index);
    if (this.#length > 0) wanted.add(this.#kept);
    for (const [index, row] of this.#rows) {
      if (wanted.has(index)) continue;
      this.#rows.delete(index);
      row.remove();
      this.#spare.push(row);
    }
    this.#insert(
      [...wanted].sort((a, b) => a - b),
      isRefill,
    );
    this.#shown({ first, end });
  }

  /** @param {number[]} wanted in order @param {boolean} isRefill */
  #insert(wanted, isRefill) {
    /** @type {Element | null} */
    let next = this.#list.firstElementChild;
    for (const index of wanted) {
      const row = this.#rows.get(index);
      if (!row) this.#place(index, next);
      else if (isRefill) this.#fill(row, index);
      // Rows stand in the order of the list, for those who hear it.
      if (row) next = row.nextElementSibling;
    }
    this.#rows = new Map([...this.#rows].sort(([a], [b]) => a - b));
  }

  /** @param {number} index @param {Element | null} before */
  #place(index, before) {
    const row = this.#spare.pop() ?? this.#create();
    row.style.setProperty("--index", String(index));
    this.#fill(row, index);
    this.#list.insertBefore(row, before);
    this.#rows.set(index, row);
    return row;
  }
}
