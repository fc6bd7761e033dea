// What is written of a payload, and a browser that is asked about it.

import { readFileSync } from "node:fs";
import { Extractor, initSync, sanitize } from "../../extension/wasm/offprint.js";
import { until } from "../extension/driver/until.js";
import { startSession } from "../extension/session.js";
import { startServer } from "./server.js";

const MODULE = new URL("../../extension/wasm/offprint_bg.wasm", import.meta.url);
/** How many pieces the browser is asked about at once: more would take longer than its remote control waits. */
const BATCH = { judge: 120, judgeEach: 24 };

const PROSE =
  "<p>The harbour master counted the boats twice that evening, as he had done after every storm of the last thirty years, and wrote the number down.</p>".repeat(
    3,
  );

/**
 * What the sanitizer and the extractor make of a payload. `again` is what a second time makes of these.
 *
 * @param {string} payload
 * @param {string} url
 */
export function whatIsWritten(payload, url) {
  const shown = sanitize(payload, url);
  const extractor = new Extractor(url, "page");
  extractor.write(new TextEncoder().encode(`<article><h1>Boats</h1>${PROSE}${payload}${PROSE}</article>`));
  const { html } = extractor.end(0);
  const written = [shown, html];
  return { written, again: written.map((once) => sanitize(once, url)) };
}

/**
 * Starts the engine, a server and a browser with the judge's page.
 *
 * @param {RegExp[]} [harmless] hosts that may be asked
 */
export async function startJudge(harmless) {
  initSync({ module: readFileSync(MODULE) });
  const server = await startServer();
  const session = await startSession({ server, ...(harmless && { harmless }) });
  const page = await session.browser.open(server.address("/judge.html"));
  await until("the judge", () => page.evaluate((/** @type {any} */ window) => window.judge !== undefined));

  /** @param {"judge" | "judgeEach"} how @param {string[]} pieces */
  async function judged(how, pieces) {
    server.asked();
    /** @type {{ ran: unknown[], wrong: [string, string[]][], images: Set<string> }} */
    const all = { ran: [], wrong: [], images: new Set() };
    for (let start = 0; start < pieces.length; start += BATCH[how]) {
      const found = await page.evaluate(askJudge, how, pieces.slice(start, start + BATCH[how]));
      all.ran.push(...found.ran);
      all.wrong.push(...found.wrong);
      for (const image of found.images) all.images.add(image);
    }
    return { ...all, asked: server.asked() };
  }

  return {
    server,
    session,
    judged,
    close: async () => {
      await session.close();
      await server.close();
    },
  };
}

/** Runs in the judge's page. */
function askJudge(/** @type {any} */ window, /** @type {string} */ how, /** @type {string[]} */ pieces) {
  return window[how](pieces);
}
