// The parts of what is longer than a sheet of paper: code is cut between its lines, and a table between its rows. A browser
// does so by itself where it prints a document; but what its menu prints are frames, and those it would cut anywhere.

import { element } from "../element.js";

/** What may be cut. */
const LONG = "pre, table";

/** Between which two nodes something may be cut, as ranges count. @typedef {{ node: Node, offset: number }} Place */

/**
 * @param {Element} piece it is left as it is
 * @param {number} count how many parts are wanted
 * @returns {Element[]} the parts of the piece, each in copies of what holds it; the piece alone where it cannot be cut
 */
export function partsOf(piece, count) {
  const places = [...(piece.matches(LONG) ? [piece] : []), ...piece.querySelectorAll(LONG)]
    .map((long) => (long.matches("table") ? rowsIn(/** @type {HTMLTableElement} */ (long)) : linesIn(long)))
    .reduce((most, some) => (some.length > most.length ? some : most), []);
  const each = Math.ceil((places.length + 1) / count);
  const cuts = places.filter((_, index) => (index + 1) % each === 0);
  return cuts.length > 0 ? cutAt(piece, cuts) : [piece];
}

/** After each line but the last. @param {Element} code @returns {Place[]} */
function linesIn(code) {
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  /** @type {Place[]} */
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data } = /** @type {Text} */ (node);
    for (let at = data.indexOf("\n"); at >= 0; at = data.indexOf("\n", at + 1)) places.push({ node, offset: at + 1 });
  }
  // A line feed at the end begins no line.
  const isOver = code.textContent?.endsWith("\n");
  return isOver ? places.slice(0, -1) : places;
}

/** Before each row that stands below the first one with data, and into which no cell from above reaches. @param {HTMLTableElement} table @returns {Place[]} */
function rowsIn(table) {
  const rows = [...table.rows];
  const first = rows.findIndex(({ cells }) => [...cells].some((cell) => cell.matches("td")));
  /** @type {Place[]} */
  const places = [];
  let reached = 0;
  for (const [index, row] of rows.entries()) {
    const { parentNode: node } = row;
    const isBelow = index > Math.max(0, first) && reached <= index;
    if (node && isBelow) places.push({ node, offset: [...node.childNodes].indexOf(row) });
    reached = Math.max(reached, ...[...row.cells].map(({ rowSpan }) => index + rowSpan));
  }
  return places;
}

/** @param {Element} piece @param {Place[]} cuts in their order */
function cutAt(piece, cuts) {
  const range = new Range();
  const table = cuts[0]?.node.parentElement?.closest("table");
  const end = { node: piece, offset: piece.childNodes.length };
  let start = { node: /** @type {Node} */ (piece), offset: 0 };
  return [...cuts, end].map((cut, index) => {
    range.setStart(start.node, start.offset);
    range.setEnd(cut.node, cut.offset);
    start = cut;
    const part = heldAsIn(piece, range);
    if (index > 0) continueIn(part, table);
    if (index < cuts.length) mark(part, "data-followed", "lastElementChild");
    return part;
  });
}

/** What a range holds, in copies of all that holds it. @param {Element} piece @param {Range} range in the piece */
function heldAsIn(piece, range) {
  /** @type {Node} */
  let part = range.cloneContents();
  for (let holder = /** @type {Node | null} */ (range.commonAncestorContainer); holder; holder = holder.parentNode) {
    if (holder.nodeType !== Node.ELEMENT_NODE) continue;
    const copy = holder.cloneNode(false);
    copy.appendChild(part);
    part = copy;
    if (holder === piece) break;
  }
  return /** @type {Element} */ (part);
}

/**
 * Its columns are those of the whole; where a sheet begins, at which their heads would be of use, nobody knows.
 * @param {Element} part
 * @param {Element | null | undefined} table of the whole, where one is cut
 */
function continueIn(part, table) {
  mark(part, "data-continued", "firstElementChild");
  const columns = table?.querySelector(":scope > colgroup");
  if (columns) part.querySelector("table[data-continued]")?.prepend(columns.cloneNode(true));
}

/** What is cut, and all that holds it. @param {Element} part @param {string} name @param {"firstElementChild" | "lastElementChild"} next */
function mark(part, name, next) {
  for (let at = /** @type {Element | null} */ (part); at; at = at[next]) at.toggleAttribute(name, true);
}

/**
 * Has the columns of the tables be as wide in each part as they are in the whole.
 * @param {Element} piece
 * @param {Document} page that shows it, last
 */
export function keepColumns(piece, page) {
  const tables = [...piece.querySelectorAll("table")];
  const shown = [...page.querySelectorAll("table")].slice(-tables.length);
  for (const [index, table] of tables.entries()) {
    // A part that is cut again has them.
    if (table.hasAttribute("data-columns")) continue;
    const columns = columnsOf(/** @type {HTMLTableElement} */ (shown[index]));
    table.toggleAttribute("data-columns", columns !== null);
    if (columns && table.caption) table.caption.after(columns);
    else if (columns) table.prepend(columns);
  }
}

/** The columns, by the first row that has a cell in each of them; null where none has. @param {HTMLTableElement} table */
function columnsOf({ rows }) {
  const spans = [...rows].map(({ cells }) => [...cells].map(({ colSpan }) => colSpan));
  const most = Math.max(...spans.map((row) => row.reduce((sum, span) => sum + span, 0)));
  const full = [...rows].find(({ cells }) => cells.length === most);
  if (!full) return null;
  const boxes = [...full.cells].map((cell) => cell.getBoundingClientRect());
  const all = boxes.reduce((sum, { width }) => sum + width, 0);
  return element("colgroup", {}, ...boxes.map(({ width }) => element("col", { width: `${(100 * width) / all}%` })));
}
