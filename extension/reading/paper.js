// What the browser's own menu prints: it prints the page, and a frame is to it one thing that is cut at the edge of the paper,
// through the middle of a line. So while it prints, the article stands in the page as a row of frames, one for each
// paragraph, list item, picture or table; none of them is cut that has room on a sheet, and code and tables that have none are
// a row of their parts.
//
// They are as closed as the one that is read, and are filled at once: a browser that begins to print waits for nothing.

import { element } from "../element.js";
import { dress } from "./choices.js";
import { blankPage } from "./frame.js";
import { keepColumns, partsOf } from "./parts.js";

/** @typedef {import("./view.js").View} View */

/** Each frame takes some milliseconds; beyond so many, several pieces share one. */
const MOST_FRAMES = 300;

/** Most of a sheet, be it A4 or Letter: 220 mm in CSS pixels. */
const LONGEST = (220 / 25.4) * 96;

/** What is cut fills a sheet but for less than one of so many parts of it. */
const PARTS = 4;

/** By so much a piece is narrower while its height is taken. */
const HAIR = "1%";

/** What is no piece but holds pieces. */
const HOLDERS = "article, section, div:not(.scroller), ul, ol";

/** @param {View} view */
export function layOnPaper(view) {
  const { signal } = view.host;
  addEventListener("beforeprint", () => layOut(view), { signal });
  addEventListener("afterprint", () => document.getElementById("paper")?.remove(), { signal });
}

/** @param {View} view */
function layOut(view) {
  document.getElementById("paper")?.remove();
  const paper = element("div", { id: "paper", "aria-hidden": "true" });
  document.body.append(paper);
  const rules = printedRules(view.page);
  const images = [
    .../** @type {NodeListOf<HTMLImageElement>} */ (view.page.querySelectorAll("body > header img, main img")),
  ];
  const pieces = [...view.page.querySelectorAll("body > header, body > main")].flatMap(piecesOf);
  const together = Math.ceil(pieces.length / MOST_FRAMES);
  while (pieces.length > 0) {
    lay(view, { paper, rules, images }, pieces.splice(0, togetherFrom(pieces, together)));
  }
}

/**
 * Lays pieces on a sheet, or on several where they are longer than one.
 * @param {View} view
 * @param {{ paper: HTMLElement, rules: string, images: HTMLImageElement[] }} on those images that were not laid yet
 * @param {Element[]} pieces
 */
function lay(view, on, pieces) {
  const sheet = element("div", { class: "sheet" });
  on.paper.append(sheet);
  const page = fillSheet(view, sheet, on.rules, pieces, on.images);
  const height = sheet.getBoundingClientRect().height;
  const groups = height > LONGEST ? apart(pieces, page, Math.ceil((PARTS * height) / LONGEST)) : [pieces];
  if (groups.length > 1) {
    sheet.remove();
    for (const group of groups) lay(view, on, group);
  } else {
    drawImages(sheet, page, on.images.splice(0, page.images.length));
  }
}

/** The pieces in groups that are not to be cut: each with the heading before it, the last one in parts. @param {Element[]} pieces @param {Document} page @param {number} count */
function apart(pieces, page, count) {
  const left = [...pieces];
  const groups = [];
  while (left.length > 0) groups.push(left.splice(0, togetherFrom(left, 1)));
  const last = pieces.at(-1);
  if (groups.length > 1 || !last) return groups;
  keepColumns(last, page);
  const [first = last, ...others] = partsOf(last, count);
  return [[...pieces.slice(0, -1), first], ...others.map((part) => [part])];
}

/** How many pieces stand in one frame; a heading is never the last. @param {Element[]} pieces @param {number} least */
function togetherFrom(pieces, least) {
  let count = least;
  while (pieces[count - 1]?.querySelector(":is(h2, h3, h4, h5, h6):last-child") && count < pieces.length) count += 1;
  return count;
}

/** A copy of each part that is not to be cut, in copies of what holds it. @param {Element} part @returns {Element[]} */
function piecesOf(part) {
  if (!part.matches(`${HOLDERS}, main`) || part.children.length === 0)
    return [/** @type {Element} */ (part.cloneNode(true))];
  return [...part.children].flatMap((child, index) =>
    piecesOf(child).map((piece) => {
      const holder = /** @type {Element} */ (part.cloneNode(false));
      if (part.matches("ol") && !part.hasAttribute("reversed")) {
        const first = Number(part.getAttribute("start") ?? 1);
        holder.setAttribute("start", String(first + index));
      }
      holder.toggleAttribute("data-continued", index > 0);
      holder.toggleAttribute("data-followed", index < part.children.length - 1);
      holder.append(piece);
      return holder;
    }),
  );
}

/**
 * @param {View} view
 * @param {HTMLElement} sheet
 * @param {string} rules
 * @param {Element[]} pieces
 * @param {HTMLImageElement[]} images those that the reader sees, from the first of the pieces on
 */
function fillSheet(view, sheet, rules, pieces, images) {
  const frame = element("iframe", { sandbox: "allow-same-origin", tabindex: "-1" });
  sheet.append(frame);
  const page = blankPage(frame, view.showsImages);
  const { lang, dir } = view.page.documentElement;
  Object.assign(page.documentElement, { lang, dir });
  dress(page, { ...view.choices, theme: "light", writing: "horizontal" });
  const style = new /** @type {any} */ (frame.contentWindow).CSSStyleSheet();
  style.replaceSync(rules);
  page.adoptedStyleSheets = [style];
  page.documentElement.toggleAttribute("data-piece", true);
  page.body.append(...pieces.map((piece) => page.importNode(piece, true)));
  for (const [index, copy] of [...page.images].entries()) keepRoom(copy, images[index]);
  frame.style.setProperty("block-size", `${heightOf(page)}px`);
  return page;
}

/**
 * Paper has other letters than a screen, by a hair: a line that is broken there and was not here would be lost. Pictures are
 * the higher the wider they are.
 * @param {Document} page
 */
function heightOf({ documentElement, body }) {
  const asItIs = documentElement.getBoundingClientRect().height;
  body.style.setProperty("padding-inline-end", HAIR);
  const narrower = documentElement.getBoundingClientRect().height;
  body.style.removeProperty("padding-inline-end");
  return Math.ceil(Math.max(asItIs, narrower));
}

/** The rules of the article's style sheets, those for print among them: heights are taken before anything is printed. @param {Document} page */
function printedRules(page) {
  const rules = [...page.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules
    .flatMap((rule) => (isForPrint(rule) ? [...rule.cssRules] : [rule]))
    .map(({ cssText }) => cssText)
    .join("\n");
}

/** @param {CSSRule} rule @returns {rule is CSSMediaRule} */
function isForPrint(rule) {
  return "media" in rule && /** @type {CSSMediaRule} */ (rule).media.mediaText === "print";
}

/**
 * Draws the images of a sheet over their places: an image of a page that was just made may come too late.
 * @param {HTMLElement} sheet
 * @param {Document} page in the sheet's frame
 * @param {HTMLImageElement[]} shown the images that the reader sees, in their order
 */
function drawImages(sheet, page, shown) {
  for (const [index, copy] of [...page.images].entries()) {
    const image = shown[index];
    if (!image?.complete || image.naturalWidth === 0) continue;
    const { left, top, width, height } = copy.getBoundingClientRect();
    const drawing = element("canvas", { width: String(image.naturalWidth), height: String(image.naturalHeight) });
    drawing.getContext("2d")?.drawImage(image, 0, 0, image.naturalWidth, image.naturalHeight);
    for (const [name, value] of Object.entries({ left, top, width, height }))
      drawing.style.setProperty(name, `${value}px`);
    sheet.append(drawing);
  }
}

/** Keeps the place of an image that has not come. @param {HTMLImageElement} copy @param {HTMLImageElement | undefined} image */
function keepRoom(copy, image) {
  if (!image?.naturalWidth) return;
  copy.setAttribute("width", String(image.naturalWidth));
  copy.setAttribute("height", String(image.naturalHeight));
}
