// The facts of a capture in words: its site, its length, the time it takes to read.

import { inDigits, say } from "./localize.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

/**
 * How many words a minute people read for themselves: about 238 in English (Brysbaert 2019). Chinese, Japanese and
 * Korean are counted by characters, of which about 400 a minute are read.
 */
const PACE = 238;
const CHARACTER_PACE = 400;
const HOUR = 60;
const COUNTED_BY_CHARACTER = /^(zh|ja|ko|yue|wuu)\b/i;

/** @param {Pick<Capture, "words" | "lang">} capture @returns {number} minutes, at least one */
export function readingMinutes({ words, lang }) {
  return Math.max(1, Math.round(words / (COUNTED_BY_CHARACTER.test(lang ?? "") ? CHARACTER_PACE : PACE)));
}

/** @param {Pick<Capture, "words" | "lang">} capture @returns {string} words and reading time */
export function lengthInWords(capture) {
  return `${say("wordCount", inDigits(capture.words))} · ${timeInWords(readingMinutes(capture))}`;
}

/** @param {number} minutes */
function timeInWords(minutes) {
  if (minutes < HOUR) return say("readingTime", inDigits(minutes));
  return say("readingHours", [inDigits(Math.floor(minutes / HOUR)), inDigits(minutes % HOUR)]);
}

/** @param {Pick<Capture, "site" | "url">} capture */
export function siteOf({ site, url }) {
  return site ?? hostOf(url);
}

/** @param {string} url @returns {string} the host as people write it, or the scheme of an address without one */
export function hostOf(url) {
  const address = URL.parse(url);
  return address?.hostname.replace(/^www\./, "") || (address?.protocol.replace(":", "") ?? url);
}
