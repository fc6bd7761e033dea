// The name that a file gets: by the template of the settings. Cleaning titles for file systems is the engine's work; the
// default name stands beside every capture already.

import { guarded, loadFormats } from "./formats.js";
import { DEFAULTS, readSettings } from "./settings.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

/**
 * The path of a capture's file below the folder of captures.
 * @param {Capture} capture
 * @returns {Promise<string>}
 */
export async function fileName(capture) {
  const { nameTemplate } = await readSettings();
  return nameTemplate === DEFAULTS.nameTemplate ? capture.name : nameBy(nameTemplate, capture, ".md");
}

/**
 * What captures are called as one file: of one the name that its own file has, of several the day.
 * @param {Capture[]} captures
 * @param {string} extension with its dot
 */
export async function exportName(captures, extension) {
  const [only, ...others] = captures;
  if (only && others.length === 0) return (await fileName(only)).replace(/(\.md)?$/, extension);
  // Swedish writes days as ISO 8601 does.
  return `offprint-${new Date().toLocaleDateString("sv")}${extension}`;
}

/**
 * @param {string} template
 * @param {Pick<Capture, "stamp" | "url" | "title" | "site" | "byline" | "lang" | "digest">} capture
 * @param {string} extension with its dot
 * @returns {Promise<string>}
 * @throws {Error} called `FieldError`, its `field` what the template asks for and does not exist
 */
export async function nameBy(template, { stamp, url, title, site, byline, lang, digest }, extension) {
  const formats = await loadFormats();
  const minutesEast = -new Date(stamp).getTimezoneOffset();
  const named = { stamp, url, title, site, byline, lang, digest, minutesEast };
  return guarded(() => formats.nameBy(template, named, extension, 1));
}
