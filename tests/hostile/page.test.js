// Pages that would rather not be captured as they are, or that would be served by the extension: what they can do is
// nothing, or a sentence in the popup.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../extension/driver/until.js";
import { readDatabase, settled, startSession } from "../extension/session.js";
import { startServer } from "./server.js";

/** @param {string} name */
const own = (name) => readFileSync(new URL(`pages/${name}`, import.meta.url), "utf8");
const BOATS = own("boats.html");
/** @param {string} script */
const scripted = (script) => BOATS.replace("<!-- SCRIPT -->", `<script>${script}</script>`);

const FORGED_MESSAGES = 10_000;
/** How long after the press a page goes elsewhere, in ms. */
const DEPARTURES = [0, 5, 10, 20, 40, 80, 160];
const SILENCE_PATIENCE_MS = 60_000;

/** How often a page turns, in ms: browsers let it change its address 200 times in ten seconds. */
const TURN_MS = 60;
const TURNING = `let turn = 0;
  setInterval(() => {
    turn += 1;
    history.replaceState(null, "", "/turn-" + turn);
    document.getElementById("turn").textContent = "This is turn " + turn + " of the page, and whoever reads it later shall know by its address which one it was.";
  }, ${TURN_MS});`;

const PAGES = {
  "/twin.html": scripted(""),
  "/overridden.html": scripted(own("override.js")),
  "/forging.html": scripted(own("forge.js")),
  "/probing.html": scripted(own("probe.js")),
  "/turning.html": scripted(TURNING),
  "/leaving.html": BOATS,
  "/elsewhere.html": BOATS.replaceAll("harbour master", "lighthouse keeper"),
  "/endless.html": (/** @type {import("node:http").ServerResponse} */ response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).write(BOATS.split("<footer>")[0] ?? "");
  },
};

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("../extension/session.js").Session} */
let session;
before(async () => {
  server = await startServer(PAGES);
  session = await startSession({ server });
});
afterEach(() => session.tidy());
after(async () => {
  await session?.close();
  await server?.close();
});

test("a page that lies about itself is captured as it is, and not asked", async () => {
  const twin = await session.open("/twin.html");
  assert.equal((await session.press(twin)).state, "captured");
  const [honest] = await session.stored(server.address("/twin.html"));
  await session.tidy();
  const page = await session.open("/overridden.html");
  await page.evaluate((/** @type {any} */ window) => window.override());
  server.asked();
  assert.equal((await session.press(page)).state, "captured");
  const [capture] = await session.stored(server.address("/overridden.html"));
  assert.equal(bodyOf(capture.file), bodyOf(honest.file));
  assert.deepEqual(touches(), [], "the page saw that it was read");
  await page.evaluate((/** @type {any} */ window) => void window.document.body).catch(() => {});
  await until("a question to be noticed", () => touches().length > 0);
});

test("ten thousand forged messages and events do nothing", async () => {
  const page = await session.open("/forging.html");
  const before = await state();
  const origin = session.browser.extensionUrl("");
  const sent = await page.evaluate(
    (/** @type {any} */ window, /** @type {any[]} */ ...args) => window.forge(...args),
    origin,
    FORGED_MESSAGES,
  );
  assert.equal(sent, FORGED_MESSAGES);
  await pause(500);
  assert.deepEqual(await state(), before);
});

test("a page that turns under its own hands is kept under the address that it had", async () => {
  const page = await session.open("/turning.html");
  assert.equal((await session.press(page)).state, "captured");
  const [capture] = (await session.office.evaluate(readDatabase)).filter((/** @type {any} */ one) =>
    one.url.includes("/turn-"),
  );
  const turn = new URL(capture.url).pathname.replace("/turn-", "");
  assert.match(capture.file, new RegExp(`This is turn ${turn} of the page`));
});

test("a page that goes elsewhere meanwhile is never kept under the other's address", async () => {
  for (const delay of DEPARTURES) {
    const page = await session.open("/leaving.html");
    await page.evaluate(leave, delay);
    const { state } = await session.press(page);
    assert.notEqual(state, "working");
    await session.tidy();
  }
  // A slow machine captures none of those: of one that stays, something is kept to be looked at.
  const staying = await session.open("/leaving.html");
  assert.equal((await session.press(staying)).state, "captured");
  const words = { "/leaving.html": "harbour master", "/elsewhere.html": "lighthouse keeper" };
  let kept = 0;
  for (const [path, word] of Object.entries(words)) {
    const other = Object.values(words).find((one) => one !== word) ?? "";
    for (const { file } of await session.stored(server.address(path))) {
      kept += 1;
      assert.ok(file.includes(word) && !file.includes(other), `another page is kept as ${path}`);
    }
  }
  assert.ok(kept > 0, "some were captured");
});

test("a page that never ends to load is captured, or said to give no answer", async (t) => {
  const page = await session.open("/twin.html?first");
  await page.evaluate(
    (/** @type {any} */ window) => void window.setTimeout(() => window.location.assign("/endless.html")),
  );
  await until("the page to be seen", () => page.evaluate(isSeen).catch(() => false));
  const popup = await session.browser.press(page);
  const state = await until("the popup to settle", () => settled(popup).catch(() => null), SILENCE_PATIENCE_MS);
  t.diagnostic(state);
  assert.match(state, /^(captured|failed)$/);
  await popup.close();
});

test("a page that looks for the extension sees the same with it and without", async () => {
  const page = await session.open("/probing.html");
  const look = (/** @type {any} */ window) => window.look();
  const before = await page.evaluate(look);
  assert.equal((await session.press(page)).state, "captured");
  assert.deepEqual(await page.evaluate(look), before);
  const origin = session.browser.extensionUrl("");
  const stranger = origin.replace(/[a-p]{32}|[0-9a-f-]{36}/, (/** @type {string} */ id) => [...id].reverse().join(""));
  assert.notEqual(stranger, origin);
  const ask = (/** @type {any} */ window, /** @type {string} */ one) => window.ask(one);
  assert.deepEqual(await page.evaluate(ask, origin), await page.evaluate(ask, stranger));
});

/** Line 5 of a capture file. @param {string} file */
function bodyOf(file) {
  return file.split("\n")[4];
}

function touches() {
  return server.asked().filter(({ path }) => path === "/touched");
}

/** All that the extension keeps. */
async function state() {
  const kept = await session.office.evaluate(async (/** @type {any} */ window) => {
    const { storage, tabs, action } = window.browser ?? window.chrome;
    const open = await tabs.query({});
    const badges = await Promise.all(open.map((/** @type {any} */ { id }) => action.getBadgeText({ tabId: id })));
    return { local: await storage.local.get(null), tabs: open.length, badges };
  });
  return { ...kept, captures: await session.office.evaluate(readDatabase) };
}

/** Runs in the page. */
function leave(/** @type {any} */ window, /** @type {number} */ delay) {
  window.setTimeout(() => window.location.assign("/elsewhere.html"), delay);
}

/** Runs in the page. */
function isSeen(/** @type {any} */ window) {
  return window.location.pathname === "/endless.html" && window.document.querySelector("figure") !== null;
}
