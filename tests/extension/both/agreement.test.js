// The same page gives the same capture in Chromium and in Firefox, whose serialisations and styles are their own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../server.js";
import { startSession } from "../session.js";

const PAGES = [
  "/cases/article--plain.html",
  "/cases/article--chinese.html",
  "/cases/article--arabic.html",
  "/pages/built-by-script.html",
  "/pages/frame.html",
  "/pages/hidden.html",
  "/pages/shadow.html",
];

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("../session.js").Session[]} */
let sessions = [];
before(async () => {
  server = await startServer();
  const names = ["chromium", "firefox"];
  sessions = await Promise.all(names.map((name) => startSession({ name, server })));
});
after(async () => {
  for (const session of sessions) await session.close();
  await server?.close();
});

for (const path of PAGES) {
  test(`${path} gives the same capture in both browsers`, async () => {
    const [inChromium, inFirefox] = await Promise.all(sessions.map((session) => capture(session, path)));
    assert.equal(inFirefox, inChromium);
  });
}

/**
 * The stored file without its stamp.
 *
 * @param {import("../session.js").Session} session
 * @param {string} path
 */
async function capture(session, path) {
  const page = await session.open(path);
  const { state } = await session.press(page);
  assert.equal(state, "captured");
  const [{ file }] = await session.stored(session.server.address(path));
  await session.tidy();
  return file.slice(file.indexOf("\n"));
}
