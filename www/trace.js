// A page with what became of each of its runs: what was kept as it is, what was dropped faint, with the reason beside it.

import { inDigits, say } from "../extension/localize.js";
import { fillFrame } from "../extension/reading/frame.js";

/** @typedef {import("../extension/engine.js").Answer} Answer */

/**
 * @param {string} marked the page, as the engine marks it
 * @param {Answer} answer
 * @param {HTMLElement} frame
 * @param {HTMLElement} legend
 */
export async function showTrace(marked, answer, frame, legend) {
  const view = /** @type {HTMLIFrameElement} */ (frame);
  const userLanguage = { lang: say("language"), dir: say("direction") };
  const { title, lang, dir } = answer;
  const page = await fillFrame(view, { html: marked, title: title ?? "", lang, dir, length: "", userLanguage }, false);
  const sheet = page.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("trace.css", import.meta.url).href;
  page.head.append(sheet);
  legend.replaceChildren(...entries(explain(page)));
}

/** Says at each run why it was dropped, and how likely it is. @param {Document} page @returns {Map<string, number>} runs by decision */
function explain(page) {
  const counts = new Map();
  for (const run of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-run]"))) {
    const { decision = "", likely } = run.dataset;
    counts.set(decision, (counts.get(decision) ?? 0) + 1);
    const reason = inWords(decision);
    run.dataset.reason = likely === undefined ? reason : say("wwwLikely", [reason, likely]);
  }
  return counts;
}

/** @param {Map<string, number>} counts */
function entries(counts) {
  const sorted = [...counts].sort(
    ([one, many], [other, more]) => Number(other === "kept") - Number(one === "kept") || more - many,
  );
  return sorted.map(([decision, count]) => {
    const entry = document.createElement("li");
    entry.className = decision === "kept" ? "kept" : "dropped";
    entry.textContent = `${inWords(decision)} – ${inDigits(count)}`;
    return entry;
  });
}

/** @param {string} decision "kept", or the name of a reason */
function inWords(decision) {
  const name = decision.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  return say(`decision${name}`);
}
