// What the extraction left out, shown in its place, and put right: one press puts a run of the page back or takes one out,
// and what is then kept becomes a new version of the capture.
//
// Nothing is decided here. The engine says of each run what became of it and why; the reader's presses are collected
// and handed back to it.

import { element } from "../element.js";
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
  const corrector = new Corrector(view, () => {
    undo.disabled = !corrector.canUndo;
    save.disabled = !corrector.hasCorrections;
  });
  only.addEventListener("click", () => corrector.keepOnlySelected());
  undo.addEventListener("click", () => corrector.undo());
  save.addEventListener("click", () =>
    view.attempt(async () => location.assign(await leftOut.keep(corrector.corrections()))),
  );
  const open = async () => {
    /** @type {string | null} */
    let marked = null;
    try {
      marked = await leftOut.marked();
      if (marked === null) about.textContent = view.say("readingNoPage");
    } finally {
      for (const button of [only, undo, save]) button.hidden = marked === null;
    }
    if (marked !== null && panel.isOpen) await corrector.open(marked);
  };
  panel.onOpen = () => view.attempt(open);
  panel.onClose = () => view.attempt(() => corrector.close());
}

/** What a reader has corrected stays while the capture is open, whatever is shown meanwhile. */
class Corrector {
  /** What the engine decided of each run, by its number. @type {Map<string, string>} */
  #decided = new Map();
  /** What the reader decided of a run, where they did. @type {Map<string, string>} */
  #corrected = new Map();
  /** What was changed by each act, the latest last: the runs with what they were before. @type {Map<string, string>[]} */
  #acts = [];
  #isOpen = false;

  /** @param {View} view @param {() => void} tell of every change */
  constructor(view, tell) {
    this.view = view;
    this.tell = tell;
    view.whenFilled((page) => !view.isArticle && this.#prepare(page));
  }

  get canUndo() {
    return this.#acts.length > 0;
  }

  get hasCorrections() {
    const { keep, drop } = this.corrections();
    return keep.length + drop.length > 0;
  }

  /** Shows the whole page. @param {string} html from the engine */
  async open(html) {
    this.#isOpen = true;
    await this.view.fill({ html });
  }

  async close() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.view.fill();
  }

  /** What the reader decided otherwise than the engine. */
  corrections() {
    const [keep, drop] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (const [number, decision] of this.#corrected) {
      const wasKept = this.#decided.get(number) === KEPT;
      const isKept = decision === KEPT;
      if (wasKept !== isKept) (isKept ? keep : drop).push(Number(number));
    }
    return { keep, drop };
  }

  /** Drops all but the runs that are selected, or the one that has the focus. */
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
    this.#decide(new Map(runs.map((run) => [numberOf(run), isChosen(run)])));
    selection?.removeAllRanges();
  }

  undo() {
    for (const [number, before] of this.#acts.pop() ?? []) this.#corrected.set(number, before);
    this.#show();
  }

  /** @returns {HTMLElement[]} */
  #runs() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.view.page.querySelectorAll("main [data-run]"))];
  }

  /** Lets every run of the whole page be pressed. @param {Document} page */
  #prepare(page) {
    page.documentElement.toggleAttribute("data-left-out", true);
    for (const run of this.#runs()) {
      this.#decided.set(numberOf(run), run.getAttribute("data-decision") ?? KEPT);
      run.tabIndex = 0;
      run.setAttribute("role", "checkbox");
    }
    page.addEventListener("click", (event) => this.#onClick(event), { capture: true });
    page.addEventListener("keydown", (event) => this.#onKey(event), { capture: true });
    this.#show();
  }

  /** What a run is by now. @param {string} number */
  #decisionOn(number) {
    return this.#corrected.get(number) ?? this.#decided.get(number) ?? KEPT;
  }

  #show() {
    for (const run of this.#runs()) {
      const decision = this.#decisionOn(numberOf(run));
      const reason = REASONS[decision];
      run.setAttribute("data-decision", decision);
      run.setAttribute("aria-checked", String(decision === KEPT));
      run.setAttribute("title", this.view.say(reason ?? "readingKept"));
    }
    this.tell();
  }

  /** @param {Map<string, boolean>} kept whether each run is to be kept, by its number */
  #decide(kept) {
    const before = new Map();
    for (const [number, isKept] of kept) {
      const now = this.#decisionOn(number);
      if ((now === KEPT) === isKept) continue;
      before.set(number, now);
      const decided = this.#decided.get(number) ?? KEPT;
      // What is taken out again has the engine's reason, where it gave one.
      const reason = decided === KEPT ? "reader" : decided;
      this.#corrected.set(number, isKept ? KEPT : reason);
    }
    if (before.size === 0) return;
    this.#acts.push(before);
    this.#show();
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const run = /** @type {Element} */ (event.target).closest("[data-run]");
    // Whoever has selected something meant that.
    if (!run || !this.#isOpen || !this.view.page.getSelection()?.isCollapsed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#turn(run);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const run = /** @type {Element} */ (event.target);
    if (!run.matches("[data-run]") || !this.#isOpen || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#turn(run);
  }

  /** @param {Element} run */
  #turn(run) {
    const number = numberOf(run);
    this.#decide(new Map([[number, this.#decisionOn(number) !== KEPT]]));
  }
}

/** @param {Element} run */
const numberOf = (run) => run.getAttribute("data-run") ?? "";
