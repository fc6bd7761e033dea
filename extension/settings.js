// The settings: this object is their defaults, their names and their types. The options page has one control for each.

/** @typedef {typeof DEFAULTS} Settings */

export const DEFAULTS = {
  /** Keep captures made in private windows like all others, instead of only offering them as a download. */
  keepPrivate: false,
  /** Load the images of a capture when it is read. Each one tells its server that and when it was opened. */
  loadImages: true,
  /** Keep the page that a capture was made of beside it, so that the reading view can show what was left out. */
  keepPages: true,
  /** Fetch the images of a capture when it is made, and keep them beside it. It needs a permission that is asked for first. */
  keepImages: false,
  /** What downloaded files are called; a slash makes a folder. */
  nameTemplate: "{host}/{stamp}_{title}",
  /** Where every capture is copied to, outside the browser's storage: "off", "downloads" or "folder". */
  copies: "off",
};

/**
 * @returns {Promise<Settings>} the defaults where nothing, or a value of another type, is stored
 */
export async function readSettings() {
  const stored = await browser.storage.local.get(Object.keys(DEFAULTS));
  const settings = Object.entries(DEFAULTS).map(([key, value]) => {
    const kept = stored[key];
    return [key, typeof kept === typeof value ? kept : value];
  });
  return Object.fromEntries(settings);
}

/**
 * @template {keyof Settings} K
 * @param {K} key
 * @param {Settings[K]} value
 */
export async function writeSetting(key, value) {
  await browser.storage.local.set({ [key]: value });
}

/**
 * Tells of a setting that is changed, in whichever page.
 * @template {keyof Settings} K
 * @param {K} key
 * @param {(value: Settings[K]) => void} listener
 */
export function onSetting(key, listener) {
  browser.storage.local.onChanged.addListener((changes) => {
    if (changes[key]) listener(/** @type {Settings[K]} */ (changes[key].newValue ?? DEFAULTS[key]));
  });
}

/** Under which the reading view's choices are stored, as one object. */
const CHOICES = "reading";

/**
 * What was chosen in the reading view. Whether images load is a setting, too: where it is off they may still be asked for.
 * @param {Record<string, unknown>} stored what is stored of both, read by `ahead.js`
 * @returns {object} of anything that was ever stored; the reading view takes what it knows
 */
export function choicesIn({ [CHOICES]: stored, loadImages }) {
  const chosen = { .../** @type {{ images?: string } | undefined} */ (stored) };
  const withheld = chosen.images === "ask" ? "ask" : "never";
  return { ...chosen, images: loadImages === false ? withheld : "always" };
}

/** @param {{ images: string }} choices */
export async function writeChoices(choices) {
  await browser.storage.local.set({ [CHOICES]: choices, loadImages: choices.images === "always" });
}
