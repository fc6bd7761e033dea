// What changed from one capture of a page to the next: said at the second capture, and shown on a page of its own.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { emptyDatabase, runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { click, startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
beforeEach(() => emptyDatabase(session.office));
after(() => session?.close());

/** @param {string[]} bodies of the versions, the oldest first @returns {Promise<string>} the id of the newest */
const versions = (...bodies) =>
  runInExtension(
    session.office,
    async ({ make, addCapture }, texts) => {
      let id = "";
      for (const [index, text] of texts.entries()) {
        const [capture, file] = await make("https://a.invalid/x", 1_700_000_000_000 + index * 86_400_000, text);
        ({ id } = (await addCapture(capture, file)).capture);
      }
      return id;
    },
    bodies,
  );

/** @param {string} id */
async function open(id) {
  const page = await session.browser.open(session.browser.extensionUrl(`versions.html?id=${id}`));
  await until("the versions to be compared", () =>
    page.evaluate((/** @type {any} */ w) => w.document.body.dataset.state === "shown"),
  );
  return page;
}

/** The texts of all elements that match; runs in the page. */
const texts = (/** @type {any} */ window, /** @type {string} */ selector) =>
  [...window.document.querySelectorAll(selector)].map((element) => element.textContent);

test("words are marked, inline and side by side", async () => {
  const same = Array.from({ length: 9 }, (_, index) => `<p>Line ${index} stays.</p>`).join("");
  const id = await versions(`<p>The red boat left.</p>${same}`, `<p>The blue boat left.</p>${same}`);
  const page = await open(id);
  assert.deepEqual(await page.evaluate(texts, "del"), ["red"]);
  assert.deepEqual(await page.evaluate(texts, "ins"), ["blue"]);
  assert.equal((await page.evaluate(texts, "details .row")).length, 7, "what is far from a change is folded");
  await click(page, "#beside");
  await until("the sides", async () => (await page.evaluate(texts, ".older")).length > 0);
  assert.equal((await page.evaluate(texts, ".changed .older"))[0], "The red boat left.");
  assert.equal((await page.evaluate(texts, ".changed .newer"))[0], "The blue boat left.");
  await page.close();
});

test("in Chinese one character is marked alone", async () => {
  const page = await open(await versions("<p>二十四根伞骨</p>", "<p>二十五根伞骨</p>"));
  assert.deepEqual(await page.evaluate(texts, "del"), ["四"]);
  assert.deepEqual(await page.evaluate(texts, "ins"), ["五"]);
  await page.close();
});

test("numbers are written as the language writes them", async () => {
  const page = await open(await versions("<p>one</p>", `<p>one${" two".repeat(1200)}</p>`));
  assert.deepEqual(await page.evaluate(texts, "#outcome"), ["Words added: 1,201. Words removed: 1."]);
  await page.close();
});

test("any two of the versions can be chosen", async () => {
  const page = await open(await versions("<p>one a</p>", "<p>one b</p>", "<p>one c</p>"));
  assert.deepEqual(await page.evaluate(texts, "del"), ["b"]);
  await page.evaluate((/** @type {any} */ window) => {
    const older = window.document.getElementById("older");
    older.selectedIndex = 2;
    older.dispatchEvent(new window.Event("change"));
  });
  await until("the oldest to be compared", async () => (await page.evaluate(texts, "del"))[0] === "a");
  assert.deepEqual(await page.evaluate(texts, "ins"), ["c"]);
  await page.close();
});

test("a page that was captured once says so", async () => {
  const page = await open(await versions("<p>one</p>"));
  assert.notEqual((await page.evaluate(texts, "#outcome"))[0], "");
  assert.deepEqual(await page.evaluate(texts, ".row"), []);
  await page.close();
});

test("a second capture of a changed page says since when, and leads to what changed", async () => {
  const page = await session.open("/cases/article--plain.html?changed");
  await (await session.press(page)).popup.close();
  await page.evaluate((/** @type {any} */ window) => {
    const paragraphs = [...window.document.querySelectorAll("p")];
    paragraphs.sort((one, other) => other.textContent.length - one.textContent.length);
    paragraphs[0].append(" And one sentence that was added later.");
  });
  const { popup, state } = await session.press(page);
  assert.equal(state, "captured");
  assert.notEqual((await popup.evaluate(texts, "#advice"))[0], "");
  await click(popup, "#compare");
  const compared = await session.browser.find((/** @type {string} */ url) => url.includes("versions.html"));
  await until("the added words", async () => (await compared.evaluate(texts, "ins")).join("").includes("added later"));
  await compared.close();
  await session.tidy();
});
