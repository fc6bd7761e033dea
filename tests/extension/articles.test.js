// Every kind of page there is an article on: the button is pressed, and what is stored, what is downloaded and what the
// command line makes of the same snapshot are the same bytes.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { click, nativeCapture, startSession } from "./session.js";

/**
 * The pages: what their captures must hold, and what they must not.
 * @type {{ name: string, path: string, holds: string[], lacks: string[] }[]}
 */
const PAGES = [
  {
    name: "a plain article",
    path: "/cases/article--plain.html",
    holds: ["washing line", "a few millimetres at a time", "about 2,400", "[The lighthouse that moved inland]("],
    lacks: ["Seal found in car park", "All rights reserved", "tidewatcher", "Sign up", "Subscribe"],
  },
  {
    name: "an article under default-src 'none'",
    path: "/cases/article--plain.html?policy=none",
    holds: ["washing line", "about 2,400"],
    lacks: ["Seal found in car park"],
  },
  {
    name: "an article under a CSP sandbox",
    path: "/cases/article--plain.html?policy=sandbox",
    holds: ["washing line", "about 2,400"],
    lacks: ["Seal found in car park"],
  },
  {
    name: "an article in Chinese",
    path: "/cases/article--chinese.html",
    holds: ["二十四根伞骨", "先把这十九把修完再说", "林知远"],
    lacks: ["地铁三号线延长线下月试运行", "版权所有"],
  },
  {
    name: "an article in Arabic",
    path: "/cases/article--arabic.html",
    holds: ["دفتر بلا غرامات", 'dir="rtl"', "هدى العطار"],
    lacks: ["سوق السمك يعود", "جميع الحقوق محفوظة"],
  },
  {
    name: "an article that a script builds after loading",
    path: "/pages/built-by-script.html",
    holds: ["The counting begins at four", "everybody remembers the dog"],
    lacks: ["Loading…"],
  },
  {
    name: "an article inside an open shadow root",
    path: "/pages/shadow.html",
    holds: ["fast as a fingernail grows", "the goats have learned to swim", "map of the underside"],
    lacks: ["Islands"],
  },
  {
    name: "an article with a frame of the same origin in it",
    path: "/pages/frame.html",
    holds: [
      "squeaks in a different key",
      "a fugue that every household",
      "Rehearsals are on Tuesdays",
      "/pages/score.html",
    ],
    lacks: [],
  },
  {
    name: "an article with parts that CSS hides",
    path: "/pages/hidden.html",
    holds: ["disagrees with it", "right of way on the slipway", "shouted across the water"],
    lacks: ["walruses", "porcupines", "flamingos", "armadillos"],
  },
  {
    name: "an article of one megabyte",
    path: "/large.html",
    holds: ["Entry 1. ", "Entry 1000. ", "two hats and an uncle"],
    lacks: ["Imprint"],
  },
];

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
afterEach(() => session.tidy());
after(() => session?.close());

describe("captures", () => {
  for (const { name, path, holds, lacks } of PAGES) {
    test(name, async (t) => {
      const page = await session.open(path);
      const { popup, state } = await session.press(page);
      assert.equal(state, "captured");
      const snapshot = await session.snapshot(page);
      const [capture, ...others] = await session.stored(snapshot.url);
      assert.deepEqual(others, [], "one press makes one capture");
      for (const words of holds) assert.ok(capture.file.includes(words), `the capture lacks "${words}"`);
      for (const words of lacks) assert.ok(!capture.file.includes(words), `the capture holds "${words}"`);
      await click(popup, "#download");
      const bytes = await session.downloaded(capture);
      assert.equal(bytes.toString(), capture.file, "the downloaded file is the stored one");
      assert.ok(bytes.equals(nativeCapture(snapshot, capture)), "the command line gives the same bytes");
      const { snapshot: taken, engine, store, total } = capture.timings;
      t.diagnostic(`ms: snapshot ${taken | 0}, engine ${engine | 0}, store ${store | 0}, click to stored ${total | 0}`);
    });
  }

  test("leave out what was typed into a form", async () => {
    const page = await session.open("/pages/form.html");
    await page.evaluate(typeSecrets);
    const { state } = await session.press(page);
    assert.equal(state, "captured");
    const { html, url } = await session.snapshot(page);
    const [capture] = await session.stored(url);
    assert.ok(capture.file.includes("the soup was warm"));
    for (const text of [html, capture.file]) assert.doesNotMatch(text, /heptagon/);
  });

  test("are of the selection where there is one", async () => {
    const page = await session.open("/pages/selection.html");
    await page.evaluate(selectSecond);
    const { popup, state } = await session.press(page);
    assert.equal(state, "captured");
    const snapshot = await session.snapshot(page);
    assert.equal(snapshot.selection, true);
    const [capture] = await session.stored(snapshot.url);
    assert.ok(capture.file.includes("the corner that annoys you most"));
    assert.doesNotMatch(capture.file, /follow the creases|look out of the window/);
    await click(popup, "#download");
    assert.ok((await session.downloaded(capture)).equals(nativeCapture(snapshot, capture)));
  });

  test("do not touch the page", async () => {
    const page = await session.open("/pages/shadow.html");
    await page.evaluate(watchForChanges);
    const { state } = await session.press(page);
    assert.equal(state, "captured");
    assert.equal(
      await page.evaluate((/** @type {any} */ window) => window.document.title),
      "Letters from a moving island",
    );
  });
});

/** Types into every field of the page, as a person would leave them. */
function typeSecrets(/** @type {any} */ window) {
  for (const id of ["name", "secret", "words"]) window.document.getElementById(id).value = `heptagon ${id}`;
  window.document.getElementById("note").textContent = "heptagon note";
}

function selectSecond(/** @type {any} */ window) {
  const range = window.document.createRange();
  range.selectNodeContents(window.document.getElementById("second"));
  window.getSelection().removeAllRanges();
  window.getSelection().addRange(range);
}

/** Marks the title at the first change of the document. */
function watchForChanges(/** @type {any} */ window) {
  const observer = new window.MutationObserver(() => {
    observer.disconnect();
    window.document.title = "changed";
  });
  observer.observe(window.document, { subtree: true, childList: true, attributes: true, characterData: true });
}
