// What was left out: shown in its place with the reason, put back or taken out, and kept as a new version.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader, select } from "./reading.js";
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
  await until("the whole page", () => inArticle(reader, isMarked));
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
  await until("the article again", () => inArticle(reader, isArticle));
});

test("nothing is highlighted where what was left out is shown, and why is said", async () => {
  await open();
  await inArticle(reader, select, LEFT_OUT);
  for (const key of ["h", "2"]) await reader.pressKey(key);
  await until("the reason", async () => /highlights are made in the article/.test(await reader.evaluate(outcome)));
  assert.ok((await versions()).every(({ highlights }) => highlights.length === 0));
  await reader.pressKey("Escape");
  await until("the article again", () => inArticle(reader, isArticle));
  await inArticle(reader, select, KEPT);
  await reader.pressKey("2");
  await until("the highlight", async () => (await versions()).some(({ highlights }) => highlights.length === 1));
  await reader.pressKey("z");
  await until("it to go", async () => (await versions()).every(({ highlights }) => highlights.length === 0));
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
  assert.equal(await reader.evaluate(isDisabled, "save-version"), true);
  await inArticle(reader, focusRun, LEFT_OUT);
  await reader.pressKey("Enter");
  await until("it to be put back", async () => (await inArticle(reader, look, LEFT_OUT)).checked === "true");
  assert.equal(await reader.evaluate(isDisabled, "save-version"), false);
  await reader.evaluate(press, "#undo-correction");
  assert.equal((await inArticle(reader, look, LEFT_OUT)).checked, "false");
  assert.equal(await reader.evaluate(isDisabled, "save-version"), true);
});

test("what is selected can be said to be the article", async () => {
  await open();
  await inArticle(reader, selectRun, KEPT);
  await reader.evaluate(press, "#only-this");
  const { file } = await saved();
  assert.ok(file.includes(KEPT));
  assert.ok(!file.includes("The ford is not deep"));
});

test("a highlight made just before goes along to the new version, and the version is copied as every capture is", async () => {
  await session.office.evaluate(chooseCopies, "downloads");
  reader = await openReader(session, id);
  const quote = "the lime kiln";
  await inArticle(reader, select, quote);
  await reader.pressKey("h");
  await until("the highlight to be stored", async () => (await versions()).at(-1).highlights.length === 1);
  await reader.pressKey("x");
  await until("the whole page", () => inArticle(reader, isMarked));
  await inArticle(reader, pressRun, "The ford is not deep");
  const after = await saved();
  assert.deepEqual(
    after.highlights.map((/** @type {any} */ mark) => mark.quote),
    [quote],
  );
  const { copy } = await until("the copy to be noted", async () => {
    const [newest] = await versions();
    return newest.copy && newest;
  });
  assert.deepEqual(copy, { place: "downloads", name: after.name });
  await session.office.evaluate(chooseCopies, "off");
});

test("a correction that says what a version says leads to that version, and is no sighting", async () => {
  await open();
  await inArticle(reader, pressRun, LEFT_OUT);
  const first = await saved();
  await reader.close();
  await open();
  await inArticle(reader, pressRun, LEFT_OUT);
  await reader.evaluate(press, "#save-version");
  await until("that version to be shown", () => reader.evaluate(isAt, first.id));
  const [newest] = await versions();
  assert.deepEqual([newest.id, newest.seen], [first.id, []]);
});

test("what is put back and taken out again is no correction", async () => {
  await open();
  await inArticle(reader, pressRun, LEFT_OUT);
  await inArticle(reader, pressRun, LEFT_OUT);
  assert.equal(await reader.evaluate(isDisabled, "save-version"), true);
  assert.equal(await reader.evaluate(isDisabled, "undo-correction"), false);
});

test("corrections stay while something else is looked at, and so does the place", async () => {
  await open();
  await inArticle(reader, pressRun, LEFT_OUT);
  await inArticle(reader, (_, window) => window.document.getElementById("article").contentWindow.scrollTo(0, 2000));
  await reader.pressKey("t");
  await until("the article again", () => inArticle(reader, isArticle));
  await until("the place", () => inArticle(reader, (article) => article.defaultView.scrollY > 1000));
  await reader.pressKey("x");
  await until("the whole page", () => inArticle(reader, isMarked));
  assert.equal((await inArticle(reader, look, LEFT_OUT)).checked, "true");
  assert.equal(await reader.evaluate(isDisabled, "save-version"), false);
});

test("the whole page stays, as it was corrected, when images are withheld meanwhile", async () => {
  await open();
  await inArticle(reader, pressRun, LEFT_OUT);
  await reader.evaluate(press, "#images-never");
  await until("the images to be withheld", () => inArticle(reader, isWithheld));
  await until("the whole page", () => inArticle(reader, isMarked));
  assert.equal((await inArticle(reader, look, LEFT_OUT)).checked, "true");
  await reader.evaluate(press, "#images-always");
  await until("the images again", () => inArticle(reader, (article) => article.images.length > 0));
});

test("whoever is faster than the frame sees what they asked for last", async () => {
  await open();
  await reader.evaluate((/** @type {any} */ window) => {
    for (const id of ["leftOut", "images-never", "images-always", "leftOut", "images-never"]) {
      window.document.getElementById(id).click();
    }
  });
  await until("the whole page without images", () =>
    inArticle(
      reader,
      `(article) => (${isMarked})(article) && (${isWithheld})(article) && article.documentElement.hasAttribute("data-left-out")`,
    ),
  );
  await inArticle(reader, pressRun, LEFT_OUT);
  await reader.evaluate(press, "#images-always");
  await until("the article again", () => reader.pressKey("Escape").then(() => inArticle(reader, isArticle)));
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

/** Whether the whole page is shown. */
const isMarked = (/** @type {any} */ article) => article.querySelector("[data-run][aria-checked]") !== null;

/** Whether the frame shows the article again, and the view knows: what is chosen is set on a page that was filled. */
const isArticle = (/** @type {any} */ article) =>
  article.querySelector("main > article") !== null &&
  article.querySelector("[data-run]") === null &&
  article.documentElement.dataset.theme !== undefined;
const isWithheld = (/** @type {any} */ article) => article.documentElement?.hasAttribute("data-images-withheld");

function isDisabled(/** @type {any} */ window, /** @type {string} */ id) {
  return window.document.getElementById(id).disabled;
}

/** Runs in a page of the extension. */
async function chooseCopies(/** @type {any} */ window, /** @type {string} */ place) {
  const { writeSetting } = await import(`${window.location.origin}/settings.js`);
  await writeSetting("copies", place);
}

function press(/** @type {any} */ window, /** @type {string} */ selector) {
  window.document.querySelector(selector).click();
}

function outcome(/** @type {any} */ window) {
  return window.document.getElementById("outcome").textContent;
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
