// Highlights and notes: made, changed, undone, kept beside the capture and never in it, and found again in a version of
// the page that has changed since.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader, select } from "./reading.js";
import { startSession } from "./session.js";

const PATH = "/pages/reading-essay.html";
const PASSAGE = "the value of a path lies less in where it ends";

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
  await session.office.evaluate(writeHighlights, id, []);
});
after(() => session?.close());

/** What the database holds of the capture. @returns {Promise<any>} */
async function stored() {
  return (await session.stored(session.server.address(PATH))).find((/** @type {any} */ capture) => capture.id === id);
}

/** Opens the capture and highlights the passage. @param {string} key */
async function mark(key) {
  reader = await openReader(session, id);
  await inArticle(reader, select, PASSAGE);
  await reader.pressKey(key);
  await until("the highlight to be stored", async () => (await stored()).highlights.length === 1);
  return reader;
}

test("a selection is highlighted by its key, in the database and not in the file", async () => {
  const { file, digest } = await stored();
  await mark("2");
  assert.equal(await inArticle(reader, painted, "mark-green"), PASSAGE);
  const { highlights, ...capture } = await stored();
  assert.equal(capture.file, file);
  assert.equal(capture.digest, digest);
  const [{ quote, prefix, suffix, start, end, colour, note }] = highlights;
  assert.deepEqual(
    { quote, colour, note, length: end - start },
    { quote: PASSAGE, colour: "green", note: "", length: PASSAGE.length },
  );
  assert.ok(prefix.endsWith("a half to find out: that "), prefix);
  assert.ok(suffix.startsWith(" than in what it passes."), suffix);
});

test("the buttons beside a selection highlight it, and one colour after another", async () => {
  reader = await openReader(session, id);
  await inArticle(reader, select, PASSAGE);
  await inArticle(reader, release);
  await until("the buttons", () =>
    reader.evaluate((/** @type {any} */ window) => !window.document.getElementById("marker").hidden),
  );
  for (const colour of ["yellow", "green", "blue", "rose"]) {
    await inArticle(reader, select, PASSAGE);
    await reader.evaluate(press, `#marker .${colour}`);
    assert.equal(await inArticle(reader, painted, `mark-${colour}`), PASSAGE);
  }
  await until("the colour to be stored", async () => (await stored()).highlights[0]?.colour === "rose");
  assert.equal((await stored()).highlights.length, 1);
});

test("notes are kept, and are there when the capture is opened again", async () => {
  await mark("1");
  await reader.pressKey("m");
  await reader.evaluate(write, "Networks, a century early.");
  await until(
    "the note to be stored",
    async () => (await stored()).highlights[0].note === "Networks, a century early.",
  );
  await reader.close();
  reader = await openReader(session, id);
  assert.equal(await inArticle(reader, painted, "mark-yellow"), PASSAGE);
  await reader.pressKey("m");
  const shown = await reader.evaluate(listed);
  assert.deepEqual(shown, [{ quote: PASSAGE, note: "Networks, a century early.", isLost: false }]);
});

test("a note is kept though the tab is closed while it is typed", async () => {
  await mark("1");
  await reader.pressKey("m");
  await reader.evaluate(write, "The last words.");
  await reader.close();
  await until("the note to be stored", async () => (await stored()).highlights[0].note === "The last words.");
});

test("all that is done to a note before it is left is one step", async () => {
  await mark("1");
  await reader.pressKey("m");
  for (const words of ["Networks", "Networks, early"]) {
    await reader.evaluate(write, words);
    await until("the note to be stored", async () => (await stored()).highlights[0].note === words);
  }
  await reader.evaluate(press, "#undo-mark");
  await until("the note to go", async () => (await stored()).highlights[0].note === "");
  assert.equal((await reader.evaluate(listed))[0].note, "");
});

test("two windows on one capture keep the highlights of both, and each shows the other's", async () => {
  reader = await openReader(session, id);
  const other = await openReader(session, id);
  await inArticle(other, select, PASSAGE);
  await other.pressKey("2");
  await inArticle(reader, select, "pressed gentian");
  await reader.pressKey("1");
  await until("both to be stored", async () => (await stored()).highlights.length === 2);
  await until("the other's", async () => (await inArticle(reader, painted, "mark-green")) === PASSAGE);
  await until("this one's", async () => (await inArticle(other, painted, "mark-yellow")) === "pressed gentian");
  await reader.pressKey("z");
  await until("one to be left", async () => (await stored()).highlights.length === 1);
  await until("it to go there", async () => (await inArticle(other, painted, "mark-yellow")) === "");
  assert.equal((await stored()).highlights[0].quote, PASSAGE);
  await other.close();
});

test("somebody who writes a note is not disturbed by another window", async () => {
  await mark("1");
  await reader.pressKey("m");
  const other = await openReader(session, id);
  await reader.front();
  await reader.evaluate((/** @type {any} */ window) => window.document.querySelector(".marks textarea").focus());
  await reader.evaluate(write, "Half a sen");
  await inArticle(other, select, "pressed gentian");
  await other.evaluate(press, "#marker .rose");
  await until("the other's", async () => (await reader.evaluate(listed)).length === 2);
  const focused = await reader.evaluate((/** @type {any} */ window) => window.document.activeElement.value);
  assert.equal(focused, "Half a sen");
  await until("both to be stored", async () => {
    const { highlights } = await stored();
    return highlights.length === 2 && highlights.some((/** @type {any} */ one) => one.note === "Half a sen");
  });
  await other.close();
});

test("undo in one window leaves the note that another has written since", async () => {
  await mark("1");
  await inArticle(reader, select, PASSAGE);
  await reader.pressKey("4");
  await until("the colour to be stored", async () => (await stored()).highlights[0].colour === "rose");
  const other = await openReader(session, id);
  await other.pressKey("m");
  await other.evaluate(write, "Written elsewhere.");
  await until("the note to come", async () => (await reader.evaluate(listed))[0].note === "Written elsewhere.");
  await reader.front();
  await reader.pressKey("z");
  await until("the colour to go back", async () => (await stored()).highlights[0].colour === "yellow");
  assert.equal((await stored()).highlights[0].note, "Written elsewhere.");
  await other.close();
});

test("a highlight that cannot be kept, because the capture is gone for good, is told in the user's language", async () => {
  const lost = await captured(session, `${PATH}?lost`);
  reader = await openReader(session, lost);
  await session.office.evaluate(purge, lost);
  await inArticle(reader, select, PASSAGE);
  await reader.pressKey("1");
  const reason = await session.office.evaluate((/** @type {any} */ { browser, chrome }) =>
    (browser ?? chrome).i18n.getMessage("noSuchCapture"),
  );
  await until("the reason", () =>
    reader.evaluate(
      (/** @type {any} */ { document }, /** @type {string} */ sentence) =>
        document.getElementById("outcome").textContent === sentence,
      reason,
    ),
  );
  // The page finds out for itself, too, so its background is asked alone.
  assert.equal(await session.office.evaluate(refusalToHighlight, lost), reason);
});

test("a press on a highlight opens its note", async () => {
  await mark("1");
  await inArticle(reader, pressOn, "mark-yellow");
  await until("the note", () =>
    reader.evaluate((/** @type {any} */ window) => window.document.activeElement.localName === "textarea"),
  );
});

test("undo takes back what was done, step by step", async () => {
  await mark("1");
  await reader.pressKey("m");
  await reader.evaluate(press, ".mark-tools .plain");
  await until("the highlight to go", async () => (await stored()).highlights.length === 0);
  assert.equal(await inArticle(reader, painted, "mark-yellow"), "");
  await reader.evaluate(press, "#undo-mark");
  await until("the highlight to come back", async () => (await stored()).highlights.length === 1);
  await reader.pressKey("Escape");
  await reader.pressKey("z");
  await until("nothing to be left", async () => (await stored()).highlights.length === 0);
});

test("what was found can be highlighted without a selection", async () => {
  reader = await openReader(session, id);
  await reader.pressKey("f");
  await reader.evaluate(seek, "pressed gentian");
  await reader.evaluate((/** @type {any} */ window) => window.document.getElementById("article").contentWindow.focus());
  await reader.pressKey("h");
  await until("the highlight to be stored", async () => (await stored()).highlights[0]?.quote === "pressed gentian");
});

test("a passage is found again in a new version of the page, where it moved and was edited", async () => {
  await mark("3");
  const page = await session.open(PATH);
  await page.evaluate(edit);
  assert.equal((await session.press(page)).state, "captured");
  await session.tidy();
  const versions = await session.stored(session.server.address(PATH));
  const newer = versions.find((/** @type {any} */ capture) => capture.id !== id);
  assert.equal(newer.highlights.length, 1);
  await reader.close();
  reader = await openReader(session, newer.id);
  assert.equal(await inArticle(reader, painted, "mark-blue"), "the worth of a path lies less in where it ends");
});

test("a passage that is gone is listed, and said to be gone", async () => {
  const gone = {
    id: "gone",
    quote: "There was once a zebra on the platform.",
    prefix: "Nobody saw it. ",
    suffix: " It left.",
    start: 10,
    end: 49,
    colour: "rose",
    note: "",
  };
  await session.office.evaluate(writeHighlights, id, [gone]);
  reader = await openReader(session, id);
  await reader.pressKey("m");
  assert.deepEqual(await reader.evaluate(listed), [{ quote: gone.quote, note: "", isLost: true }]);
});

/** Ends a selection by letting the pointer go. */
function release(/** @type {any} */ article) {
  article.body.dispatchEvent(new article.defaultView.PointerEvent("pointerup", { bubbles: true }));
}

function painted(/** @type {any} */ article, /** @type {any} */ _, /** @type {string} */ name) {
  return [...(article.defaultView.CSS.highlights.get(name) ?? [])].map(String).join("|");
}

/** Presses the middle of what is painted. */
function pressOn(/** @type {any} */ article, /** @type {any} */ _, /** @type {string} */ name) {
  const [range] = article.defaultView.CSS.highlights.get(name);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  const [box] = range.getClientRects();
  const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true };
  article.elementFromPoint(at.clientX, at.clientY).dispatchEvent(new article.defaultView.MouseEvent("click", at));
}

function press(/** @type {any} */ window, /** @type {string} */ selector) {
  window.document.querySelector(selector).click();
}

function write(/** @type {any} */ window, /** @type {string} */ words) {
  const note = window.document.querySelector(".marks textarea");
  note.value = words;
  note.dispatchEvent(new window.Event("input", { bubbles: true }));
}

function seek(/** @type {any} */ window, /** @type {string} */ words) {
  const input = window.document.getElementById("sought");
  input.value = words;
  input.dispatchEvent(new window.Event("input", { bubbles: true }));
}

function listed(/** @type {any} */ window) {
  return [...window.document.querySelectorAll(".marks li")].map((entry) => ({
    quote: entry.querySelector(".quote").textContent,
    note: entry.querySelector("textarea").value,
    isLost: !entry.querySelector(".note").hidden,
  }));
}

/** The page as its author might change it: a new paragraph before all others, and another word in the passage. */
function edit(/** @type {any} */ window) {
  const { document } = window;
  const paragraphs = [...document.querySelectorAll("article > p")];
  const added = document.createElement("p");
  added.textContent =
    "This essay was revised in the spring, after several readers had written to say that the ford, at the time of their visit, had been deeper than it is said to be here.";
  paragraphs[2].before(added);
  const edited = paragraphs.find((paragraph) => paragraph.textContent.includes("that the value of a path"));
  edited.firstChild.data = edited.firstChild.data.replace("the value of a path", "the worth of a path");
}

/** Runs in a page of the extension. */
async function purge(/** @type {any} */ window, /** @type {string} */ id) {
  const { binCaptures, purgeBin } = await import(`${window.location.origin}/store/bin.js`);
  await binCaptures([id]);
  await purgeBin(Date.now());
}

/** What is said of a highlight that the background does not keep; runs in a page of the extension. */
async function refusalToHighlight(/** @type {any} */ window, /** @type {string} */ id) {
  const [{ request }, { describeFailure }] = await Promise.all(
    ["messages.js", "failure.js"].map((name) => import(`${window.location.origin}/${name}`)),
  );
  return request("highlight", { id, change: { removed: ["none"] } }).then(() => "", describeFailure);
}

/** Runs in a page of the extension. */
async function writeHighlights(
  /** @type {any} */ window,
  /** @type {string} */ id,
  /** @type {object[]} */ highlights,
) {
  const { changeCaptures } = await import(`${window.location.origin}/store/captures.js`);
  await changeCaptures([id], () => ({ highlights }));
}
