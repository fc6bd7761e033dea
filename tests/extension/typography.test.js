// How captures are set, rule by rule, as the browser computes it: what a reader would only notice where it were missing.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
/** @type {any} */
let reader;
before(async () => {
  session = await startSession();
});
afterEach(async () => {
  await reader?.close();
  reader = null;
});
after(() => session?.close());

/** @param {string} name */
async function read(name) {
  reader = await openReader(session, await captured(session, `/pages/reading-${name}.html`));
}

/** What the browser computes of the first element of each kind. @param {string} property @param {...string} selectors */
async function computed(property, ...selectors) {
  const values = await inArticle(reader, styles, selectors, property);
  assert.ok(
    values.every((/** @type {unknown} */ value) => value !== null),
    `not there: ${selectors}`,
  );
  return values;
}

describe("hierarchy", () => {
  test("the title is largest, headings step down to the text, and who wrote it when stands back", async () => {
    await read("essay");
    const sizes = (await computed("fontSize", "h1", "h2", "main > article > p", "article > header")).map(
      Number.parseFloat,
    );
    assert.deepEqual(
      sizes.toSorted((/** @type {number} */ a, /** @type {number} */ b) => b - a),
      sizes,
    );
    assert.equal(new Set(sizes).size, sizes.length);
    const [text, facts] = await computed("color", "main > article > p", "article > header");
    assert.notEqual(text, facts);
    const header = await inArticle(reader, (article) => article.querySelector("article > header").textContent);
    for (const fact of [/Maren Oakley/, /14 September 2025/, /words/]) assert.match(header, fact);
  });
});

describe("by language", () => {
  test("Chinese, Japanese and Arabic have faces of their own, whether with serifs or without", async () => {
    for (const [name, serif, sans] of [
      ["news", /^"Songti SC"/, /^"PingFang SC"/],
      ["ruby", /^"Hiragino Mincho ProN"/, /^"Hiragino Sans"/],
      ["arabic", /^"Noto Naskh Arabic"/, /^"Noto Sans Arabic"/],
    ]) {
      await read(/** @type {string} */ (name));
      assert.match((await computed("fontFamily", "body"))[0], /** @type {RegExp} */ (serif));
      await inArticle(reader, (article) => article.documentElement.setAttribute("data-font", "sans"));
      assert.match((await computed("fontFamily", "body"))[0], /** @type {RegExp} */ (sans));
      await reader.close();
    }
  });

  test("Chinese lines are higher, break strictly, and trim punctuation where the browser can", async () => {
    await read("news");
    const [height, size] = [
      ...(await computed("lineHeight", "main > article > p")),
      ...(await computed("fontSize", "main > article > p")),
    ].map(Number.parseFloat);
    assert.ok(/** @type {number} */ (height) / /** @type {number} */ (size) > 1.8);
    assert.deepEqual(await computed("lineBreak", "main > article > p"), ["strict"]);
    for (const [property, value, expected] of [
      ["text-spacing-trim", "trim-start", "trim-start"],
      ["hanging-punctuation", "first allow-end last", "first allow-end last"],
      ["text-autospace", "normal", "normal"],
    ]) {
      const found = await inArticle(reader, computedWhereKnown, property, value);
      if (found !== null) assert.equal(found, expected, property);
    }
  });

  test("a comma of Chinese takes the room of a character", async () => {
    await read("news");
    const { comma, size } = await inArticle(reader, commaWidth);
    assert.ok(comma > 0.9 * size, `a comma is ${comma} pixels wide, a character ${size}`);
  });

  test("lines with readings above them are as far apart as those without", async () => {
    await read("ruby");
    const { distances, readings } = await inArticle(reader, rubyLines);
    assert.ok(readings >= 2 && distances.length >= 2, `found ${readings} readings, ${distances.length} distances`);
    assert.ok(Math.max(...distances) - Math.min(...distances) < 1.5, `the lines are ${distances} apart`);
  });

  test("compounds are hyphenated in German, English words on narrow screens and in justified lines alone", async () => {
    await read("essay");
    assert.deepEqual(await computed("hyphens", "main > article > p"), ["manual"]);
    await inArticle(reader, (article) => article.documentElement.setAttribute("data-justify", "on"));
    assert.deepEqual(await computed("hyphens", "main > article > p"), ["auto"]);
    await inArticle(reader, (article) => {
      article.documentElement.removeAttribute("data-justify");
      article.documentElement.lang = "de";
    });
    assert.deepEqual(await computed("hyphens", "main > article > p"), ["auto"]);
    await inArticle(reader, (article, window) => {
      article.documentElement.lang = "en";
      window.document.getElementById("article").style.width = "390px";
    });
    assert.deepEqual(await computed("hyphens", "main > article > p"), ["auto"]);
  });

  test("code keeps its lines and its one colour, and runs from the left", async () => {
    await read("code");
    assert.deepEqual(await computed("whiteSpace", "pre"), ["pre"]);
    assert.deepEqual(await computed("direction", "pre"), ["ltr"]);
    const colours = await inArticle(reader, (article) => [
      ...new Set(
        [...article.querySelectorAll("pre, pre *")].map((one) => article.defaultView.getComputedStyle(one).color),
      ),
    ]);
    assert.equal(colours.length, 1);
  });
});

describe("controls", () => {
  test("the theme is the system's as long as nobody chooses another", async () => {
    await read("essay");
    assert.deepEqual(await computed("colorScheme", "html"), ["light dark"]);
    assert.equal(await inArticle(reader, (article) => article.documentElement.dataset.theme), "system");
  });

  test("pictures are dimmed at night", async () => {
    await read("essay");
    for (const [theme, filter] of Object.entries({
      light: "none",
      sepia: "none",
      dark: "brightness(0.85)",
      black: "brightness(0.85)",
    })) {
      await inArticle(
        reader,
        (article, _, chosen) => article.documentElement.setAttribute("data-theme", chosen),
        theme,
      );
      assert.deepEqual(await computed("filter", "main img"), [filter], theme);
    }
  });

  test("whoever moves by the keyboard sees where they are", async () => {
    await read("essay");
    const seen = new Set();
    await reader.evaluate((/** @type {any} */ window) => window.document.getElementById("library").focus());
    for (let step = 0; step < 8; step += 1) {
      await reader.pressKey("Tab");
      const { id, outline } = await reader.evaluate(focused);
      assert.match(outline, /solid/, `#${id}`);
      seen.add(id);
    }
    assert.ok(seen.size >= 6, `found ${[...seen]}`);
  });

  test("nothing moves for those who want that", async () => {
    await read("essay");
    const isStill = await reader.evaluate(reducedRules);
    assert.deepEqual(isStill, ["#bar, #bar .tools"]);
  });

  test("other keys for the same: / for find, = and _ for the size", async () => {
    await read("essay");
    const size = async () => (await computed("fontSize", "body"))[0];
    const before = await size();
    await reader.pressKey("=");
    await until("larger text", async () => (await size()) !== before);
    await reader.pressKey("_");
    await until("the text as it was", async () => (await size()) === before);
    await reader.pressKey("/");
    await until("the search", () =>
      reader.evaluate((/** @type {any} */ window) => !window.document.getElementById("find-panel").hidden),
    );
  });

  test("o opens the original page beside the capture", async () => {
    await read("essay");
    await reader.pressKey("o");
    const original = await session.browser.find(
      (/** @type {string} */ url) => url === session.server.address("/pages/reading-essay.html"),
    );
    assert.match(await original.evaluate((/** @type {any} */ window) => window.document.title), /long way round/i);
    await original.close();
  });

  test("the time that is left is counted by words in English", async () => {
    await read("essay");
    const { words, left } = await reader.evaluate(timeLeft);
    // 238 a minute.
    assert.equal(left, Math.round(words / 238));
  });
});

function styles(
  /** @type {any} */ article,
  /** @type {any} */ _,
  /** @type {string[]} */ selectors,
  /** @type {string} */ property,
) {
  return selectors.map((selector) => {
    const found = article.querySelector(selector);
    return found && article.defaultView.getComputedStyle(found)[property];
  });
}

/** What is computed of a paragraph; null where the browser does not know the property. */
function computedWhereKnown(
  /** @type {any} */ article,
  /** @type {any} */ window,
  /** @type {string} */ property,
  /** @type {string} */ value,
) {
  if (!window.CSS.supports(property, value)) return null;
  return article.defaultView.getComputedStyle(article.querySelector("main > article > p")).getPropertyValue(property);
}

/** How wide the first comma between two ideographs is, and the size of the type. */
function commaWidth(/** @type {any} */ article) {
  const paragraph = article.querySelector("main > article > p");
  const node = paragraph.firstChild;
  const range = article.createRange();
  const at = node.data.search(/(?<=\p{Script=Han})，(?=\p{Script=Han})/u);
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  const size = Number.parseFloat(article.defaultView.getComputedStyle(paragraph).fontSize);
  return { comma: range.getBoundingClientRect().width, size };
}

/** How far apart the lines of the longest paragraph are, and how many readings stand in it. */
function rubyLines(/** @type {any} */ article) {
  const [paragraph] = [...article.querySelectorAll("main > article p:has(ruby)")].sort(
    (a, b) => b.textContent.length - a.textContent.length,
  );
  const range = article.createRange();
  const walker = article.createTreeWalker(paragraph, 4);
  const bottoms = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("rt, rp")) continue;
    range.selectNodeContents(node);
    for (const { bottom } of range.getClientRects()) bottoms.add(Math.round(bottom));
  }
  const lines = [...bottoms]
    .sort((a, b) => a - b)
    .filter((bottom, index, all) => index === 0 || bottom - all[index - 1] > 5);
  const distances = lines.slice(1).map((bottom, index) => bottom - lines[index]);
  return { distances, readings: paragraph.querySelectorAll("rt").length };
}

function focused(/** @type {any} */ window) {
  const { activeElement } = window.document;
  return {
    id: activeElement.id || activeElement.localName,
    outline: window.getComputedStyle(activeElement).outlineStyle,
  };
}

/** What is told not to move by the page's own style sheets. */
function reducedRules(/** @type {any} */ window) {
  const rules = [...window.document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const reduced = rules.filter((rule) => rule.media?.mediaText.includes("prefers-reduced-motion: reduce"));
  return reduced
    .flatMap((rule) => [...rule.cssRules])
    .filter((rule) => rule.style.transition.startsWith("none"))
    .map((rule) => rule.selectorText);
}

/** The words that are said, and the minutes. */
function timeLeft(/** @type {any} */ window) {
  const facts = window.document.getElementById("article").contentDocument.querySelector("article > header").textContent;
  const words = Number(/([\d,]+) words/.exec(facts)?.[1]?.replace(",", ""));
  return { words, left: Number(/(\d+) min/.exec(window.document.getElementById("progress").textContent)?.[1]) };
}
