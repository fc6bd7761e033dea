// What was left out: shown in its place with the reason, put back or taken out, and kept as a new version.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

const PATH = "/pages/reading-essay.html";
const LEFT_OUT = "The Slow Courier appears when it is finished";
const KEPT = "People laughed about it";

/** @type {import("./session.js").Session} */
let session;
/** @type {string} */
let id;
/** @type {any} */
let reader;

before(async () => {
  session = await startSession();
  id = await captured(session, PATH);
});
afterEach(async () => {
  await reader?.close();
  reader = null;
});
after(() => session?.close());

/** Opens the capture and shows what was left out of it. */
async function open() {
  reader = await openReader(session, id);
  await reader.pressKey("x");
  await until("the whole page", () =>
    inArticle(reader, (article) => article.querySelector("[data-run][aria-checked]") !== null),
  );
  return reader;
}

/** The versions, the newest first. @returns {Promise<any[]>} */
async function versions() {
  const all = await session.stored(session.server.address(PATH));
  return all.sort((one, other) => other.stamp - one.stamp);
}

/** Keeps a new version and gives it. */
async function saved() {
  const { length } = await versions();
  await reader.evaluate(press, "#save-version");
  return until("the new version", async () => {
    const all = await versions();
    return all.length > length && all[0];
  });
}

test("what was left out is shown in its place, greyed, with the reason", async () => {
  await open();
  const footer = await inArticle(reader, look, LEFT_OUT);
  assert.equal(footer.checked, "false");
  assert.match(footer.title, /^Left out/);
  const text = await inArticle(reader, look, KEPT);
  assert.equal(text.checked, "true");
  assert.notEqual(text.colour, footer.colour);
  await reader.pressKey("Escape");
  await until("the article again", () =>
    inArticle(reader, (article) => article.querySelector("main > article") !== null),
  );
});

test("a press puts a run back, another takes one out, and both make a new version; the first is kept", async () => {
  await open();
  const [before] = await versions();
  await inArticle(reader, pressRun, LEFT_OUT);
  await inArticle(reader, pressRun, KEPT);
  assert.equal((await inArticle(reader, look, LEFT_OUT)).checked, "true");
  assert.match((await inArticle(reader, look, KEPT)).title, /by you/);
  const after = await saved();
  assert.ok(after.file.includes(LEFT_OUT) && !after.file.includes(KEPT));
  const old = (await versions()).find((/** @type {any} */ capture) => capture.id === before.id);
  assert.equal(old.file, before.file);
  await until("the new version to be shown", () => reader.evaluate(isAt, after.id));
});

test("the keyboard does it as well, and undo takes it back", async () => {
  await open();
  const isDisabled = () =>
    reader.evaluate((/** @type {any} */ window) => window.document.getElementById("save-version").disabled);
  assert.equal(await isDisabled(), true);
  await inArticle(reader, focusRun, LEFT_OUT);
  await reader.pressKey("Enter");
  await until("it to be put back", async () => (await inArticle(reader, look, LEFT_OUT)).checked === "true");
  assert.equal(await isDisabled(), false);
  await reader.evaluate(press, "#undo-correction");
  assert.equal((await inArticle(reader, look, LEFT_OUT)).checked, "false");
  assert.equal(await isDisabled(), true);
});

test("what is selected can be said to be the article", async () => {
  await open();
  await inArticle(reader, selectRun, KEPT);
  await reader.evaluate(press, "#only-this");
  const { file } = await saved();
  assert.ok(file.includes(KEPT));
  assert.ok(!file.includes("The ford is not deep"));
});

test("without the page it is said that there is none", async () => {
  await session.office.evaluate(dropPage, id);
  reader = await openReader(session, id);
  await reader.pressKey("x");
  await until("the reason", () => reader.evaluate(says, "was not kept beside this capture"));
});

/** The run that holds some words. */
const RUN = `(article, words) => [...article.querySelectorAll("[data-run]")].find((run) => run.textContent.includes(words))`;

const look = `(article, window, words) => {
  const run = (${RUN})(article, words);
  return { checked: run.getAttribute("aria-checked"), title: run.title, colour: article.defaultView.getComputedStyle(run).color };
}`;
const pressRun = `(article, window, words) => (${RUN})(article, words).click()`;
const focusRun = `(article, window, words) => (${RUN})(article, words).focus()`;
const selectRun = `(article, window, words) => article.getSelection().selectAllChildren((${RUN})(article, words))`;

function press(/** @type {any} */ window, /** @type {string} */ selector) {
  window.document.querySelector(selector).click();
}

function isAt(/** @type {any} */ window, /** @type {string} */ wanted) {
  return window.location.href.endsWith(wanted) && window.document.body?.dataset.state === "shown";
}

function says(/** @type {any} */ window, /** @type {string} */ words) {
  return window.document.getElementById("leftOut-panel").textContent.includes(words);
}

/** Runs in a page of the extension. */
function dropPage(/** @type {any} */ window, /** @type {string} */ id) {
  return new Promise((resolve, reject) => {
    const opening = window.indexedDB.open("offprint");
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("pages", "readwrite");
      transaction.objectStore("pages").delete(id);
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(null);
      };
    };
  });
}
