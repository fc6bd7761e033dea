// The contents of the article: its headings, and which of them the reader is under.

import { element } from "../element.js";
import { oncePerFrame } from "./bar.js";
import { Panel } from "./panel.js";
import { lowerBound } from "./text.js";

/** @typedef {import("./view.js").View} View */

/** A heading is reached when it stands above this, in CSS pixels from the edge: it comes to rest at the reading line. */
const REACHED = 80;

/** @param {View} view */
export function createContents(view) {
  const panel = new Panel(view, "contents", "readingContents");
  const list = element("ol", { class: "outline" });
  const none = element("p", { class: "note" }, view.say("readingNoContents"));
  panel.body.append(list, none);
  /** @type {Element[]} */
  let headings = [];
  const mark = () => {
    const reached = lowerBound(headings.length, (index) => view.flow.startOf(boxOf(headings, index)) > REACHED);
    [...list.children].forEach((entry, index) => {
      const button = /** @type {Element} */ (entry.firstElementChild);
      if (index === Math.max(0, reached - 1)) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  };
  const follow = oncePerFrame(() => panel.isOpen && mark());
  panel.onOpen = mark;
  view.whenFilled((page) => {
    headings = [...page.querySelectorAll("h1, main :is(h2, h3, h4, h5, h6)")];
    list.replaceChildren(...headings.map((heading) => entryOf(view, heading)));
    none.hidden = headings.length > 1;
    page.defaultView?.addEventListener("scroll", follow, { passive: true });
    if (panel.isOpen) mark();
  });
}

/** @param {Element[]} headings @param {number} index */
function boxOf(headings, index) {
  return /** @type {Element} */ (headings[index]).getBoundingClientRect();
}

/** @param {View} view @param {Element} heading */
function entryOf(view, heading) {
  const level = Number(heading.localName.slice(1));
  const button = element("button", { type: "button", class: "plain", lang: view.host.article.lang ?? "", dir: "auto" });
  button.textContent = wordsOf(heading);
  button.addEventListener("click", () => {
    if (level === 1) view.goTo(0);
    else view.flow.bring(heading.getBoundingClientRect());
  });
  const entry = element("li", {}, button);
  entry.style.setProperty("--level", String(level - 1));
  return entry;
}

/** Its text without the readings of ruby. @param {Element} heading */
function wordsOf(heading) {
  const copy = /** @type {Element} */ (heading.cloneNode(true));
  for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
  return copy.textContent ?? "";
}
