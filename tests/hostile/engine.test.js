// What is too much for the engine: it is refused in words, the page can be let go, and whatever happened, the next page
// gives the bytes that it would have given before.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { until } from "../extension/driver/until.js";
import { click, nativeCapture, readDatabase, settled, startSession } from "../extension/session.js";
import { startServer } from "./server.js";

const ORDINARY = {
  url: "https://harbour.example/count",
  selection: false,
  html: `<!DOCTYPE html><html lang="en"><title>The count</title><article><h1>The count</h1>${"<p>Every evening at nine the harbour master walks to the end of the quay and counts the boats, twice, and writes the smaller number down.</p>".repeat(4)}</article></html>`,
};
const STAMP = 1_790_000_000_000;

/** The largest page that is read, in bytes: MAX_INPUT of src/options.rs. */
const MAX_INPUT = 128 << 20;

/** Of this many paragraphs a browser makes some 12 MB: long enough to be let go while it is read. */
const PARAGRAPHS = 60_000;
const HUGE = `<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,"><title>Entries</title><article><h1>Entries</h1>${Array.from({ length: PARAGRAPHS }, (_, number) => `<p>Entry ${number}. Nobody has counted the umbrellas since the year the purser tried, gave up at four hundred and twelve, went ashore, and opened a shop for umbrellas there, which is still to be found.</p>`).join("\n")}</article></html>`;

/** The longest that the popup may go without doing anything, in ms, on a machine that does other things too. */
const LONGEST_FREEZE = 2_000;
const PATIENCE_MS = 60_000;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("../extension/session.js").Session} */
let session;
before(async () => {
  server = await startServer({ "/huge.html": HUGE });
  session = await startSession({ server });
});
afterEach(() => session.tidy());
after(async () => {
  await session?.close();
  await server?.close();
});

test("an instance that has trapped is thrown away and says so, and nothing stored is touched", async () => {
  const before = await session.office.evaluate(readDatabase);
  const told = await session.office.evaluate(trap, ORDINARY, STAMP);
  assert.match(told.trapped, /^the engine stopped: .*(out of bounds|unreachable)/i);
  assert.match(told.lost, /^the engine stopped, and the page that it had read is lost$/);
  assert.equal(told.after, String(nativeCapture(ORDINARY, { stamp: STAMP, policy: "article" })));
  assert.deepEqual(await session.office.evaluate(readDatabase), before);
});

test("a page beyond a limit is refused by that limit's name, and the next is read", async () => {
  const told = await session.office.evaluate(exceed, MAX_INPUT, ORDINARY, STAMP);
  assert.equal(told.size, `LimitError: found more than ${MAX_INPUT} bytes of HTML, expected a page within that limit`);
  assert.equal(told.after, String(nativeCapture(ORDINARY, { stamp: STAMP, policy: "article" })));
});

test("a huge page can be cancelled, and the popup answers meanwhile", async (t) => {
  const page = await session.open("/huge.html");
  const popup = await session.browser.press(page);
  await popup.evaluate(watchForFreezes);
  await until("the button that cancels", () => popup.evaluate(canBeCancelled), PATIENCE_MS);
  const frozen = await popup.evaluate((/** @type {any} */ window) => window.longestFreeze);
  await click(popup, "#cancel");
  assert.equal(await settled(popup), "cancelled");
  t.diagnostic(`the popup was frozen for ${Math.round(frozen)} ms at most`);
  assert.ok(frozen < LONGEST_FREEZE, `the popup was frozen for ${frozen} ms`);
  assert.deepEqual(await session.stored(server.address("/huge.html")), []);
  await popup.close();
});

/** Runs in a page of the extension: makes the engine read where it has no memory, and goes on. */
async function trap(/** @type {any} */ window, /** @type {any} */ { html, url }, /** @type {number} */ stamp) {
  const { readPage, selectFrom } = await import(`${window.location.origin}/engine.js`);
  const said = (/** @type {() => unknown} */ call) => {
    try {
      call();
      return "nothing";
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  };
  const [page, other] = [await readPage(html, url), await readPage(html, url)];
  page.__wbg_ptr = 0xffff_fff0;
  const trapped = said(() => selectFrom(page, "article", stamp));
  const lost = said(() => selectFrom(other, "article", stamp));
  return { trapped, lost, after: selectFrom(await readPage(html, url), "article", stamp).capture };
}

/** Runs in a page of the extension. */
async function exceed(
  /** @type {any} */ window,
  /** @type {number} */ limit,
  /** @type {any} */ { html, url },
  /** @type {number} */ stamp,
) {
  const { readPage, selectFrom } = await import(`${window.location.origin}/engine.js`);
  const size = await readPage(`${"a ".repeat(limit / 2)}a`, url).then(() => "nothing", String);
  return { size, after: selectFrom(await readPage(html, url), "article", stamp).capture };
}

/** Runs in the popup: how long it did nothing, at most. */
function watchForFreezes(/** @type {any} */ window) {
  let last = window.performance.now();
  window.longestFreeze = 0;
  window.setInterval(() => {
    const now = window.performance.now();
    window.longestFreeze = Math.max(window.longestFreeze, now - last);
    last = now;
  }, 10);
}

/** Runs in the popup. */
function canBeCancelled(/** @type {any} */ window) {
  const { body } = window.document;
  if (body.dataset.state !== "working") throw new Error(`it ended too early: ${body.innerText}`);
  return !window.document.getElementById("cancel").hidden;
}
