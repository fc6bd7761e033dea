// The reading view looked at by axe: in every theme, on a wide screen and on a phone's, with every panel, and the article in
// its frame.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EXAMINE } from "./axe.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

const THEMES = ["light", "sepia", "dark", "black"];
/** Windows of desktops are not made narrower than 500 pixels by every browser; the layout of phones begins at 544. */
const SCREENS = { wide: { width: 1280, height: 900 }, narrow: { width: 500, height: 800 } };

/** @type {import("./session.js").Session} */
let session;
/** @type {any} */
let reader;
before(async () => {
  session = await startSession();
  reader = await openReader(session, await captured(session, "/pages/reading-essay.html"));
});
after(() => session?.close());

for (const [name, size] of Object.entries(SCREENS)) {
  for (const theme of THEMES) {
    test(`every panel in the theme ${theme} on a ${name} screen`, async () => {
      await reader.resize(size);
      await reader.evaluate(press, `theme-${theme}`);
      const panels = await reader.evaluate(panelNames);
      assert.ok(panels.length >= 5, `found the panels ${panels}`);
      for (const panel of panels) {
        await reader.evaluate(press, panel);
        assert.deepEqual(await reader.evaluate(EXAMINE), [], panel);
      }
      await reader.evaluate(press, "help");
      assert.deepEqual(await reader.evaluate(EXAMINE), [], "help");
      await reader.evaluate((/** @type {any} */ window) => window.document.getElementById("help-dialog").close());
    });
  }
}

for (const theme of THEMES) {
  // No script runs in the frame, axe's neither: what it shows is looked at on a page of its own.
  test(`the article in the theme ${theme}`, async () => {
    await reader.evaluate(press, `theme-${theme}`);
    const copy = await session.browser.open("about:blank");
    await copy.evaluate(write, await inArticle(reader, articleWithStyles));
    assert.deepEqual(await copy.evaluate(EXAMINE), []);
    await copy.close();
  });
}

function press(/** @type {any} */ window, /** @type {string} */ id) {
  window.document.getElementById(id).click();
}

/** The names of the buttons that open them. */
function panelNames(/** @type {any} */ window) {
  return [...window.document.querySelectorAll(".panel")].map((panel) => panel.id.replace("-panel", ""));
}

/** The article's document with its style sheets in it and without its policy. */
async function articleWithStyles(/** @type {any} */ article, /** @type {any} */ window) {
  const sheets = [...article.querySelectorAll("link")].map((link) => window.fetch(link.href));
  const texts = await Promise.all((await Promise.all(sheets)).map((answer) => answer.text()));
  const copy = article.documentElement.cloneNode(true);
  for (const left of copy.querySelectorAll("meta[http-equiv], link")) left.remove();
  for (const text of texts) {
    const style = copy.ownerDocument.createElement("style");
    style.textContent = text;
    copy.querySelector("head").append(style);
  }
  return `<!DOCTYPE html>${copy.outerHTML}`;
}

function write(/** @type {any} */ window, /** @type {string} */ html) {
  window.document.open();
  window.document.write(html);
  window.document.close();
}
