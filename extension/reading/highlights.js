// Highlights and notes: the panel that lists them, and the buttons beside what is selected.

import { element, icon } from "../element.js";
import { COLOURS, Marks, NAMES } from "./marks.js";
import { Panel } from "./panel.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Highlight} Highlight */

/** Between the selection and its buttons, in CSS pixels. */
const GAP = 8;

/** @param {View} view @returns {Promise<void>} when all highlights are found */
export async function createHighlights(view) {
  const { highlights } = view.host;
  if (!highlights) return;
  const marks = new Marks(view, highlights);
  const panel = new Panel(view, "marks", "readingMarks");
  const list = element("ol", { class: "marks" });
  const none = element("p", { class: "note" }, view.say("readingNoMarks"));
  const undo = element("button", { type: "button", id: "undo-mark", onclick: () => marks.undo() }, view.say("undo"));
  panel.body.append(list, none, undo);
  marks.onChange = () => {
    showIn(list, view, marks);
    none.hidden = marks.all.length > 0;
    undo.hidden = !marks.canUndo;
  };
  createMarker(view, marks);
  view.commands.set("mark", () => marks.addSelected());
  view.commands.set("undo", () => marks.undo());
  view.commands.set("markIn", (key) => marks.addSelected(NAMES[Number(key) - 1]));
  view.whenFilled((page) => {
    page.addEventListener("click", (event) => openAt(view, marks, panel, event));
    view.attempt(() => marks.find());
  });
  highlights.follow((kept) => view.attempt(() => marks.follow(kept)));
  await marks.find();
}

/** Lists the highlights. What stays is left where it is: somebody may be writing in it. @param {HTMLElement} list @param {View} view @param {Marks} marks */
function showIn(list, view, marks) {
  const shown = new Map([...list.children].map((entry) => [entry.id, entry]));
  const entries = marks.inOrder().map((mark) => {
    const entry = shown.get(`mark-${mark.id}`) ?? entryOf(view, marks, mark);
    fillEntry(entry, mark, marks.rangeOf(mark) === null);
    shown.delete(entry.id);
    return entry;
  });
  for (const gone of shown.values()) gone.remove();
  for (const [index, entry] of entries.entries()) {
    const there = list.children[index] ?? null;
    if (there !== entry) list.insertBefore(entry, there);
  }
}

/** The buttons beside what is selected. @param {View} view @param {Marks} marks */
function createMarker(view, marks) {
  const marker = element("div", { id: "marker", role: "toolbar", hidden: true });
  marker.setAttribute("aria-label", view.say("readingMark"));
  marker.append(...NAMES.map((colour) => swatch(view, colour, () => marks.addSelected(colour))));
  // The selection stays where it is.
  marker.addEventListener("pointerdown", (event) => event.preventDefault());
  view.host.panels.append(marker);
  const show = () => {
    const selection = view.page.getSelection();
    const isNone = !view.isArticle || !selection || selection.isCollapsed;
    marker.hidden = isNone || !view.page.querySelector("main")?.contains(selection.anchorNode);
    if (!marker.hidden && selection) placeMarker(view, marker, selection.getRangeAt(0).getBoundingClientRect());
  };
  view.whenFilled((page) => {
    for (const kind of ["pointerup", "keyup"]) page.addEventListener(kind, () => setTimeout(show));
    page.addEventListener("selectionchange", () => page.getSelection()?.isCollapsed && show());
    page.defaultView?.addEventListener("scroll", () => !marker.hidden && show(), { passive: true });
  });
}

/** Above what is selected, or below it where there is no room. @param {View} view @param {HTMLElement} marker @param {DOMRect} box */
function placeMarker(view, marker, box) {
  const { width, height } = marker.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, box.left + box.width / 2 - width / 2), view.flow.window.innerWidth - width - GAP);
  const above = box.top - height - GAP;
  marker.style.setProperty("left", `${left}px`);
  marker.style.setProperty("top", `${above > height ? above : box.bottom + GAP}px`);
}

/** @param {View} view @param {string} colour @param {() => void} act */
function swatch(view, colour, act) {
  const button = element("button", { type: "button", class: `swatch ${colour}`, onclick: act });
  const name = view.say(COLOURS[colour] ?? "");
  button.setAttribute("aria-label", name);
  button.title = name;
  return button;
}

/** A highlight in the list. @param {View} view @param {Marks} marks @param {Highlight} mark */
function entryOf(view, marks, mark) {
  const quote = element("button", { type: "button", class: "plain quote", dir: "auto" }, mark.quote);
  quote.lang = view.host.article.lang ?? "";
  quote.addEventListener("click", () => {
    const range = marks.rangeOf(mark);
    if (range) view.flow.show(range.getBoundingClientRect());
  });
  const lost = element("p", { class: "note" }, view.say("readingMarkLost"));
  const remove = element(
    "button",
    { type: "button", class: "plain", onclick: () => marks.remove(mark.id) },
    icon("close"),
  );
  remove.setAttribute("aria-label", view.say("readingRemoveMark", mark.quote));
  const swatches = NAMES.map((colour) => swatch(view, colour, () => marks.paintIn(mark.id, colour)));
  const tools = element("div", { class: "mark-tools" }, ...swatches, remove);
  return element("li", { id: `mark-${mark.id}` }, quote, lost, noteOf(view, marks, mark), tools);
}

/** What of a highlight changes. @param {Element} entry @param {Highlight} mark @param {boolean} isLost whether it is not in this text */
function fillEntry(entry, { colour, note }, isLost) {
  const [quote, lost] = [entry.querySelector(".quote"), entry.querySelector("p.note")];
  const written = /** @type {HTMLTextAreaElement} */ (entry.querySelector("textarea"));
  if (quote) quote.className = `plain quote ${colour}`;
  lost?.toggleAttribute("hidden", !isLost);
  if (written !== document.activeElement) written.value = note;
  for (const button of entry.querySelectorAll(".swatch")) {
    button.setAttribute("aria-pressed", String(button.classList.contains(colour)));
  }
}

/** @param {View} view @param {Marks} marks @param {Highlight} mark */
function noteOf(view, marks, { id, quote }) {
  const note = element("textarea", {
    rows: "1",
    dir: "auto",
    placeholder: view.say("readingAddNote"),
    "aria-label": view.say("readingNoteOn", quote),
    oninput: () => marks.type(id, note.value),
    onblur: () => marks.leaveNote(),
  });
  return note;
}

/** A press on a highlight opens its note. @param {View} view @param {Marks} marks @param {Panel} panel @param {MouseEvent} event */
function openAt(view, marks, panel, event) {
  const { page, text } = view;
  const isElse = /** @type {Element} */ (event.target).closest("a[href], img, summary");
  const at =
    isElse || !page.getSelection()?.isCollapsed ? null : page.caretPositionFromPoint(event.clientX, event.clientY);
  const mark = at && marks.at(text.placeOf(at.offsetNode, at.offset));
  if (!mark) return;
  if (!panel.isOpen) panel.open();
  const entry = document.getElementById(`mark-${mark.id}`);
  entry?.scrollIntoView({ block: "nearest" });
  entry?.querySelector("textarea")?.focus();
}
