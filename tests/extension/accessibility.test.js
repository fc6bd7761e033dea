// The extension's own pages, looked at by axe: nobody should need to see, or a mouse, to use them.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { EXAMINE } from "./axe.js";
import { until } from "./driver/until.js";
import { startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
/** @type {string} */
let id;
before(async () => {
  session = await startSession();
  const page = await session.open("/cases/article--plain.html");
  await session.press(page);
  [{ id }] = await session.stored(session.server.address("/cases/article--plain.html"));
  await session.tidy();
});
afterEach(() => session.tidy());
after(() => session?.close());

test("the popup after a capture", async () => {
  const page = await session.open("/cases/article--plain.html?popup");
  const { popup, state } = await session.press(page);
  assert.equal(state, "captured");
  assert.deepEqual(await popup.evaluate(EXAMINE), []);
});

test("the popup where there is no article", async () => {
  const page = await session.open("/cases/none--sign-in.html");
  const { popup, state } = await session.press(page);
  assert.equal(state, "no-article");
  assert.deepEqual(await popup.evaluate(EXAMINE), []);
});

for (const name of ["library.html", "options.html", "reader.html", "transfer.html", "versions.html"]) {
  test(name, async () => {
    const address = /^(reader|versions)/.test(name) ? `${name}?id=${id}` : name;
    const page = await session.browser.open(session.browser.extensionUrl(address));
    await until("the page to be filled", () => page.evaluate(isFilled));
    assert.deepEqual(await page.evaluate(EXAMINE), []);
    await page.close();
  });
}

/**
 * The words of these pages are put in by scripts, and the article comes from the database.
 *
 * @param {any} window
 */
function isFilled(window) {
  const { body } = window.document;
  return body.dataset.state !== "working" && body.querySelector("h1")?.textContent !== "";
}
