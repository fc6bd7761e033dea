// What comes out of a printer: the whole article, be it printed by our own command or by the browser's menu, and no line of it
// cut at the edge of a sheet.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inflateSync } from "node:zlib";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

/** The height of A4 without its margins, in CSS pixels. */
const SHEET = ((297 - 2 * 20) / 25.4) * 96;

/** More than the height of a line: so much may be left over where lines were broken otherwise when the height was taken. */
const LINE = 40;

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

describe("the browser's menu prints", () => {
  for (const name of ["essay", "news", "ruby", "arabic", "code"]) {
    test(`the whole of ${name}, in pieces that fit on a sheet`, async () => {
      const reader = await openReader(session, await captured(session, `/pages/reading-${name}.html`));
      const { pieces, drawn, sandboxes } = await reader.evaluate(laidOut);
      const words = await inArticle(reader, (article) => article.body.textContent);
      assert.equal(bare(pieces.map((/** @type {any} */ piece) => piece.text).join("")), bare(words));
      assert.deepEqual(sandboxes, ["allow-same-origin"]);
      assert.equal(drawn, await inArticle(reader, (article) => article.images.length));
      for (const { text, needs, has } of pieces) {
        assert.ok(
          needs > 0 && has >= needs && has - needs < LINE,
          `"${text.slice(0, 40)}" needs ${needs} pixels and has ${has}`,
        );
        assert.ok(has < SHEET, `"${text.slice(0, 40)}" is ${has} pixels high, a sheet ${SHEET}`);
      }
      assert.equal(await reader.evaluate(afterPrint), 0);
      await reader.close();
    });
  }

  test("on as many sheets as it needs", async () => {
    const reader = await openReader(session, await captured(session, "/pages/reading-essay.html"));
    const sheets = sheetsIn(await reader.print());
    assert.ok(sheets >= 3 && sheets <= 5, `found ${sheets} sheets`);
    await reader.close();
  });
});

/** How many pages a PDF has; browsers write them as they are, or compressed. @param {Buffer} pdf */
function sheetsIn(pdf) {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, stream = ""]) => inflated(stream));
  return [text, ...streams].join("\n").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** @param {string} stream of anything */
function inflated(stream) {
  try {
    return inflateSync(Buffer.from(stream, "latin1")).toString("latin1");
  } catch {
    return "";
  }
}

/** Without white space, which blocks have between them. @param {string} text */
const bare = (text) => text.replace(/\s+/g, "");

/** What is laid out when the browser begins to print; runs in the reading view. */
function laidOut(/** @type {any} */ window) {
  window.dispatchEvent(new window.Event("beforeprint"));
  const frames = [...window.document.querySelectorAll("#paper iframe")];
  const pieces = frames.map((frame) => ({
    text: frame.contentDocument.body.textContent,
    needs: frame.contentDocument.documentElement.getBoundingClientRect().height,
    has: frame.getBoundingClientRect().height,
  }));
  const drawn = window.document.querySelectorAll("#paper canvas").length;
  return { pieces, drawn, sandboxes: [...new Set(frames.map((frame) => frame.getAttribute("sandbox")))] };
}

/** How much of it is left afterwards; runs in the reading view. */
function afterPrint(/** @type {any} */ window) {
  window.dispatchEvent(new window.Event("afterprint"));
  return window.document.querySelectorAll("#paper").length;
}
