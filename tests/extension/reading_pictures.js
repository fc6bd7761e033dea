// `cargo xtask picture`: the README's pictures of the reading view, each of a page of the tests, as Chromium shows it.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

const WIDE = { width: 1120, height: 680 };
const NARROW = { width: 390, height: 780 };

/**
 * The pictures: of which page, how wide, in which scheme, and what is done before it is taken.
 * @type {{ name: string, page: string, screen: typeof WIDE, scheme: "light" | "dark", prepare?: (reader: any) => Promise<unknown> }[]}
 */
const PICTURES = [
  { name: "essay", page: "essay", screen: WIDE, scheme: "light", prepare: highlight },
  { name: "news", page: "news", screen: WIDE, scheme: "dark", prepare: (reader) => reader.pressKey("t") },
  {
    name: "ruby",
    page: "ruby",
    screen: WIDE,
    scheme: "light",
    prepare: (reader) => choose(reader, "writing-vertical"),
  },
  { name: "code", page: "code", screen: WIDE, scheme: "light", prepare: showCode },
  { name: "essay-narrow", page: "essay", screen: NARROW, scheme: "light" },
  { name: "news-narrow", page: "news", screen: NARROW, scheme: "light" },
  { name: "arabic-narrow", page: "arabic", screen: NARROW, scheme: "dark" },
];

const session = await startSession({ name: "chromium" });
try {
  /** @type {Record<string, string>} */
  const ids = {};
  for (const { page } of PICTURES) ids[page] ??= await captured(session, `/pages/reading-${page}.html`);
  for (const picture of PICTURES) await take(picture, ids[picture.page] ?? "");
} finally {
  await session.close();
}

/** @param {typeof PICTURES[number]} picture @param {string} id */
async function take({ name, screen, scheme, prepare }, id) {
  const reader = await openReader(session, id);
  await reader.send("Emulation.setDeviceMetricsOverride", { ...screen, deviceScaleFactor: 1, mobile: false });
  await reader.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  await prepare?.(reader);
  await settled(reader);
  const file = fileURLToPath(new URL(`../../docs/reading-${name}.png`, import.meta.url));
  writeFileSync(file, await reader.screenshot());
  console.log(file);
  await reader.evaluate(reset);
  await reader.close();
}

/** Waits until nothing moves any more. @param {any} reader */
function settled(reader) {
  return until("the page to stand still", () =>
    reader.evaluate((/** @type {any} */ window) => window.document.getAnimations().length === 0),
  );
}

/** Highlights three passages, writes a note, and shows them beside the text. @param {any} reader */
async function highlight(reader) {
  const passages = {
    1: "the best argument for slowness that I have ever read",
    2: "a bridegroom who had lost his nerve",
    3: "the value of a path lies less in where it ends",
  };
  for (const [key, words] of Object.entries(passages)) {
    await inArticle(reader, select, words);
    await reader.pressKey(key);
  }
  await reader.pressKey("m");
  await reader.evaluate(write, "And nobody is met by the telephone.");
  await inArticle(reader, (article) => article.defaultView.scrollTo(0, 905));
}

/** @param {any} reader */
async function showCode(reader) {
  await choose(reader, "theme-sepia");
  await inArticle(reader, (article) => article.defaultView.scrollTo(0, 470));
}

/** @param {any} reader @param {string} id of a radio button */
function choose(reader, id) {
  return reader.evaluate(
    (/** @type {any} */ window, /** @type {string} */ wanted) => window.document.getElementById(wanted).click(),
    id,
  );
}

/** @param {any} article @param {any} _ @param {string} words */
function select(article, _, words) {
  const walker = article.createTreeWalker(article.querySelector("main"), 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) article.getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}

/** @param {any} window @param {string} words */
function write(window, words) {
  const note = window.document.querySelector(".marks textarea");
  note.value = words;
  note.dispatchEvent(new window.Event("input", { bubbles: true }));
  note.blur();
}

/** @param {any} window */
function reset(window) {
  window.document.getElementById("reset").click();
}
