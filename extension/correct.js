// A capture that its reader corrects: the page that it was made of is read again, and what is selected from it under
// their corrections is a new version of the capture. The first is kept.

import { describeCapture, keepBeside } from "./capture.js";
import { markPage, readPage as readMarkup, selectCorrected } from "./engine.js";
import { wantedImages } from "./images/keep.js";
import { request } from "./messages.js";
import { addCorrected } from "./store/captures.js";
import { readPage } from "./store/snapshots.js";

/** @typedef {import("./store/captures.js").Capture} Capture */
/** @typedef {import("./engine.js").Corrections} Corrections */

/**
 * The page of a capture, read by the engine. It stays in its memory as long as this document is open.
 * @param {Capture} capture
 * @returns {Promise<CorrectedPage | null>} null where the page was not kept
 */
export async function openPageOf(capture) {
  const html = await readPage(capture.id);
  return html === null ? null : new CorrectedPage(capture, html, await readMarkup(html, capture.url));
}

export class CorrectedPage {
  /**
   * @param {Capture} capture
   * @param {string} html
   * @param {import("./engine.js").Reading} page
   */
  constructor(capture, html, page) {
    this.capture = capture;
    this.html = html;
    this.page = page;
    this.policy = capture.policy ?? "article";
  }

  /** The whole page, each run with its number and what became of it: see the engine's `markPage`. */
  marked() {
    return markPage(this.page, this.policy, { keep: [], drop: [] });
  }

  /**
   * Stores what is selected under the corrections as a new version.
   * @param {Corrections} corrections
   * @returns {Promise<string>} its id, or that of the version that says the same already
   * @throws {Error} where nothing is left, or it cannot be stored
   */
  async keep(corrections) {
    const { capture, html, policy } = this;
    if (corrections.keep.length + corrections.drop.length === 0) return capture.id;
    const stamp = Date.now();
    const answer = selectCorrected(this.page, policy, stamp, corrections);
    if (answer.capture === null || answer.name === null) throw new Error(browser.i18n.getMessage("readingNothingLeft"));
    const row = await describeCapture(capture, answer, answer.capture, answer.name, { stamp, policy, timings: null });
    const images = await wantedImages(answer.capture, capture.id);
    const added = await addCorrected(row, answer.capture, capture.id, images);
    await request("illustrate", {});
    // Awaited: whoever reads on in the new version leaves this document.
    if (added.isNew) await keepBeside(added.capture, answer.capture, html);
    return added.capture.id;
  }
}
