// A database that cannot be used: the user is told what is wrong and what to do, the capture is offered at once, and what
// is stored stays as it is. A full disk is part of the drill.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { emptyDatabase, runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { inArticle, openReader } from "./reading.js";
import { click, startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
beforeEach(() => emptyDatabase(session.office));
afterEach(() => session.tidy());
after(() => session?.close());

/** @param {any} popup @param {string} selector @returns {Promise<string>} */
const text = (popup, selector) =>
  popup.evaluate(
    (/** @type {any} */ window, /** @type {string} */ wanted) => window.document.querySelector(wanted).textContent,
    selector,
  );

/** What the extension says under a key. @param {string} key @returns {Promise<string>} */
const message = (key) =>
  session.office.evaluate(
    (/** @type {any} */ window, /** @type {string} */ name) => (window.browser ?? window.chrome).i18n.getMessage(name),
    key,
  );

test("one that a newer version has written is refused, left alone, and the capture is offered", async () => {
  await runInExtension(session.office, async ({ openRaw }) => {
    const database = await openRaw(99, (/** @type {IDBDatabase} */ newer) => newer.createObjectStore("later"));
    database.close();
  });
  const page = await session.open("/cases/article--plain.html?newer");
  const { popup, state } = await session.press(page);
  assert.equal(state, "failed");
  assert.equal(await text(popup, "#outcome"), await message("storeNewer"));
  assert.equal(await text(popup, "#advice"), await message("storeNewerAdvice"));
  await click(popup, "#download");
  await session.anyDownload("washing line");
  const [{ version }] = await session.office.evaluate((/** @type {any} */ window) => window.indexedDB.databases());
  assert.equal(version, 99);
});

test("one that is lost to a newer version while somebody reads is told in the reading view", async () => {
  const id = await runInExtension(session.office, async ({ make, addCapture }) => {
    const [capture, file] = await make("https://a.invalid/read", 1000, "<p>The tide came in.</p>".repeat(200));
    return (await addCapture(capture, file)).capture.id;
  });
  const reader = await openReader(session, id);
  await runInExtension(session.office, async ({ openRaw }) => (await openRaw(99, () => {})).close());
  assert.equal(await text(reader, "#outcome"), "");
  await inArticle(reader, (article) => article.defaultView.scrollTo(0, 2000));
  const told = await message("libraryNewer");
  await until("the fault", async () => (await text(reader, "#outcome")) === told);
  await reader.close();
});

test("what is wrong with one is told on every page, with what can be done, and to those who ask the background", async () => {
  await runInExtension(session.office, async ({ openRaw }) => (await openRaw(99, () => {})).close());
  for (const name of ["library.html", "transfer.html", "versions.html?id=x", "reader.html?id=x"]) {
    await (await openTelling(name, "libraryNewer")).close();
  }
  const fault = await runInExtension(session.office, async ({ from }) => {
    const { request } = await from("/messages.js");
    return request("file", { id: "x" }).catch((/** @type {any} */ error) => error.fault);
  });
  assert.equal(fault, "newer");
});

test("one that Firefox does not keep in a private window is told there, and a capture that was to be kept in it", {
  skip: process.env.OFFPRINT_BROWSER !== "firefox",
}, async () => {
  for (const name of ["transfer.html", "reader.html?id=x"]) {
    await (await openTelling(name, "libraryPrivate", { inPrivate: true })).close();
  }
  const page = await openTelling("library.html", "libraryPrivate", { inPrivate: true });
  const { sentence, advice } = await runInExtension(page, async ({ from, make, addCapture }) => {
    const { describeOutcome } = await from("/outcome.js");
    const capture = await make("https://a.invalid/private", 1000, "text");
    const { fault, message } = await addCapture(...capture).catch((/** @type {any} */ error) => error);
    return describeOutcome({ state: "failed", failure: fault, message });
  });
  assert.equal(sentence, await message("storePrivate"));
  assert.equal(advice, await message("storePrivateAdvice"));
  await page.close();
});

/**
 * Opens a page of the extension and waits until it says what is wrong.
 * @param {string} name
 * @param {string} key of what it says
 * @param {{ inPrivate?: boolean }} [where]
 */
async function openTelling(name, key, where) {
  const page = await session.browser.open(session.browser.extensionUrl(name), where);
  const told = await message(key);
  await until(`${name} to say "${told}"`, async () => (await text(page, "#outcome")) === told);
  return page;
}

test("one that another page holds open is said to be held, and works once it is let go", async () => {
  const holder = await session.browser.open(session.browser.extensionUrl("options.html"));
  await runInExtension(holder, async ({ emptyDatabase, openRaw }) => {
    const old = (/** @type {IDBDatabase} */ database) => {
      database.createObjectStore("captures", { keyPath: "id" }).createIndex("stamp", "stamp");
      database.createObjectStore("files", { keyPath: "id" });
    };
    const kept = /** @type {any} */ (globalThis);
    // The background may be quicker, and makes it as it is now.
    while (!kept.held) {
      await emptyDatabase();
      kept.held = await openRaw(1, old).catch(() => null);
    }
  });
  const page = await session.open("/cases/article--plain.html?held");
  const { popup, state } = await session.press(page);
  assert.equal(state, "failed");
  assert.equal(await text(popup, "#outcome"), await message("storeBlocked"));
  await holder.close();
  await click(popup, "#retry");
  await until("the capture", async () => (await text(popup, "#outcome")) === (await message("captured")));
});

for (const fault of ["altered", "lost"]) {
  test(`one that gives a file back ${fault} is told at the capture, which is offered and not stored`, async (context) => {
    context.after(spareFiles);
    await runInExtension(session.office, harmFiles, fault);
    const page = await session.open(`/cases/article--plain.html?${fault}`);
    const { popup, state } = await session.press(page);
    assert.equal(state, "failed");
    assert.equal(await text(popup, "#outcome"), await message("storeDamaged"));
    assert.match(await text(popup, "#advice"), /was not read back as it was written/);
    assert.deepEqual(await session.stored(session.server.address(`/cases/article--plain.html?${fault}`)), []);
    assert.equal(await runInExtension(session.office, ({ countRows }) => countRows("files")), 0);
    await click(popup, "#download");
    await session.anyDownload("washing line");
    await spareFiles();
    await click(popup, "#retry");
    await until("the capture", async () => (await text(popup, "#outcome")) === (await message("captured")));
  });
}

test("one that the browser has thrown away is told, on the pages and after a capture, until it is noticed", async () => {
  await runInExtension(session.office, loseDatabase);
  await assertLossTold();
});

test("one that Firefox has thrown away with its other databases is told as well", {
  skip: process.env.OFFPRINT_BROWSER !== "firefox",
}, async () => {
  await runInExtension(session.office, loseDatabase);
  // Where the note is, too.
  await runInExtension(session.office, ({ storage }) => storage.remove("library"));
  await assertLossTold();
});

/** What browsers do with files that they cannot read; runs in a page of the extension. @param {any} store */
async function loseDatabase({ make, addCapture, emptyDatabase }) {
  await addCapture(...(await make("https://a.invalid/x", 1000, "text")));
  await emptyDatabase();
}

/** A capture and the pages tell of it until somebody has noticed. */
async function assertLossTold() {
  const page = await session.open("/cases/article--plain.html?thrown-away");
  const { popup, state } = await session.press(page);
  assert.equal(state, "captured");
  const told = await message("lossTold");
  await until("the popup to tell", async () => (await text(popup, "#copies-words")) === told);
  assert.equal(await isLossTold("library.html"), true);
  assert.equal(await isLossTold("transfer.html", "#loss-seen"), true);
  assert.equal(await isLossTold("library.html"), false);
}

/**
 * Does to each file what a bad disk might, as soon as the transaction that writes it is complete: this one waits for it since
 * before, and whoever reads the file back comes after. Runs in a page of the extension until `data-spared` is set there.
 *
 * @param {any} store
 * @param {string} fault
 */
async function harmFiles({ countRows, openRaw }, fault) {
  // The store's own way makes the database.
  await countRows("files");
  const database = await openRaw();
  const { body } = window.document;
  body.removeAttribute("data-spared");
  const isSpared = () => body.hasAttribute("data-spared");
  const harm = () => {
    const transaction = database.transaction("files", "readwrite");
    let hasBegun = false;
    transaction.objectStore("files").openCursor().onsuccess = (/** @type {any} */ { target: { result: cursor } }) => {
      // The next one waits in line before this one is over: so one always comes between a capture and its being read back.
      if (!hasBegun && !isSpared()) harm();
      hasBegun = true;
      if (!cursor) return;
      if (fault === "lost") cursor.delete();
      else cursor.update({ ...cursor.value, file: cursor.value.file.replace("washing line", "washing lime") });
      cursor.continue();
    };
    transaction.oncomplete = () => isSpared() && database.close();
  };
  harm();
}

/** Ends what {@link harmFiles} does. */
function spareFiles() {
  return session.office.evaluate((/** @type {any} */ { document }) => {
    document.body.toggleAttribute("data-spared", true);
  });
}

/** Whether a page tells of the loss; then something on it may be pressed. @param {string} name @param {string} [pressed] */
async function isLossTold(name, pressed) {
  const page = await session.browser.open(session.browser.extensionUrl(name));
  const notice = await until(`${name} to have asked`, () =>
    page.evaluate((/** @type {any} */ window) => {
      const { dataset, hidden } = window.document.getElementById("lost");
      return dataset.state === "asked" && { isTold: !hidden };
    }),
  );
  if (pressed) await click(page, pressed);
  await page.close();
  return notice.isTold;
}
