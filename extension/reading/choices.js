// What a reader may choose about how captures are set. The tables are the names, the values and their order; the first
// value of a name is not the default, DEFAULTS is.

/**
 * Numbers are factors of what the style sheet sets, `tracking` is in em. `keys` says whether single keys are commands.
 * @typedef {{
 *   theme: "system" | "light" | "sepia" | "dark" | "black", font: "serif" | "sans" | "mono",
 *   size: number, width: number, leading: number, tracking: number,
 *   justify: "auto" | "on" | "off", writing: "horizontal" | "vertical",
 *   images: "always" | "ask" | "never", keys: boolean, rate: number, voice: string,
 * }} Choices
 */

/** @type {Readonly<Choices>} */
export const DEFAULTS = Object.freeze({
  theme: "system",
  font: "serif",
  size: 1,
  width: 1,
  leading: 1,
  tracking: 0,
  justify: "auto",
  writing: "horizontal",
  images: "always",
  keys: true,
  rate: 1,
  voice: "",
});

/** The steps of what is chosen by degrees, the smallest first. */
export const STEPS = {
  size: [0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2],
  width: [0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5],
  leading: [0.85, 0.925, 1, 1.1, 1.2, 1.35],
  tracking: [0, 0.015, 0.03, 0.05, 0.08, 0.12],
  rate: [0.7, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2],
};

/** What is one of a few: each value with the message that names it. @type {Readonly<Record<string, Record<string, string>>>} */
export const OPTIONS = {
  theme: {
    system: "readingThemeSystem",
    light: "readingThemeLight",
    sepia: "readingThemeSepia",
    dark: "readingThemeDark",
    black: "readingThemeBlack",
  },
  font: { serif: "readingFontSerif", sans: "readingFontSans", mono: "readingFontMono" },
  justify: { auto: "readingJustifyAuto", on: "readingJustifyOn", off: "readingJustifyOff" },
  writing: { horizontal: "readingHorizontal", vertical: "readingVertical" },
  images: { always: "readingImagesAlways", ask: "readingImagesAsk", never: "readingImagesNever" },
};

/** What concerns the look of the text, and is put back by a reset. */
export const LOOKS = /** @type {const} */ ([
  "theme",
  "font",
  "size",
  "width",
  "leading",
  "tracking",
  "justify",
  "writing",
]);

/**
 * @param {unknown} stored anything
 * @returns {Choices} what of it can be chosen, and the defaults for the rest
 */
export function choicesFrom(stored) {
  const given = new Map(Object.entries(stored ?? {}));
  const chosen = Object.entries(DEFAULTS).map(([name, initial]) => {
    const value = given.get(name);
    return [name, canBeChosen(name, value, initial) ? value : initial];
  });
  return Object.fromEntries(chosen);
}

/** @param {string} name @param {unknown} value @param {unknown} initial */
function canBeChosen(name, value, initial) {
  if (name in STEPS)
    return typeof value === "number" && STEPS[/** @type {keyof typeof STEPS} */ (name)].includes(value);
  const options = OPTIONS[name];
  return options ? typeof value === "string" && Object.hasOwn(options, value) : typeof value === typeof initial;
}

/**
 * @param {keyof typeof STEPS} name
 * @param {number} value
 * @param {number} by how many steps
 * @returns {number} the value there, or the last one
 */
export function stepped(name, value, by) {
  const steps = STEPS[name];
  const index = Math.min(Math.max(steps.indexOf(value) + by, 0), steps.length - 1);
  return steps[index] ?? value;
}

/**
 * Lets the style sheets know.
 * @param {Document} page
 * @param {Choices} choices
 */
export function dress(page, choices) {
  const { dataset, style } = page.documentElement;
  for (const name of /** @type {const} */ (["theme", "font", "justify", "writing"])) dataset[name] = choices[name];
  for (const name of /** @type {const} */ (["size", "width", "leading"])) {
    style.setProperty(`--${name}`, String(choices[name]));
  }
  style.setProperty("--tracking", `${choices.tracking}em`);
}
