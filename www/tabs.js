// Panels of which one is shown (the tabs pattern of the ARIA Authoring Practices): the arrow keys move, the tab key leaves.

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export class Tabs {
  #tabs;

  /** @param {HTMLElement} area that holds one list of tabs and their panels */
  constructor(area) {
    this.#tabs = /** @type {HTMLElement[]} */ ([...area.querySelectorAll("[role=tab]")]);
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => this.#show(tab));
      tab.addEventListener("keydown", (event) => this.#move(event, tab));
    }
  }

  /** Shows a panel. @param {string} name as in `tab-name` */
  select(name) {
    const tab = this.#tabs.find(({ id }) => id === `tab-${name}`);
    if (tab) this.#show(tab);
  }

  /** @param {HTMLElement} shown */
  #show(shown) {
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-selected", String(tab === shown));
      tab.tabIndex = tab === shown ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = tab !== shown;
    }
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} tab */
  #move(event, tab) {
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    if (!step) return;
    event.preventDefault();
    const forward = getComputedStyle(tab).direction === "rtl" ? -step : step;
    const next = this.#tabs.at((this.#tabs.indexOf(tab) + forward) % this.#tabs.length);
    if (next) this.#show(next);
    next?.focus();
  }
}
