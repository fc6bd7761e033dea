// The library, looked at by axe in every state it has: at two widths and in both colour schemes, in Chinese and Arabic rows too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EXAMINE } from "./axe.js";
import { until } from "./driver/until.js";
import { addPages } from "./filled.js";
import { click, startSession } from "./session.js";

/** A desk and a phone, in CSS pixels. */
const WIDTHS = [1280, 390];
const SCHEMES = ["light", "dark"];

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

/** @type {import("./session.js").Session} */
let session;
/** @type {any} */
let library;
before(async () => {
  session = await startSession();
  await addPages(session.office, [
    { title: "The last ferry", body: "It crossed the river.", tags: ["boats", "long read"], byline: "Ada Byron" },
    { title: "渡轮停航", body: "渡轮最后一次过河。", lang: "zh", note: "有笔记", read: 1 },
    { title: "العبّارة الأخيرة", body: "عبرت النهر.", lang: "ar", tags: ["نهر"] },
  ]);
  library = await session.browser.open(session.browser.extensionUrl("library.html"));
  await until("the list", () => library.evaluate(isIndexed));
});
after(() => session?.close());

for (const width of WIDTHS) {
  for (const scheme of SCHEMES) {
    for (const direction of ["ltr", "rtl"]) {
      test(`${width} pixels, ${scheme}, ${direction}`, async (context) => {
        // Firefox has no command for either: there it is looked at as it opens.
        if (session.browser.name === "firefox" && (width !== WIDTHS[0] || scheme !== SCHEMES[0])) return context.skip();
        await show(width, scheme, direction);
        for (const [state, [enter, leave]] of Object.entries(STATES)) {
          for (const selector of enter) await press(selector);
          assert.deepEqual(await library.evaluate(EXAMINE), [], state);
          for (const selector of leave) await press(selector);
        }
        assert.ok(await library.evaluate(fits), "the page is not wider than the window");
      });
    }
  }
}

/** @param {number} width @param {string} scheme @param {string} direction */
async function show(width, scheme, direction) {
  await library.evaluate((/** @type {any} */ { document }, /** @type {string} */ dir) => {
    document.documentElement.dir = dir;
  }, direction);
  if (session.browser.name === "firefox") return;
  await library.send("Emulation.setDeviceMetricsOverride", { width, height: 844, deviceScaleFactor: 1, mobile: false });
  await library.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
}

/** @param {string} selector */
async function press(selector) {
  await until(selector, () => library.evaluate(isThere, selector));
  await click(library, selector);
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
