// Two versions of a text, inline or side by side. What was removed is `del` and what was added `ins`, so that it is told
// without colours too; long runs of what is the same are folded.
//
// Nothing here knows that it is in an extension: the words come from whoever shows it.

/** @typedef {{ fate: "same" | "removed" | "added", text: string }} Part */
/** @typedef {"inline" | "beside"} Layout */

/** How many unchanged lines are left around a change, and how many must be between to be worth folding. */
const CONTEXT = 2;
const LEAST_FOLDED = 4;

const ELEMENTS = { same: "span", removed: "del", added: "ins" };
/** What each side of the page leaves out. */
const SIDES = /** @type {const} */ ([
  { name: "older", without: "added" },
  { name: "newer", without: "removed" },
]);

/**
 * @param {Part[][]} rows from top to bottom
 * @param {Layout} layout
 * @param {(count: number) => string} foldedWords what is said of lines that are folded
 * @returns {DocumentFragment}
 */
export function renderRows(rows, layout, foldedWords) {
  const shown = document.createDocumentFragment();
  for (const { isFolded, from, to } of runs(rows)) {
    const rendered = rows.slice(from, to).map((row) => renderRow(row, layout));
    if (!isFolded) {
      shown.append(...rendered);
      continue;
    }
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = foldedWords(to - from);
    details.append(summary, ...rendered);
    shown.append(details);
  }
  return shown;
}

/**
 * The rows in runs: those near a change, and those far from any.
 * @param {Part[][]} rows
 * @returns {{ isFolded: boolean, from: number, to: number }[]}
 */
export function runs(rows) {
  const isNear = nearChanges(rows.map(isChanged));
  const found = [];
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && isNear[to] === isNear[from]) to += 1;
    found.push({ isFolded: !isNear[from] && to - from >= LEAST_FOLDED, from, to });
    from = to;
  }
  return found;
}

/** @param {boolean[]} changed @returns {boolean[]} */
function nearChanges(changed) {
  const near = changed.map(() => false);
  for (const [at, isHere] of changed.entries()) {
    if (isHere) near.fill(true, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  }
  return near;
}

/** @param {Part[]} row */
function isChanged(row) {
  return row.some(({ fate }) => fate !== "same");
}

/** @param {Part[]} row @param {Layout} layout */
function renderRow(row, layout) {
  const line = document.createElement("div");
  line.className = "row";
  line.classList.toggle("changed", isChanged(row));
  if (layout === "inline") line.append(renderParts(row));
  else {
    line.append(
      ...SIDES.map(({ name, without }) => {
        const side = renderParts(row.filter(({ fate }) => fate !== without));
        side.className = name;
        return side;
      }),
    );
  }
  return line;
}

/** @param {Part[]} parts */
function renderParts(parts) {
  const line = document.createElement("p");
  line.dir = "auto";
  line.append(
    ...parts.map(({ fate, text }) => {
      const part = document.createElement(ELEMENTS[fate]);
      part.textContent = text;
      return part;
    }),
  );
  return line;
}
