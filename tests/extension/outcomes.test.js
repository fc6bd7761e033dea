// The other ways to ask for a capture, the other ways it can end, and what can be done then.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { until } from "./driver/until.js";
import { click, nativeCapture, settled, startSession } from "./session.js";

const PLAIN = "/cases/article--plain.html";
const NO_ARTICLE = "/cases/none--sign-in.html";

/** A page of the browser's own, where no extension may look. */
const FORBIDDEN = /** @type {Record<string, string>} */ ({ chromium: "chrome://version/", firefox: "about:license" });

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
afterEach(() => session.tidy());
after(() => session?.close());

/** @param {any} popup @param {string} selector @returns {Promise<string>} */
const text = (popup, selector) =>
  popup.evaluate(
    (/** @type {any} */ window, /** @type {string} */ wanted) => window.document.querySelector(wanted).textContent,
    selector,
  );

/** @param {string} url */
const capturesOf = (url) =>
  until("a capture to be stored", async () => {
    const captures = await session.stored(url);
    return captures.length > 0 && captures;
  });

describe("a page without an article", () => {
  test("is said to be one, and can be captured as a whole", async () => {
    const page = await session.open(NO_ARTICLE);
    const { popup, state } = await session.press(page);
    assert.equal(state, "no-article");
    assert.notEqual(await text(popup, "#outcome"), "");
    assert.deepEqual(await session.stored(session.server.address(NO_ARTICLE)), []);
    await click(popup, "#capture-page-anyway");
    assert.equal(await settled(popup), "captured");
    const [capture] = await session.stored(session.server.address(NO_ARTICLE));
    assert.ok(capture.file.includes("Forgotten?"));
    assert.equal(capture.policy, "page");
    assert.equal(capture.timings.snapshot, 0, "the page that was read is selected from again");
    const native = nativeCapture(await session.snapshot(page), capture);
    assert.equal(native.toString(), capture.file);
  });
});

describe("an extension that was just installed", () => {
  test("may read no site", async () => {
    const options = await session.browser.open(session.browser.extensionUrl("options.html"));
    const { origins } = await options.evaluate((/** @type {any} */ window) =>
      (window.browser ?? window.chrome).permissions.getAll(),
    );
    assert.deepEqual(origins, []);
    await options.close();
  });
});

describe("a page of the browser's own", () => {
  test("is refused with a sentence", async () => {
    const page = await session.browser.open(FORBIDDEN[session.browser.name]);
    const { popup, state } = await session.press(page);
    assert.equal(state, "forbidden");
    assert.notEqual(await text(popup, "#outcome"), "");
    await popup.close();
    await page.close();
  });
});

describe("a capture", () => {
  test("can be undone", async () => {
    const page = await session.open(`${PLAIN}?undone`);
    const { popup, state } = await session.press(page);
    assert.equal(state, "captured");
    await click(popup, "#undo");
    await until(
      "the capture to be gone",
      async () => (await session.stored(session.server.address(`${PLAIN}?undone`))).length === 0,
    );
  });

  test("goes on when the popup is closed early", async () => {
    const page = await session.open(`${PLAIN}?closed-early`);
    const popup = await session.browser.press(page);
    await until("the popup to have asked", async () => (await text(popup, "#outcome")) !== "");
    await popup.close();
    const [capture] = await capturesOf(session.server.address(`${PLAIN}?closed-early`));
    assert.ok(capture.file.includes("washing line"));
  });

  test("made twice of an unchanged page is one, seen twice", async () => {
    const page = await session.open(`${PLAIN}?twice`);
    const first = await session.press(page);
    await first.popup.close();
    const { popup, state } = await session.press(page);
    assert.equal(state, "captured");
    assert.notEqual(await text(popup, "#advice"), "", "it is said when it was captured before");
    const [capture, ...others] = await session.stored(session.server.address(`${PLAIN}?twice`));
    assert.deepEqual(others, []);
    assert.equal(capture.seen.length, 1);
    await click(popup, "#undo");
    await until("the second time to be forgotten", async () => {
      const [left] = await session.stored(session.server.address(`${PLAIN}?twice`));
      return left?.seen.length === 0;
    });
  });

  test("is of the page that the tab shows now", async () => {
    const page = await session.open(`${PLAIN}?before`);
    const first = await session.press(page);
    await first.popup.close();
    const next = session.server.address("/cases/article--chinese.html?after");
    await page.go(next);
    const { state } = await session.press(page);
    assert.equal(state, "captured");
    const [capture] = await session.stored(next);
    assert.ok(capture.file.includes("二十四根伞骨"));
    assert.equal((await session.stored(session.server.address(`${PLAIN}?before`))).length, 1);
  });

  test("can be read", async () => {
    const page = await session.open(`${PLAIN}?read`);
    const { popup } = await session.press(page);
    const [{ id }] = await session.stored(session.server.address(`${PLAIN}?read`));
    await click(popup, "#read");
    const reader = await session.browser.find(
      (/** @type {string} */ url) => url === session.browser.extensionUrl(`reader.html?id=${id}`),
    );
    await until("the reading view to show the article", () => reader.evaluate(showsArticle));
    await reader.close();
  });

  test("is in the list of captures", async () => {
    const page = await session.open(`${PLAIN}?listed`);
    await session.press(page);
    const [{ title }] = await session.stored(session.server.address(`${PLAIN}?listed`));
    const library = await session.browser.open(session.browser.extensionUrl("library.html"));
    await until("the list to show the title", () =>
      library.evaluate(
        (/** @type {any} */ window, /** @type {string} */ words) => window.document.body.textContent.includes(words),
        title,
      ),
    );
    await library.close();
  });
});

describe("without the button", () => {
  test("the keyboard captures", async () => {
    const page = await session.open(`${PLAIN}?keyboard`);
    await session.browser.pressKeys(page);
    const [capture] = await capturesOf(session.server.address(`${PLAIN}?keyboard`));
    assert.ok(capture.file.includes("washing line"));
  });

  // Chromium draws its menu where no protocol reaches.
  if (process.env.OFFPRINT_BROWSER === "firefox") {
    test("the context menu captures", async () => {
      const page = await session.open(`${PLAIN}?menu`);
      await session.browser.chooseInContextMenu(page);
      const [capture] = await capturesOf(session.server.address(`${PLAIN}?menu`));
      assert.ok(capture.file.includes("washing line"));
    });
  }
});

describe("in a private window", () => {
  test("a capture is stored where the options say so", async () => {
    const options = await session.browser.open(session.browser.extensionUrl("options.html"));
    await until("the options to be read", () => options.evaluate(isEnabled, "#keepPrivate"));
    await click(options, "#keepPrivate");
    await until("the option to be kept", async () => (await text(options, "#outcome")) !== "");
    const page = await session.open(`${PLAIN}?kept`, { inPrivate: true });
    const { state } = await session.press(page);
    await click(options, "#keepPrivate");
    await options.close();
    assert.equal(state, "captured");
    assert.equal((await session.stored(session.server.address(`${PLAIN}?kept`))).length, 1);
  });

  test("a capture is offered and not stored", async () => {
    const url = session.server.address(`${PLAIN}?private`);
    const page = await session.open(`${PLAIN}?private`, { inPrivate: true });
    const { popup, state } = await session.press(page);
    assert.equal(state, "offered");
    assert.deepEqual(await session.stored(url), []);
    await click(popup, "#download");
    const file = await session.anyDownload("washing line");
    const [, stamp] = /^<!--(\d+)-->\n/.exec(file.toString()) ?? [];
    const snapshot = await session.snapshot(page);
    assert.ok(file.equals(nativeCapture(snapshot, { stamp: Number(stamp), policy: "article" })));
  });
});

/** @param {any} window @param {string} selector */
function isEnabled(window, selector) {
  return !window.document.querySelector(selector).disabled;
}

/** @param {any} window */
function showsArticle(window) {
  const frame = window.document.querySelector("iframe");
  return frame?.contentDocument?.body?.textContent.includes("washing line") ?? false;
}
