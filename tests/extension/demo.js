// `cargo xtask demo`: opens a page in Chromium with the extension, presses the button, and shows the file.

import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchBrowser } from "./driver/browser.js";
import { startServer } from "./server.js";
import { click, downloadedFile, readDatabase, settled } from "./session.js";

const SAMPLE = "/cases/article--plain.html";
const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
/** How much of each of the first lines is shown. */
const WIDTH = 110;
const LINES = 5;

const { values } = parseArgs({ options: { url: { type: "string" }, headed: { type: "boolean", default: false } } });
const downloads = process.env.OFFPRINT_DOWNLOADS ?? "";
mkdirSync(downloads, { recursive: true });

const server = await startServer();
const browser = await launchBrowser("chromium", { extension: EXTENSION, downloads, headed: values.headed });
try {
  await show(values.url ?? server.address(SAMPLE));
  if (values.headed) {
    console.log("\nThe browser is yours; close it to end.");
    await browser.ended;
  }
} finally {
  await browser.close();
  await server.close();
}

/** @param {string} url */
async function show(url) {
  const page = await browser.open(url);
  console.log(`opened     ${url}`);
  const popup = await browser.press(page);
  const state = await settled(popup);
  if (state !== "captured") {
    const sentence = await popup.evaluate(
      (/** @type {any} */ window) => window.document.getElementById("outcome").textContent,
    );
    throw new Error(`the popup says: ${sentence}`);
  }
  const [capture] = await popup.evaluate(readDatabase);
  await click(popup, "#download");
  const path = await downloadedFile(downloads, capture);
  report(path, capture);
  await popup.close();
}

/**
 * @param {string} path
 * @param {any} capture
 */
function report(path, capture) {
  const { snapshot, engine, store, total } = capture.timings;
  const times = `snapshot ${snapshot | 0}, engine ${engine | 0}, store ${store | 0}`;
  console.log(`captured   ${capture.words} words, ${capture.bytes} bytes`);
  console.log(`took       ${Math.round(total)} ms from the click to the acknowledged capture (${times})`);
  console.log(`file       ${path}\n`);
  for (const line of readFileSync(path, "utf8").split("\n").slice(0, LINES)) {
    console.log(line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line);
  }
}
