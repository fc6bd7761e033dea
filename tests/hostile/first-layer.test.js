// The first layer alone: what is written of a hostile page, loaded where nothing is forbidden, runs nothing and asks for
// nothing but its images, and is to the browser what it is to us.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Extractor, initSync, sanitize } from "../../extension/wasm/offprint.js";
import { until } from "../extension/driver/until.js";
import { startSession } from "../extension/session.js";
import { bare, payloads } from "./payloads.js";
import { startServer } from "./server.js";

const MODULE = new URL("../../extension/wasm/offprint_bg.wasm", import.meta.url);
/** How many pieces the browser is asked about at once: more would take longer than its remote control waits. */
const BATCH = { judge: 120, judgeEach: 24 };
/** Of the bare payloads, those that are seen to run and to ask are at least so many: else nobody looks. */
const LEAST_RUN = 60;
const LEAST_ASKED = 20;

const PROSE =
  "<p>The harbour master counted the boats twice that evening, as he had done after every storm of the last thirty years, and wrote the number down.</p>".repeat(
    3,
  );

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("../extension/session.js").Session} */
let session;
/** @type {any} */
let page;
before(async () => {
  initSync({ module: readFileSync(MODULE) });
  server = await startServer();
  session = await startSession({ server });
  page = await session.browser.open(server.address("/judge.html"));
  await until("the judge", () => page.evaluate((/** @type {any} */ window) => window.judge !== undefined));
});
after(async () => {
  await session?.close();
  await server?.close();
});

test("what is written runs nothing, asks for nothing, and stays as it is", async (t) => {
  const hostile = payloads(server.origin);
  const written = new Set(hostile.flatMap(whatIsWritten));
  const { ran, asked, wrong, images } = await judged("judge", [...written]);
  assert.deepEqual(ran, [], "payloads that ran, by number");
  const others = asked.filter(({ path, as }) => as !== "image" || !images.has(server.origin + path));
  assert.deepEqual(others, [], "requests for anything but the images");
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} are wrong`);
  t.diagnostic(`${hostile.length} payloads, ${written.size} different outcomes, ${asked.length} requests for images`);
});

test("what runs and what asks is seen", async () => {
  const raw = bare(server.origin);
  const { ran, asked, wrong } = await judged("judgeEach", raw);
  assert.ok(ran.length >= LEAST_RUN, `${ran.length} of ${raw.length} were seen to run`);
  assert.ok(asked.length >= LEAST_ASKED, `${asked.length} requests were seen`);
  assert.ok(wrong.length > raw.length / 2, `${wrong.length} were seen to be outside the grammar`);
});

/** What the sanitizer and the extractor make of a payload, twice each. @param {string} payload */
function whatIsWritten(payload) {
  const url = `${server.origin}/page/`;
  const shown = sanitize(payload, url);
  assert.equal(sanitize(shown, url), shown, `a second time changes what was made of ${payload}`);
  const extractor = new Extractor(url, "page");
  extractor.write(new TextEncoder().encode(`<article><h1>Boats</h1>${PROSE}${payload}${PROSE}</article>`));
  const { html } = extractor.end(0);
  assert.equal(sanitize(html, url), html, `a second time changes the capture of ${payload}`);
  return [shown, html];
}

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

/** Runs in the judge's page. */
function askJudge(/** @type {any} */ window, /** @type {string} */ how, /** @type {string[]} */ pieces) {
  return window[how](pieces);
}
