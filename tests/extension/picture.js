// `cargo xtask picture`: the picture of the README, of a real capture: the page with the popup over it, and the reading
// view beside it. Each part is photographed where the browser shows it; only their place on the canvas is ours.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./driver/browser.js";
import { until } from "./driver/until.js";
import { startServer } from "./server.js";
import { click, settled } from "./session.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const PICTURE = fileURLToPath(new URL("../../docs/offprint.png", import.meta.url));
const STYLE = `body { margin: 0; padding: 24px; display: flex; gap: 24px; align-items: start; background: #e4e0d8; }
  div { position: relative; flex: 1; overflow: hidden; border-radius: 8px; box-shadow: 0 2px 10px #0004; }
  div > img { width: 100%; display: block; } img.popup { position: absolute; top: 10px; right: 10px; width: auto;
  max-width: 55%; border-radius: 6px; box-shadow: 0 4px 18px #0008; }`;

const downloads = mkdtempSync(join(tmpdir(), "offprint-picture-"));
const server = await startServer();
const browser = await launchBrowser("chromium", { extension: EXTENSION, downloads });
try {
  const page = await browser.open(server.address("/cases/article--plain.html"));
  const popup = await browser.press(page);
  if ((await settled(popup)) !== "captured") throw new Error("the page was not captured");
  const shots = { popup: await popup.screenshot(), page: await page.screenshot() };
  await click(popup, "#read");
  const address = browser.extensionUrl("reader.html");
  const reader = await browser.find((/** @type {string} */ url) => url.startsWith(address));
  await until("the article to be shown", () => reader.evaluate(isShown));
  await reader.front();
  writeFileSync(PICTURE, await arranged({ ...shots, reader: await reader.screenshot() }));
  console.log(PICTURE);
} finally {
  await browser.close();
  await server.close();
  rmSync(downloads, { recursive: true, force: true });
}

/** @param {any} window */
function isShown(window) {
  const { body, images = [] } = window.document.querySelector("iframe")?.contentDocument ?? {};
  return body?.textContent.includes("washing line") && [...images].every((image) => image.complete);
}

/** @param {{ popup: Buffer, page: Buffer, reader: Buffer }} shots */
async function arranged({ popup, page, reader }) {
  const image = (/** @type {Buffer} */ png, name = "") =>
    `<img class="${name}" src="data:image/png;base64,${png.toString("base64")}">`;
  const canvas = await browser.open("about:blank");
  const markup = `<style>${STYLE}</style><div>${image(page)}${image(popup, "popup")}</div><div>${image(reader)}</div>`;
  return canvas.screenshot(await canvas.evaluate(fill, markup));
}

/**
 * Fills the canvas and gives its size.
 *
 * @param {any} window
 * @param {string} markup
 */
async function fill(window, markup) {
  window.document.body.innerHTML = markup;
  await Promise.all([...window.document.images].map((image) => image.decode()));
  const { bottom, left } = window.document.querySelector("div").getBoundingClientRect();
  return { width: window.innerWidth, height: bottom + left };
}
