// The second layer alone: payloads that no sanitizer has seen, in the very frame in which captures are read. What the first
// layer might ever miss runs nothing there either, and asks for nothing but images where the reader wants them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSession } from "../extension/session.js";
import { bare } from "./payloads.js";
import { prod } from "./prod.js";
import { startServer } from "./server.js";

/** How many payloads the page is asked about at once: more would take longer than a browser's remote control waits. */
const BATCH = 48;

/** The policy of the reading view lets no function be made there: what prods is part of what is asked. */
const READ_ALL = `(window, ...args) => (${readAll})(window, ${prod}, ...args)`;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("../extension/session.js").Session} */
let session;
/** @type {any} */
let reader;
before(async () => {
  server = await startServer();
  session = await startSession({ server });
  reader = await session.browser.open(session.browser.extensionUrl("reader.html"));
});
after(async () => {
  await session?.close();
  await server?.close();
});

test("raw payloads run nothing, and ask for nothing where images are withheld", async () => {
  const { ran, asked, shown } = await read(false);
  assert.deepEqual(ran, []);
  // Firefox asks for a srcset all the same. Of that the first layer keeps the view: it never writes one.
  const others = asked.filter(
    ({ path, as }) => session.browser.name !== "firefox" || as !== "image" || !isOf(path, "srcset"),
  );
  assert.deepEqual(others, []);
  assert.ok(shown > 0, "the payloads were in the frame");
});

test("raw payloads run nothing, and ask for images alone where they are wanted", async () => {
  const { ran, asked } = await read(true);
  assert.deepEqual(ran, []);
  // Chromium prefetches what any one directive would let pass: here, what it would load as an image.
  const others = asked.filter(({ path, as }) => as !== "image" && !isOf(path, "prefetch"));
  assert.deepEqual(others, []);
  assert.ok(asked.length > 0, "images are seen to be asked for");
});

/** @param {boolean} loadImages */
async function read(loadImages) {
  server.asked();
  const payloads = bare(server.origin);
  const all = { ran: /** @type {unknown[]} */ ([]), shown: 0 };
  for (let start = 0; start < payloads.length; start += BATCH) {
    const some = payloads.slice(start, start + BATCH);
    const { ran, shown } = await reader.evaluate(READ_ALL, some, loadImages);
    all.ran.push(...ran);
    all.shown += shown;
  }
  return { ...all, asked: server.asked() };
}

/** Whether an address was asked for by a payload that holds a word. @param {string} path @param {string} word */
function isOf(path, word) {
  const number = Number(path.replace("/beacon/", "").split("?")[0]);
  return bare(server.origin)[number]?.includes(word) ?? false;
}

/** Runs in the reading view: fills its frame with one payload after the other, as it fills it with captures. */
async function readAll(
  /** @type {any} */ window,
  /** @type {(page: Document) => void} */ act,
  /** @type {string[]} */ payloads,
  /** @type {boolean} */ loadImages,
) {
  const { fillFrame } = await import(`${window.location.origin}/reading/frame.js`);
  const { document } = window;
  const ran = new Set();
  Object.defineProperty(window, "ran", { configurable: true, set: (value) => ran.add(value) });
  const frame = document.getElementById("article");
  const told = { title: "", lang: null, dir: null, length: "", userLanguage: { lang: "en", dir: "ltr" } };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 25));
  let shown = 0;
  for (const html of payloads) {
    const page = await fillFrame(frame, { html, ...told }, loadImages);
    await settle();
    shown += page.body.querySelectorAll("*").length;
    act(page);
    await settle();
  }
  return { ran: [...ran], shown };
}
