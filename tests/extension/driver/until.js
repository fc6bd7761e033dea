// Browsers tell little of what they do by themselves: most of what a test waits for has to be asked again and again.

import { setTimeout as pause } from "node:timers/promises";

const BETWEEN_TWO_QUESTIONS_MS = 15;
const PATIENCE_MS = 20_000;

/**
 * Asks until there is an answer that is not null, undefined or false.
 *
 * @template T
 * @param {string} what what is waited for, for the error
 * @param {() => T | Promise<T>} ask
 * @param {number} [patience] in milliseconds
 * @returns {Promise<NonNullable<Exclude<T, false>>>}
 */
export async function until(what, ask, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return /** @type {any} */ (answer);
    if (Date.now() > end) throw new Error(`waited ${patience} ms in vain for ${what}`);
    await pause(BETWEEN_TWO_QUESTIONS_MS);
  }
}
