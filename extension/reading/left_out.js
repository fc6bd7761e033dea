// What the extraction left out, shown in its place, and put right: one press puts a run of the page back or takes one out,
// and what is then kept becomes a new version of the capture.
//
// Nothing is decided here. The engine says of each run what became of it and why; the reader's presses are collected
// and handed back to it.

import { element } from "./element.js";
import { Panel } from "./panel.js";

/** @typedef {import("./view.js").View} View */

/** Why the engine dropped a run, by the names that it gives: the message that says so. @type {Record<string, string>} */
const REASONS = {
  outside: "reasonOutside",
  unlikely: "reasonUnlikely",
  "inside-dropped": "reasonInsideDropped",
  hidden: "reasonHidden",
  landmark: "reasonLandmark",
  "named-boilerplate": "reasonNamedBoilerplate",
  comments: "reasonComments",
  consent: "reasonConsent",
  links: "reasonLinks",
  labels: "reasonLabels",
  title: "reasonTitle",
  header: "reasonHeader",
  pointer: "reasonPointer",
  icon: "reasonIcon",
  repeated: "reasonRepeated",
  reader: "reasonReader",
  loose: "reasonLoose",
};

const KEPT = "kept";

/** So many UTF-16 units of the article say where in the whole page its reader is. */
const LANDMARK = 40;

/** @param {View} view */
export function createLeftOut(view) {
  const { leftOut } = view.host;
  if (!leftOut) return;
  const panel = new Panel(view, "leftOut", "readingLeftOut");
  const about = element("p", { class: "note", role: "status" }, view.say("readingLeftOutNote"));
  const only = element("button", { type: "button", id: "only-this" }, view.say("readingOnlyThis"));
  const undo = element("button", { type: "button", id: "undo-correction" }, view.say("undo"));
  const save = element(
    "button",
    { type: "button", id: "save-version", class: "primary" },
    view.say("readingSaveVersion"),
  );
  panel.body.append(about, element("div", { class: "column" }, only, undo, save));
  const corrector = new Corrector(view, (count) => {
    for (const button of [undo, save]) button.disabled = count === 0;
  });
  only.addEventListener("click", () => corrector.keepOnlySelected());
  undo.addEventListener("click", () => corrector.undo());
  save.addEventListener("click", () => keep(view, corrector));
  panel.onOpen = async () => {
    const marked = await leftOut.marked().catch((error) => view.host.announce(view.say("actionFailed", error.message)));
    const isPossible = typeof marked === "string";
    if (marked === null) about.textContent = view.say("readingNoPage");
    for (const button of [only, undo, save]) button.hidden = !isPossible;
    if (isPossible && panel.isOpen) await corrector.open(marked);
  };
  panel.onClose = () => corrector.close();
}

/** @param {View} view @param {Corrector} corrector */
async function keep(view, corrector) {
  try {
    const href = await view.host.leftOut?.keep(corrector.corrections());
    if (href) location.assign(href);
  } catch (error) {
    view.host.announce(view.say("actionFailed", /** @type {Error} */ (error).message));
  }
}

class Corrector {
  /** What each run was decided to be by the engine, by its number. @type {Map<string, string>} */
  #decided = new Map();
  /** What was changed by each act, the latest last: the runs with what they were before. @type {Map<Element, string>[]} */
  #acts = [];
  #isOpen = false;

  /** @param {View} view @param {(acts: number) => void} tell */
  constructor(view, tell) {
    this.view = view;
    this.tell = tell;
  }

  /** Shows the whole page. @param {string} html from the engine */
  async open(html) {
    const { character } = this.view.here();
    // Of the article's beginning the whole page shows more.
    const words = character > 0 ? this.view.text.string.slice(character, character + LANDMARK) : "";
    this.#isOpen = true;
    this.#acts = [];
    await this.view.fill({ html });
    const { page } = this.view;
    page.documentElement.toggleAttribute("data-left-out", true);
    const runs = this.#runs();
    this.#decided = new Map(runs.map((run) => [numberOf(run), decisionOf(run)]));
    for (const run of runs) this.#prepare(run);
    page.addEventListener("click", (event) => this.#onClick(event), { capture: true });
    page.addEventListener("keydown", (event) => this.#onKey(event), { capture: true });
    // The reader stays where they were.
    const place = words === "" ? -1 : this.view.text.string.indexOf(words);
    if (place > 0) this.view.goTo(place);
    this.tell(0);
  }

  async close() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.view.fill();
  }

  /** What the reader decided otherwise than the engine. */
  corrections() {
    const [keep, drop] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (const run of this.#runs()) {
      const wasKept = this.#decided.get(numberOf(run)) === KEPT;
      const isKept = decisionOf(run) === KEPT;
      if (wasKept !== isKept) (isKept ? keep : drop).push(Number(numberOf(run)));
    }
    return { keep, drop };
  }

  /** The article is what is selected, or the run that has the focus: all else goes. */
  keepOnlySelected() {
    const { page, host } = this.view;
    const selection = page.getSelection();
    const runs = this.#runs();
    const isChosen = (/** @type {Element} */ run) =>
      selection && !selection.isCollapsed ? selection.containsNode(run, true) : run === page.activeElement;
    if (!runs.some(isChosen)) {
      host.announce(this.view.say("readingSelectArticle"));
      return;
    }
    this.#decide(new Map(runs.map((run) => [run, isChosen(run)])));
    selection?.removeAllRanges();
  }

  undo() {
    for (const [run, before] of this.#acts.pop() ?? []) this.#set(run, before);
    this.tell(this.#acts.length);
  }

  /** @returns {HTMLElement[]} */
  #runs() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.view.page.querySelectorAll("main [data-run]"))];
  }

  /** @param {HTMLElement} run */
  #prepare(run) {
    run.tabIndex = 0;
    run.setAttribute("role", "checkbox");
    this.#set(run, decisionOf(run));
  }

  /** @param {Element} run @param {string} decision */
  #set(run, decision) {
    const reason = REASONS[decision];
    const words = reason ? this.view.say(reason) : this.view.say("readingKept");
    run.setAttribute("data-decision", decision);
    run.setAttribute("aria-checked", String(decision === KEPT));
    run.setAttribute("title", words);
  }

  /** @param {Map<Element, boolean>} kept */
  #decide(kept) {
    const before = new Map();
    for (const [run, isKept] of kept) {
      const now = decisionOf(run);
      if ((now === KEPT) === isKept) continue;
      before.set(run, now);
      const decided = this.#decided.get(numberOf(run)) ?? KEPT;
      // What is taken out again has the engine's reason, where it gave one.
      const reason = decided === KEPT ? "reader" : decided;
      this.#set(run, isKept ? KEPT : reason);
    }
    if (before.size === 0) return;
    this.#acts.push(before);
    this.tell(this.#acts.length);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const run = /** @type {Element} */ (event.target).closest("[data-run]");
    // Whoever has selected something meant that.
    if (!run || !this.#isOpen || !this.view.page.getSelection()?.isCollapsed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#decide(new Map([[run, decisionOf(run) !== KEPT]]));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const run = /** @type {Element} */ (event.target);
    if (!run.matches("[data-run]") || !this.#isOpen || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#decide(new Map([[run, decisionOf(run) !== KEPT]]));
  }
}

/** @param {Element} run */
const numberOf = (run) => run.getAttribute("data-run") ?? "";
/** @param {Element} run */
const decisionOf = (run) => run.getAttribute("data-decision") ?? KEPT;
