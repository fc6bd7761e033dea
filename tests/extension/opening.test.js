// What the reading view fetches before its text is on the screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { after, before, test } from "node:test";
import { until } from "./driver/until.js";
import { captured, openReader } from "./reading.js";
import { startSession } from "./session.js";

const EXTENSION = new URL("../../extension/", import.meta.url);
const html = read("reader.html");
/** Each of them is waited for. There were 49 before the text came first. */
const MOST_MODULES = 16;

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

test("the modules that the text waits for are few, and all are asked for at once", () => {
  const modules = importedBy("reader.js");
  assert.ok(modules.size <= MOST_MODULES, `found ${modules.size} modules`);
  const preloaded = [...html.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, path]) => path);
  assert.deepEqual(preloaded.sort(), [...modules].filter((path) => path !== "reader.js").sort());
});

test("the frame brings along the very page that an article is put into elsewhere", async () => {
  const reader = await openReader(session, await captured(session, "/pages/reading-essay.html"));
  const [brought, made] = await reader.evaluate(emptyPages, html);
  assert.equal(brought, made);
  await reader.close();
});

test("a capture that is opened in a tab behind is there before anybody looks at it", async () => {
  const id = await captured(session, "/pages/reading-essay.html");
  await session.office.evaluate(openBehind, `reader.html?id=${id}`);
  const reader = await session.browser.find((/** @type {string} */ url) => url.endsWith(`reader.html?id=${id}`));
  const words = await until("the text", () => reader.evaluate(wordsBehind));
  assert.ok(words.includes("long way round"), words.slice(0, 60));
  await reader.close();
});

/** @param {string} path of the extension */
function read(path) {
  return readFileSync(new URL(path, EXTENSION), "utf8");
}

/** What a module imports at once, and what that imports, with the module itself. @param {string} first @returns {Set<string>} */
function importedBy(first) {
  const found = new Set([first]);
  for (const path of found) {
    for (const [, imported = ""] of read(path).matchAll(/^(?:import|export)[^;"]*"(\.[^"]+)";/gm)) {
      found.add(posix.join(posix.dirname(path), imported));
    }
  }
  return found;
}

/** The page that the frame has in reader.html, and the one that the module makes; runs in the reading view. */
async function emptyPages(/** @type {any} */ window, /** @type {string} */ html) {
  const { EMPTY_PAGE } = await import(`${window.location.origin}/reading/frame.js`);
  const parsed = (/** @type {string} */ text) => new window.DOMParser().parseFromString(text, "text/html");
  const brought = parsed(parsed(html).getElementById("article").getAttribute("srcdoc") ?? "");
  for (const link of brought.querySelectorAll("link"))
    link.setAttribute("href", new URL(link.getAttribute("href"), window.location.href).href);
  return [brought, parsed(EMPTY_PAGE)].map((page) => page.documentElement.outerHTML);
}

/** Runs in a page of the extension. */
async function openBehind(/** @type {any} */ window, /** @type {string} */ url) {
  await (window.browser ?? window.chrome).tabs.create({ url, active: false });
}

/** The article's words, once they are there in a page that nobody sees. */
function wordsBehind(/** @type {any} */ { document }) {
  if (!document.hidden) throw new Error("the tab came to the front");
  return (
    document.body?.dataset.state === "shown" && document.getElementById("article").contentDocument.body.textContent
  );
}
