// The panel that says how captures are set, and the one that says whether their images load.

import { element, icon } from "../element.js";
import { inDigits } from "../localize.js";
import { DEFAULTS, LOOKS, OPTIONS, STEPS, stepped } from "./choices.js";
import { isHeld } from "./frame.js";
import { Panel } from "./panel.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {keyof typeof STEPS} Stepped */

/** @param {View} view */
export function createAppearance(view) {
  const panel = new Panel(view, "appearance", "readingAppearance");
  const reset = element("button", { type: "button", id: "reset" }, view.say("readingReset"));
  reset.addEventListener("click", () => view.choose(Object.fromEntries(LOOKS.map((name) => [name, DEFAULTS[name]]))));
  panel.body.append(
    optionsOf(view, "theme", "readingTheme"),
    optionsOf(view, "font", "readingFont"),
    degreesOf(view, "size", "readingSize"),
    degreesOf(view, "width", "readingWidth"),
    degreesOf(view, "leading", "readingLeading"),
    degreesOf(view, "tracking", "readingTracking"),
    optionsOf(view, "justify", "readingJustify"),
    optionsOf(view, "writing", "readingWriting"),
    reset,
  );
  view.commands.set("larger", () => view.choose({ size: stepped("size", view.choices.size, 1) }));
  view.commands.set("smaller", () => view.choose({ size: stepped("size", view.choices.size, -1) }));
  view.commands.set("usualSize", () => view.choose({ size: DEFAULTS.size }));
}

/** @param {View} view */
export function createImages(view) {
  const panel = new Panel(view, "images", "readingImages");
  const note = element("p", { class: "note" }, view.say("readingImagesNote"));
  const kept = element("p", { class: "note", id: "images-kept", role: "status", hidden: true });
  const load = element("button", { type: "button", id: "load-images" }, view.say("readingLoadImages"));
  load.addEventListener("click", () => view.loadImages());
  panel.body.append(optionsOf(view, "images", "readingImages"), load, kept, note);
  view.host.album?.follow((state) => showKept(view, state, { kept, note }));
  const show = () => {
    const { images } = view.choices;
    // Whatever was chosen, nothing is asked for then.
    const isWhole = holdsAll(view.page);
    panel.button.replaceChildren(icon(isWhole ? "never" : images));
    panel.button.dataset.images = images;
    const state = view.say(isWhole ? "readingImagesWhole" : (OPTIONS.images?.[images] ?? ""));
    panel.button.setAttribute("aria-label", `${view.say("readingImages")}: ${state}`);
    load.hidden = images !== "ask" || view.showsImages || isWhole;
  };
  view.whenChosen(show);
  view.whenFilled(show);
}

/** Whether there are images, and all are held already. @param {Document} page */
function holdsAll(page) {
  const images = [...page.images];
  return images.length > 0 && images.every(isHeld);
}

/**
 * Says how many images are kept, and what is true of the others.
 * @param {View} view
 * @param {{ kept: number, all: number, isFilling: boolean }} state
 * @param {{ kept: HTMLElement, note: HTMLElement }} lines
 */
function showKept(view, { kept, all, isFilling }, lines) {
  const counts = [inDigits(kept), inDigits(all)];
  lines.kept.hidden = false;
  lines.kept.textContent = view.say(isFilling ? "readingImagesFetched" : "readingImagesKept", counts);
  lines.note.hidden = kept === all;
  lines.note.textContent = view.say(kept > 0 ? "readingImagesOthers" : "readingImagesNote");
}

/**
 * One of a few, side by side.
 * @param {View} view
 * @param {"theme" | "font" | "justify" | "writing" | "images"} name
 * @param {string} message
 */
function optionsOf(view, name, message) {
  const labels = Object.entries(OPTIONS[name] ?? {}).map(([value, itsMessage]) => {
    const input = element("input", { type: "radio", name, value, id: `${name}-${value}` });
    input.addEventListener("change", () => view.choose({ [name]: value }));
    return element("label", {}, input, view.say(itsMessage));
  });
  const fieldset = element("fieldset", { class: name }, element("legend", {}, view.say(message)), ...labels);
  view.whenChosen((choices) => {
    for (const input of fieldset.querySelectorAll("input")) input.checked = input.value === choices[name];
  });
  return fieldset;
}

/** A slider that knows the steps of a choice. @param {View} view @param {Stepped} name @param {string} message */
export function degreesOf(view, name, message) {
  const steps = STEPS[name];
  const input = element("input", { type: "range", id: name, min: "0", max: String(steps.length - 1), step: "1" });
  const output = element("output", { for: name });
  const format = new Intl.NumberFormat(view.say("language"), { style: "percent", maximumFractionDigits: 1 });
  input.addEventListener("input", () => view.choose({ [name]: steps[Number(input.value)] }));
  view.whenChosen((choices) => {
    input.value = String(steps.indexOf(choices[name]));
    output.textContent = format.format(choices[name]);
    input.setAttribute("aria-valuetext", output.textContent);
  });
  return element(
    "div",
    { class: "degrees" },
    element("label", { class: "degree", for: name }, view.say(message)),
    output,
    input,
  );
}
