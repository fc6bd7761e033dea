// What people and browsers do while a capture is under way, and what must hold then: a capture that was asked for is
// not lost, and nothing is said to be what it is not.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { until } from "./driver/until.js";
import { click, readDatabase, startSession } from "./session.js";

const PLAIN = "/cases/article--plain.html";

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
afterEach(() => session.tidy());
after(() => session?.close());

test("a tab that is closed once its page was read is captured all the same", async () => {
  const page = await session.open("/large.html?closed");
  await session.office.evaluate(closeAtStage, session.tab(page), "engine");
  await session.browser.pressKeys(page);
  await until("the capture to be stored", async () => {
    const captures = await session.stored(session.server.address("/large.html?closed"));
    return captures.length > 0;
  });
});

test("two requests for one page are one capture, and for two pages they are two", async () => {
  const path = `${PLAIN}?together`;
  const page = await session.open(path);
  const { popup } = await session.press(page);
  await popup.close();
  const url = session.server.address(path);
  const asks = [url, url, `${url}&other`].map((one) => ({ url: one, policy: "article", started: Date.now() }));
  await session.office.evaluate(captureAtOnce, session.tab(page), asks);
  // The page has not changed since it was captured first, so each capture is a time at which it was seen again.
  const [{ seen }] = await session.stored(url);
  assert.equal(seen.length, 2);
});

test("what the database refuses leaves nothing behind", async () => {
  const before = await session.office.evaluate(readDatabase);
  await assert.rejects(session.office.evaluate(storeTheImpossible), /clone/i);
  assert.deepEqual(await session.office.evaluate(readDatabase), before);
});

test("all that was deleted from the list can be put back, in its place", async () => {
  for (const path of ["?one", "?two", "?three"]) {
    const page = await session.open(`${PLAIN}${path}`);
    await session.press(page);
    await session.tidy();
  }
  const library = await session.browser.open(session.browser.extensionUrl("library.html"));
  const ids = await until("the list", () => library.evaluate(listed));
  // Both with one double press: the second row is where the first one was.
  for (const left of [1, 2]) {
    await click(library, "#captures .delete");
    await until("a row to go", () => library.evaluate(listed, ids.length - left));
  }
  for (const left of [1, 0]) {
    await click(library, "#undo");
    await until("a row to come back", () => library.evaluate(listed, ids.length - left));
  }
  assert.deepEqual(await library.evaluate(listed), ids);
  await library.close();
});

/** Runs in a page of the extension: closes a tab when its capture has come to a stage. */
function closeAtStage(/** @type {any} */ window, /** @type {number} */ tabId, /** @type {string} */ stage) {
  const { runtime, tabs } = window.browser ?? window.chrome;
  const listener = (/** @type {any} */ message) => {
    if (message.tabId !== tabId || message.stage !== stage) return;
    runtime.onMessage.removeListener(listener);
    tabs.remove(tabId);
  };
  runtime.onMessage.addListener(listener);
}

/** Runs in a page of the extension: asks for captures without waiting between them. */
function captureAtOnce(/** @type {any} */ window, /** @type {number} */ tabId, /** @type {any[]} */ asks) {
  const { runtime } = window.browser ?? window.chrome;
  const replies = asks.map((ask) => runtime.sendMessage({ type: "capture", tabId, ...ask }));
  return Promise.all(replies).then(() => null);
}

/** Runs in a page of the extension: a function cannot be stored, and is refused where a file too large would be. */
async function storeTheImpossible(/** @type {any} */ window) {
  const { addCapture } = await import(`${window.location.origin}/store/captures.js`);
  await addCapture({ id: "impossible", stamp: 0, address: "", digest: "" }, () => {});
}

/** The addresses in the list, once there are as many as wanted. */
function listed(/** @type {any} */ window, /** @type {number | undefined} */ wanted) {
  const links = [...window.document.querySelectorAll("#captures .title")].map((link) => link.href);
  return links.length > 0 && (wanted === undefined || links.length === wanted) && links;
}
