// Where the reader is in the text, measured along the direction in which its lines follow each other: downwards, or to
// the left where they are set vertically.

/** Where the text begins below the bar, in CSS pixels: the style sheet's `scroll-padding`. */
const READING_LINE = 64;

/** What a reader reads one after the other. */
const BLOCKS =
  "h1, main :is(h2, h3, h4, h5, h6, p, li, dt, dd, pre, figure, .scroller):not(header > *, figure *, .scroller *, li > p, dd > p)";

export class Flow {
  /** @param {Document} page */
  constructor(page) {
    this.page = page;
    this.window = /** @type {Window} */ (page.defaultView);
  }

  get isVertical() {
    return this.page.documentElement.dataset.writing === "vertical";
  }

  /** How much of the text a screen holds. */
  get extent() {
    return this.isVertical ? this.window.innerWidth : this.window.innerHeight;
  }

  /** How far it is scrolled. */
  get position() {
    return this.isVertical ? -this.window.scrollX : this.window.scrollY;
  }

  /** How far it can be scrolled. */
  get reach() {
    const { scrollWidth, scrollHeight } = this.page.documentElement;
    return Math.max(0, (this.isVertical ? scrollWidth : scrollHeight) - this.extent);
  }

  /** How much of it was read, 0 to 1. */
  get share() {
    return this.reach > 0 ? Math.min(1, Math.max(0, this.position / this.reach)) : 1;
  }

  /** Where a box begins, from the edge of the screen. @param {DOMRect} box */
  startOf(box) {
    return this.isVertical ? this.window.innerWidth - box.right : box.top;
  }

  /** Where a box ends, from the edge of the screen. @param {DOMRect} box */
  endOf(box) {
    return this.isVertical ? this.window.innerWidth - box.left : box.bottom;
  }

  /** @param {number} by in CSS pixels @param {ScrollBehavior} [behavior] */
  move(by, behavior = "instant") {
    this.window.scrollBy(this.isVertical ? { left: -by, behavior } : { top: by, behavior });
  }

  /** Brings a box to the reading line. @param {DOMRect} box @param {ScrollBehavior} [behavior] */
  bring(box, behavior) {
    this.move(this.startOf(box) - READING_LINE, behavior);
  }

  /** Brings a box to the middle of the screen if it is not on it. @param {DOMRect} box */
  show(box) {
    const isSeen = this.startOf(box) >= READING_LINE && this.endOf(box) <= this.extent - READING_LINE;
    if (!isSeen) this.move(this.startOf(box) - this.extent / 3);
  }

  /** Goes to the next block, or to the one before. @param {1 | -1} direction */
  stride(direction) {
    const blocks = [...this.page.querySelectorAll(BLOCKS)];
    const here = blocks.findLastIndex((block) => this.startOf(block.getBoundingClientRect()) <= READING_LINE + 1);
    const reached = blocks[here];
    const isInside = reached && this.startOf(reached.getBoundingClientRect()) < READING_LINE - 1;
    // Back from the middle of a block leads to its beginning.
    const target = blocks[direction < 0 && isInside ? here : here + direction];
    if (target) this.bring(target.getBoundingClientRect());
    else this.move(direction * this.extent);
  }
}

/** Lets the wheel scroll vertical lines, which run sideways; no others, because their scrolling would wait for us. @param {Document} page */
export function turnWheel(page) {
  if (new Flow(page).isVertical) page.addEventListener("wheel", onWheel, { passive: false });
  else page.removeEventListener("wheel", onWheel);
}

/** @param {WheelEvent} event */
function onWheel(event) {
  if (event.ctrlKey || event.shiftKey || event.deltaX !== 0) return;
  event.preventDefault();
  new Flow(/** @type {Document} */ (event.currentTarget)).move(event.deltaY);
}
