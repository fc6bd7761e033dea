// The settings: this object is their defaults, their names and their types. The options page has one control for each.

/** @typedef {typeof DEFAULTS} Settings */

export const DEFAULTS = {
  /** Keep captures made in private windows like all others, instead of only offering them as a download. */
  keepPrivate: false,
  /** Load the images of a capture when it is read. Each one tells its server that and when it was opened. */
  loadImages: true,
  /** Keep the page that a capture was made of beside it, so that the reading view can show what was left out. */
  keepPages: true,
};

/**
 * @returns {Promise<Settings>} the defaults where nothing, or a value of another type, is stored
 */
export async function readSettings() {
  const stored = await browser.storage.local.get(Object.keys(DEFAULTS));
  const settings = { ...DEFAULTS };
  for (const key of /** @type {(keyof Settings)[]} */ (Object.keys(DEFAULTS))) {
    const value = stored[key];
    if (typeof value === typeof DEFAULTS[key]) settings[key] = /** @type {Settings[typeof key]} */ (value);
  }
  return settings;
}

/**
 * @template {keyof Settings} K
 * @param {K} key
 * @param {Settings[K]} value
 */
export async function writeSetting(key, value) {
  await browser.storage.local.set({ [key]: value });
}
