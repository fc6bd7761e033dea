// Elements are made here and not from markup, so that a feature is one module: its button, its panel and what they do.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | ((event: any) => void)>} [attributes] `true` is an empty attribute, `false` is
 *   none, and a function listens to the event that its name says after `on`
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice("on".length), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/**
 * Drawn on a field of 24 by 24, in strokes. Those that point along the line are mirrored where lines run to the left.
 * @type {Record<string, string>}
 */
const ICONS = {
  library: "M5 4v16M9.5 4v16M14 4.5l5 15",
  previous: "M14.5 5.5 8 12l6.5 6.5",
  next: "M9.5 5.5 16 12l-6.5 6.5",
  contents: "M4 6h16M4 12h10M4 18h13",
  find: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 1 0 0-12zM15 15l5 5",
  listen: "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  marks: "M4 20h16M8.5 15.5 7 14l9-9.5 3.5 3.5-9.5 9zM7 14l-1.5 3.5 4.5-.5",
  leftOut: "M4 5h16M4 19h16M4 12h2.5M9.5 12h5M17.5 12H20",
  appearance: "M2.5 18 7.5 6l5 12M4.3 14h6.4M18 11.5a3.2 3.2 0 1 0 0 6.5 3.2 3.2 0 1 0 0-6.5zM21.2 11.5V18",
  always: "M6 11h12v9H6zM8.5 11V7a3.5 3.5 0 0 1 6.8-1.2",
  ask: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M9.5 15.5h.01M12 15.5h.01M14.5 15.5h.01",
  never: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  help: "M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8v.7M12 17.8v.01",
  close: "M6 6l12 12M18 6 6 18",
  copied: "M9 4.5h10.5V15M4.5 9H15v10.5H4.5zM7 14.2l2 2 3.5-4",
  notCopied: "M9 4.5h10.5V15M4.5 9H15v10.5H4.5z",
  play: "M7 5l12 7-12 7z",
  pause: "M8 5v14M16 5v14",
};

/** @param {string} name @returns {SVGElement} it says nothing: the button around it does */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon", name);
  path.setAttribute("d", ICONS[name] ?? "");
  drawing.append(path);
  return drawing;
}
