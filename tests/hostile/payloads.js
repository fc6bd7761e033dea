// The payloads: each line of payloads.txt in each place of contexts.txt.

import { readFileSync } from "node:fs";

/** How deep DEEP nests: beyond what every parser nests alike. */
const DEPTH = 600;

const ESCAPES = { n: "\n", r: "\r", t: "\t", f: "\f", 0: "\0", "\\": "\\" };
const REFERENCES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @param {string} name @returns {string[]} */
function lines(name) {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => /** @type {any} */ (REFERENCES)[character]);
}

/**
 * The payloads as they stand alone.
 *
 * @param {string} origin of the server that notes who asks for what
 * @returns {string[]}
 */
export function bare(origin) {
  return lines("payloads.txt").map((line, number) =>
    line
      .replace(/\\([nrtf0\\])/g, (_, letter) => /** @type {any} */ (ESCAPES)[letter])
      .replaceAll("RUN", `top.ran=${number}`)
      .replaceAll("NET", `${origin}/beacon/${number}`),
  );
}

/**
 * All of them.
 *
 * @param {string} origin
 * @returns {string[]}
 */
export function payloads(origin) {
  const contexts = lines("contexts.txt").map((line) => line.replace("DEEP", "<div>".repeat(DEPTH)));
  return bare(origin).flatMap((payload) =>
    contexts.map((context) => context.replaceAll("{}", () => payload).replaceAll("{&}", () => escaped(payload))),
  );
}
