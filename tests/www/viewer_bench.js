// `cargo xtask bench --viewer`: ten thousand files of ten kilobytes are dropped on the viewer, and what that costs. One browser,
// the one that `OFFPRINT_BROWSER` names.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../extension/driver/browser.js";
import { until } from "../extension/driver/until.js";
import { serveSite } from "./site.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const CAPTURES = 10_000;
const BYTES = 10_000;
const RUNS = 3;
const PATIENCE_MS = 300_000;

const downloads = mkdtempSync(join(tmpdir(), "offprint-viewer-"));
const site = await serveSite(process.env.OFFPRINT_SITE ?? "");
const name = process.env.OFFPRINT_BROWSER ?? "";
const browser = await launchBrowser(name, { extension: EXTENSION, downloads });
try {
  for (let run = 0; run < RUNS; run += 1) console.log(`${name}: ${await measure()}`);
} finally {
  await browser.close();
  await site.close();
  rmSync(downloads, { recursive: true, force: true });
}

async function measure() {
  const page = await browser.open(site.address("viewer.html?lang=en"));
  await until("the viewer", () => page.evaluate(hasState, "ready"));
  await page.evaluate(drop, CAPTURES, BYTES);
  await until("all files", () => page.evaluate(hasState, "shown"), PATIENCE_MS);
  const { time, pause, count } = await page.evaluate((/** @type {any} */ window) => window.measured());
  await page.close();
  return `${CAPTURES} files of ${BYTES} bytes in ${(time / 1000).toFixed(1)} s, longest pause ${pause.toFixed(0)} ms, ${count}`;
}

/** @param {any} window @param {string} state */
function hasState(window, state) {
  return window.document.body.dataset.state === state;
}

/** Drops files, and counts from then on how long the page does not answer. Runs in the page. */
function drop(/** @type {any} */ window, /** @type {number} */ captures, /** @type {number} */ bytes) {
  const { document, performance, DataTransfer, DragEvent, File, MutationObserver } = window;
  const transfer = new DataTransfer();
  for (let number = 0; number < captures; number += 1) {
    const sentence = `Boat ${number} lay at quay ${number % 97}, and whoever came by looked twice at her. `;
    const body = `<article lang="en" dir="ltr"><p>${sentence.repeat(bytes / sentence.length)}</p></article>`;
    const head = `<!--${1_700_000_000_000 + number * 60_000}-->\n[Boat ${number}](https://site${number % 40}.example/${number})`;
    transfer.items.add(new File([`${head}\n------\n\n${body}\n`], `boat-${number}.md`));
  }
  const begun = performance.now();
  let [last, pause, ended] = [begun, 0, 0];
  // A message comes as soon as the page has its turn again: frames are not drawn in a window that nobody sees.
  const { port1, port2 } = new window.MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    pause = Math.max(pause, now - last);
    last = now;
    if (ended === 0) window.setTimeout(() => port2.postMessage(null));
  };
  new MutationObserver(() => {
    if (document.body.dataset.state === "shown") ended ||= performance.now();
  }).observe(document.body, { attributes: true });
  window.measured = () => ({ time: ended - begun, pause, count: document.getElementById("count").textContent });
  port2.postMessage(null);
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
