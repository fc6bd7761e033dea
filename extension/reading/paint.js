// Paints ranges of the article without touching its document, by the CSS Custom Highlight API. The style sheet says
// what each name looks like.

/** Which paint covers which: what is being looked for must be seen on what is marked. */
const PRIORITY = { marked: 0, spoken: 1, found: 2, here: 3 };

/**
 * @param {Document} page
 * @param {string} name as in `::highlight(name)`
 * @param {Range[]} ranges none takes the paint away
 * @param {keyof typeof PRIORITY} kind
 */
export function paint(page, name, ranges, kind) {
  const view = page.defaultView;
  if (!view) return;
  if (ranges.length === 0) {
    view.CSS.highlights.delete(name);
    return;
  }
  const highlight = new view.Highlight(...ranges);
  highlight.priority = PRIORITY[kind];
  view.CSS.highlights.set(name, highlight);
}
