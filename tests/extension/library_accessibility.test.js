// The library, looked at by axe in every state it has: at two widths, in both colour schemes, and in the languages of its readers,
// of which one runs from the right and one has letters of its own for everything.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { EXAMINE } from "./axe.js";
import { runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { addPages } from "./filled.js";
import { extensionIn } from "./languages.js";
import { click, startSession } from "./session.js";

/** A desk and a phone, in CSS pixels. */
const WIDTHS = [1280, 390];
const HEIGHT = 844;
const SCHEMES = ["light", "dark"];
/** Each with its direction. */
const LANGUAGES = { en: "ltr", zh_CN: "ltr", ar: "rtl" };

/** What is pressed before axe looks, and after it. @type {Record<string, [string[], string[]]>} */
const STATES = {
  "the list": [[], []],
  "a selection and the filters": [
    ["summary", "#captures .check"],
    ["summary", "#choose-none"],
  ],
  "the keys": [["#help"], ["#keys button"]],
  "tags and a note": [["#captures .tag-act"], ["#annotation [value=cancel]"]],
  "the bin": [
    ["#captures .delete", "#bin"],
    ["#bin", "#undo"],
  ],
};

for (const [locale, direction] of Object.entries(LANGUAGES)) {
  describe(locale, () => {
    /** @type {ReturnType<typeof extensionIn>} */
    let extension;
    /** @type {import("./session.js").Session} */
    let session;
    /** @type {any} */
    let library;
    before(async () => {
      extension = extensionIn(locale);
      session = await startSession({ extension: extension.folder });
      library = await openFilled(session);
    });
    after(async () => {
      await session?.close();
      extension?.remove();
    });

    test("is what the page is written in", async () => {
      const { lang, dir, heading } = await library.evaluate(read);
      assert.deepEqual([lang, dir], [locale.replace("_", "-"), direction]);
      const isEnglish = heading === "All captures";
      assert.equal(isEnglish, locale === "en", heading);
    });

    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) {
        test(`${width} pixels, ${scheme}`, async () => {
          await library.showOn({ width, height: HEIGHT, scheme });
          for (const [state, [enter, leave]] of Object.entries(STATES)) {
            for (const selector of enter) await press(library, selector);
            assert.deepEqual(await library.evaluate(EXAMINE), [], state);
            for (const selector of leave) await press(library, selector);
          }
          assert.ok(await library.evaluate(fits), "the page is not wider than the window");
        });
      }
    }
  });
}

/** The library with a capture of each language in it, of which one has a copy. @param {import("./session.js").Session} session */
async function openFilled({ office, browser }) {
  const [copied] = await addPages(office, [
    { title: "The last ferry", body: "It crossed the river.", tags: ["boats", "long read"], byline: "Ada Byron" },
    { title: "渡轮停航", body: "渡轮最后一次过河。", lang: "zh", note: "有笔记", read: 1 },
    { title: "العبّارة الأخيرة", body: "عبرت النهر.", lang: "ar", tags: ["نهر"] },
  ]);
  await runInExtension(
    office,
    async ({ from, changeCaptures }, id) => {
      await (await from("/settings.js")).writeSetting("copies", "downloads");
      await changeCaptures([id], () => ({ copy: { place: "downloads", name: "example.org/1_Title.md" } }));
    },
    copied,
  );
  const library = await browser.open(browser.extensionUrl("library.html"));
  await until("the list", () => library.evaluate(isIndexed));
  return library;
}

/** @param {any} library @param {string} selector */
async function press(library, selector) {
  await until(selector, () => library.evaluate(isThere, selector));
  await click(library, selector);
}

/** @param {any} window */
function read({ document }) {
  const { lang, dir } = document.documentElement;
  return { lang, dir, heading: document.querySelector("h1").textContent };
}

/** @param {any} window @param {string} selector */
function isThere(window, selector) {
  const found = window.document.querySelector(selector);
  return found !== null && !found.hidden;
}

/** @param {any} window */
function isIndexed(window) {
  return window.document.body.dataset.index === "complete";
}

/** @param {any} window */
function fits({ document }) {
  return document.documentElement.scrollWidth <= document.documentElement.clientWidth;
}
