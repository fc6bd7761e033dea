// `cargo xtask picture`: the README's pictures of the reading view, each of a page of the tests, as Chromium shows it.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

/** How wide they are, by the end of their names. */
const SCREENS = { "": { width: 1280, height: 800 }, "-narrow": { width: 390, height: 780 } };
const SCHEMES = /** @type {const} */ ({ "": "light", "-dark": "dark" });

/**
 * The pages, and where a picture shows more than one that was just opened, what is done before it is taken.
 * @type {Record<string, Record<string, (reader: any) => Promise<unknown>>>} by page, and by the end of the picture's name
 */
const PAGES = {
  essay: { "": highlight },
  news: { "-dark": (reader) => reader.pressKey("t") },
  ruby: { "": (reader) => choose(reader, "writing-vertical") },
  arabic: {},
  code: { "": showCode, "-dark": (reader) => scrollTo(reader, CODE) },
};

/** Where code and formulas are on the screen together, in CSS pixels. */
const CODE = 470;
/** Where the highlights of the essay are. */
const HIGHLIGHTS = 905;

const session = await startSession({ name: "chromium" });
try {
  for (const [page, prepared] of Object.entries(PAGES)) {
    const id = await captured(session, `/pages/reading-${page}.html`);
    for (const [screen, size] of Object.entries(SCREENS)) {
      for (const [dark, scheme] of Object.entries(SCHEMES)) {
        await take(id, `${page}${screen}${dark}`, { size, scheme, prepare: prepared[`${screen}${dark}`] });
      }
    }
  }
} finally {
  await session.close();
}

/**
 * @param {string} id
 * @param {string} name
 * @param {{ size: { width: number, height: number }, scheme: string, prepare?: (reader: any) => Promise<unknown> }} how
 */
async function take(id, name, { size, scheme, prepare }) {
  const reader = await openReader(session, id);
  await reader.resize(size);
  await reader.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  await prepare?.(reader);
  await settled(reader);
  const file = fileURLToPath(new URL(`../../docs/reading-${name}.png`, import.meta.url));
  writeFileSync(file, await reader.screenshot());
  console.log(file);
  await reader.evaluate(reset);
  await reader.close();
  await session.office.evaluate(forget, id);
}

/** Waits until nothing moves any more; what is scrolled begins to move the bar with the next frame. @param {any} reader */
async function settled(reader) {
  await reader.evaluate(drawn);
  await until("the page to stand still", () =>
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
  await scrollTo(reader, HIGHLIGHTS);
}

/** @param {any} reader */
async function showCode(reader) {
  await choose(reader, "theme-sepia");
  await scrollTo(reader, CODE);
}

/** @param {any} reader @param {number} top */
function scrollTo(reader, top) {
  return inArticle(reader, (article, _, to) => article.defaultView.scrollTo(0, to), top);
}

/** @param {any} reader @param {string} id of a radio button */
function choose(reader, id) {
  return reader.evaluate(
    (/** @type {any} */ window, /** @type {string} */ wanted) => window.document.getElementById(wanted).click(),
    id,
  );
}

/** When two more frames were drawn. @param {any} window */
function drawn(window) {
  return new Promise((resolve) => {
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => resolve(null)));
  });
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

/** Forgets what a picture has left beside the capture; runs in a page of the extension. */
async function forget(/** @type {any} */ window, /** @type {string} */ id) {
  const { changeCapture } = await import(`${window.location.origin}/store/captures.js`);
  await changeCapture(id, () => ({ place: null, highlights: [] }));
}
