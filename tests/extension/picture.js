// `cargo xtask picture`: the pictures of the README. One is of a real capture: the page with the popup over it, and the reading
// view beside it. Each part is photographed where the browser shows it; only their place on the canvas is ours. The other is
// the library, with a search in it.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./driver/browser.js";
import { until } from "./driver/until.js";
import { addPages } from "./filled.js";
import { startServer } from "./server.js";
import { click, settled } from "./session.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const PICTURE = fileURLToPath(new URL("../../docs/offprint.png", import.meta.url));
const LIBRARY = fileURLToPath(new URL("../../docs/library.png", import.meta.url));
const LIBRARY_SIZE = { width: 1000, height: 620 };

/** What is in the library of the picture, and what is looked for. */
const PAGES = [
  {
    title: "渡轮停航，两岸居民改走新桥",
    body: "营运了九十年的渡轮星期天最后一次过河。两岸居民从此改走上游的新桥。",
    lang: "zh-Hans",
    host: "daily.example.com",
    byline: "王小明",
    words: 1834,
    tags: ["交通"],
  },
  {
    title: "渡し船の最後の日",
    body: "川を渡る人は減り続けた。渡し船は日曜日に最後の客を乗せた。",
    lang: "ja",
    host: "shimbun.example.jp",
    words: 2210,
    tags: ["交通", "川"],
  },
  {
    title: "What a bridge does to a river town",
    body: "In the village they called the boat 渡船, and set their clocks by it. The bridge has no bell.",
    host: "essays.example.org",
    byline: "Ada Byron",
    words: 4120,
    tags: ["long read"],
    read: 1,
  },
  { title: "The last ferry", body: "It crossed the river for the last time.", host: "news.example.org", words: 900 },
];
const SEARCH = "渡";

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
  writeFileSync(LIBRARY, await photographLibrary());
  console.log(LIBRARY);
} finally {
  await browser.close();
  await server.close();
  rmSync(downloads, { recursive: true, force: true });
}

/** The library while it is searched. */
async function photographLibrary() {
  const library = await browser.open(browser.extensionUrl("library.html"));
  await addPages(library, PAGES);
  await library.send("Emulation.setDeviceMetricsOverride", { ...LIBRARY_SIZE, deviceScaleFactor: 1, mobile: false });
  await until("the index", () => library.evaluate(isIndexed, PAGES.length));
  await library.evaluate(search, SEARCH);
  await until("the hits", () => library.evaluate(hasHits));
  return library.screenshot();
}

/** The captured page is in it, too. @param {any} window @param {number} added */
function isIndexed({ document }, added) {
  const rows = document.querySelectorAll("#captures .title").length;
  return document.body.dataset.index === "complete" && rows === added + 1;
}

/** @param {any} window @param {string} typed */
function search({ document, Event }, typed) {
  const field = document.getElementById("query");
  field.focus();
  field.value = typed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {any} window */
function hasHits({ document }) {
  return document.querySelectorAll("#captures .excerpt mark").length > 2;
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
