// Notes are shown where they are called, and links are followed: all that a click in the article does.
//
// The sandbox lets nothing out of the frame, so links are followed from here: inside the article by scrolling, all
// others by the host.

import { follow } from "./links.js";

/** @typedef {import("./view.js").View} View */

const MIDDLE_BUTTON = 1;

/** The room between a note and its mark, and around it, in CSS pixels. */
const GAP = 8;

/** @param {View} view */
export function followLinks(view) {
  view.whenFilled((page) => {
    page.addEventListener("click", (event) => onClick(view, event));
    page.addEventListener("auxclick", (event) => {
      if (event.button === MIDDLE_BUTTON) onClick(view, event);
    });
    page.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && closeNote(page)) event.preventDefault();
    });
  });
}

/** @param {View} view @param {MouseEvent} event */
function onClick(view, event) {
  const target = /** @type {Element | null} */ (event.target);
  const link = target?.closest?.("a[href]");
  if (!link) {
    if (!target?.closest?.(".note-window")) closeNote(view.page);
    return;
  }
  event.preventDefault();
  const href = link.getAttribute("href") ?? "";
  if (!href.startsWith("#")) {
    follow(view, href);
    return;
  }
  const aim = view.page.getElementById(href.slice(1));
  if (aim?.matches("li[id^='fn-']") && !link.closest(".note-window")) showNote(view, link, aim);
  else if (aim) goTo(view, aim);
}

/** @param {View} view @param {Element} aim */
function goTo(view, aim) {
  closeNote(view.page);
  if (!(/** @type {HTMLElement} */ (aim).matches("a[href]"))) aim.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (aim).focus({ preventScroll: true });
  view.flow.show(aim.getBoundingClientRect());
}

/**
 * Shows a note beside its mark. It is a copy: the note stays where it is.
 * @param {View} view
 * @param {Element} mark
 * @param {Element} note
 */
function showNote(view, mark, note) {
  const { page } = view;
  closeNote(page);
  const shown = page.createElement("aside");
  shown.className = "note-window";
  shown.setAttribute("role", "note");
  shown.setAttribute("aria-label", view.say("readingNote"));
  shown.tabIndex = -1;
  shown.append(...[...note.childNodes].map((node) => node.cloneNode(true)));
  for (const copy of shown.querySelectorAll("[id]")) copy.removeAttribute("id");
  for (const back of shown.querySelectorAll("a[href^='#fnref-']")) back.remove();
  page.body.append(shown);
  place(view, shown, mark);
  mark.setAttribute("aria-expanded", "true");
  shown.focus({ preventScroll: true });
}

/** Below its mark, or above it where there is no room. @param {View} view @param {HTMLElement} shown @param {Element} mark */
function place(view, shown, mark) {
  const { scrollX, scrollY, innerWidth, innerHeight } = view.flow.window;
  const at = mark.getBoundingClientRect();
  const { width, height } = shown.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, at.left + at.width / 2 - width / 2), innerWidth - width - 3 * GAP);
  const fitsBelow = at.bottom + GAP + height < innerHeight;
  const top = fitsBelow ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height);
  shown.style.setProperty("left", `${left + scrollX}px`);
  shown.style.setProperty("top", `${top + scrollY}px`);
}

/** @param {Document} page @returns {boolean} whether one was open */
function closeNote(page) {
  const shown = page.querySelector(".note-window");
  const mark = /** @type {HTMLElement | null} */ (page.querySelector("a[aria-expanded]"));
  mark?.removeAttribute("aria-expanded");
  if (!shown) return false;
  if (shown.contains(page.activeElement)) mark?.focus({ preventScroll: true });
  shown.remove();
  return true;
}
