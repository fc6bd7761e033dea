// What comes out of a printer: the whole article, be it printed by our own command or by the browser's menu, and no line of it
// cut at the edge of a sheet.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inflateSync } from "node:zlib";
import { until } from "./driver/until.js";
import { pressKeys } from "./keys.js";
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

  test("code and tables that are longer than a sheet in parts, cut between lines and between rows", async () => {
    const reader = await openReader(session, await captured(session, "/register.html"));
    const { pieces } = await reader.evaluate(laidOut);
    for (const { text, has } of pieces) assert.ok(has < SHEET, `"${text.slice(0, 40)}" is ${has} pixels high`);
    const { lines, rows, widths } = await reader.evaluate(partsOnPaper);
    const whole = await inArticle(reader, linesAndRows);
    assert.deepEqual(lines, whole.lines);
    assert.deepEqual(rows, whole.rows);
    assert.ok(widths.length > 2 && new Set(widths).size === 1, `columns are ${widths.join(" and ")}`);
    await reader.evaluate(afterPrint);
    const sheets = sheetsIn(await reader.print());
    assert.ok(sheets >= 11 && sheets <= 16, `found ${sheets} sheets`);
    await reader.close();
  });

  test("on as many sheets as it needs", async () => {
    const reader = await openReader(session, await captured(session, "/pages/reading-essay.html"));
    const sheets = sheetsIn(await reader.print());
    assert.ok(sheets >= 3 && sheets <= 5, `found ${sheets} sheets`);
    await reader.close();
  });
});

for (const focus of ["the text", "the bar"]) {
  test(`Ctrl+P prints the article and not the page around it, from ${focus}`, async () => {
    const reader = await openReader(session, await captured(session, "/pages/reading-essay.html"));
    if (focus === "the bar")
      await reader.evaluate((/** @type {any} */ window) => window.document.querySelector("#bar a").focus());
    await reader.evaluate(watchPrinting);
    await pressKeys(reader, "Control+p");
    const text = await until("the article to be printed", () => reader.evaluate(printed));
    assert.equal(bare(text), bare(await inArticle(reader, (article) => article.body.textContent)));
    await reader.close();
  });
}

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

/** Notes what is printed by the frame for it, whose page is another as soon as it has one; runs in the reading view. */
function watchPrinting(/** @type {any} */ window) {
  const watched = new Set();
  window.setInterval(() => {
    const page = window.document.querySelector("iframe.printed")?.contentDocument;
    if (!page || watched.has(page)) return;
    watched.add(page);
    page.defaultView.addEventListener("beforeprint", () => {
      window.printed = page.body.textContent;
    });
  }, 1);
}

const printed = (/** @type {any} */ window) => window.printed;

/** The lines of the code and the rows of the table, with their heads, as they are read; for {@link inArticle}. */
function linesAndRows(/** @type {any} */ article) {
  const rows = [...article.querySelectorAll("tr")].map((row) => row.textContent);
  return { lines: article.querySelector("pre").textContent.replace(/\n$/, "").split("\n"), rows };
}

/** The same on paper, where each part has its own end of a line, and how wide columns are in each; runs in the reading view. */
function partsOnPaper(/** @type {any} */ window) {
  const pages = [...window.document.querySelectorAll("#paper iframe")].map((frame) => frame.contentDocument);
  const all = (/** @type {string} */ selector) => pages.flatMap((page) => [...page.querySelectorAll(selector)]);
  const lines = all("pre").flatMap((part) => part.textContent.replace(/\n$/, "").split("\n"));
  const rows = all("tr").map((row) => row.textContent);
  const widths = all("tr:last-child").map(({ cells }) =>
    [...cells].map((cell) => Math.round(cell.getBoundingClientRect().width)).join(", "),
  );
  return { lines, rows, widths };
}

/** How much of it is left afterwards; runs in the reading view. */
function afterPrint(/** @type {any} */ window) {
  window.dispatchEvent(new window.Event("afterprint"));
  return window.document.querySelectorAll("#paper").length;
}
