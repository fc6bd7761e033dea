// The reading view: how captures are set, and that every control and every key does what the help says it does.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
/** The ids of the captures, in the order in which they were made. @type {Record<string, string>} */
const ids = {};
/** The reading view that a test has opened. @type {any} */
let reader;

before(async () => {
  session = await startSession();
  for (const name of ["essay", "news", "ruby", "arabic", "code"]) {
    ids[name] = await captured(session, `/pages/reading-${name}.html`);
  }
});
afterEach(async () => {
  await reader?.close();
  reader = null;
  await session.office.evaluate(forgetChoices);
});
after(() => session?.close());

/**
 * Opens a capture as one that was never read.
 *
 * @param {string} name
 */
async function read(name) {
  await session.office.evaluate(forgetPlace, ids[name]);
  return readOn(name);
}

/** Opens a capture again. @param {string} name */
async function readOn(name) {
  reader = await openReader(session, ids[name] ?? "");
  return reader;
}

describe("type", () => {
  test("a line of English holds about 66 letters, one of Chinese or Japanese 38 characters", async () => {
    const page = await read("essay");
    const letters = await inArticle(page, lettersInLines);
    assert.ok(letters > 60 && letters < 72, `found ${letters} letters in a line, expected about 66`);
    for (const name of ["news", "ruby"]) {
      await reader.close();
      const ideographs = await inArticle(await read(name), widthInIdeographs);
      assert.ok(Math.abs(ideographs - 38) < 0.1, `found ${ideographs} characters in a line, expected 38`);
    }
  });

  test("only Chinese and Japanese are justified unless the reader says so", async () => {
    for (const [name, align] of Object.entries({ essay: "start", news: "justify", ruby: "justify", arabic: "start" })) {
      assert.equal(await inArticle(await read(name), styleOf, "main p:not(header p)", "textAlign"), align, name);
      await reader.close();
    }
  });

  test("what is emphasised in Chinese has dots and is not slanted", async () => {
    const page = await read("news");
    assert.equal(await inArticle(page, styleOf, "em", "fontStyle"), "normal");
    assert.match(await inArticle(page, styleOf, "em", "textEmphasisStyle"), /dot/);
  });

  test("a date that the page keeps for programs alone is said as people say it", async () => {
    ids["bare date"] ??= await captured(session, "/cases/metadata--json-ld-graph.html");
    const printed = (/** @type {Document} */ article) => {
      const time = article.querySelector("main header time");
      return { text: time?.textContent, whole: time?.getAttribute("title") };
    };
    assert.deepEqual(await inArticle(await read("bare date"), printed), {
      text: "May 4, 2024",
      whole: "2024-05-04T06:30:00+01:00",
    });
    await reader.close();
    assert.deepEqual(await inArticle(await read("essay"), printed), { text: "14 September 2025", whole: null });
  });

  test("a day that there is not is shown as it stands, and keeps nobody from reading", async () => {
    ids["no day"] = await runInExtension(session.office, async ({ make, addCapture }) => {
      const header = '<header><p><time datetime="2024-13-45">2024-13-45</time></p></header>';
      const [capture, file] = await make("https://a.invalid/", Date.now(), `${header}<p>The tide came in.</p>`);
      return (await addCapture(capture, file)).capture.id;
    });
    const printed = (/** @type {Document} */ article) => article.querySelector("main header time")?.textContent;
    assert.equal(await inArticle(await read("no day"), printed), "2024-13-45");
  });

  test("right-to-left pages are mirrored as a whole", async () => {
    const page = await read("arabic");
    assert.equal(await inArticle(page, styleOf, "html", "direction"), "rtl");
    assert.equal(await inArticle(page, styleOf, "h1", "direction"), "rtl");
  });

  test("wide tables and code scroll in their own boxes, and the page does not, on a narrow screen and at twice the size", async () => {
    const page = await read("code");
    for (const [width, size] of [
      [390, 1],
      [390, 2],
      [640, 2],
    ]) {
      assert.deepEqual(await inArticle(page, overflowAt, width, size), { page: false, table: true, code: true });
    }
  });

  test("pictures may exceed the measure, and captions do not", async () => {
    const { picture, caption, paragraph } = await inArticle(await read("essay"), widths);
    assert.ok(picture > paragraph + 40, `the picture is ${picture} wide, the text ${paragraph}`);
    assert.ok(caption <= paragraph + 1, `the caption is ${caption} wide, the text ${paragraph}`);
  });

  test("vertical lines run from the right", async () => {
    const page = await read("news");
    await page.evaluate(choose, "writing-vertical");
    assert.equal(await inArticle(page, styleOf, "main p:not(header p)", "writingMode"), "vertical-rl");
    await page.pressKey("Escape");
    for (const _ of [1, 2, 3]) await page.pressKey("j");
    await until("the text to move to the left", () =>
      inArticle(page, (_article, window) => window.document.getElementById("article").contentWindow.scrollX < -10),
    );
  });
});

describe("choices", () => {
  test("are applied at once, remembered, and put back by one button", async () => {
    const page = await read("essay");
    const before = await inArticle(page, looks);
    for (const control of ["theme-sepia", "font-sans", "justify-on"]) await page.evaluate(choose, control);
    for (const slider of ["size", "width", "leading", "tracking"]) await page.evaluate(slide, slider);
    const chosen = await inArticle(page, looks);
    for (const [name, value] of Object.entries(chosen)) assert.notEqual(value, before[name], name);
    await page.close();
    assert.deepEqual(await inArticle(await read("essay"), looks), chosen);
    await reader.evaluate(press, "reset");
    assert.deepEqual(await inArticle(reader, looks), before);
  });

  test("keep the reader's place while the text grows", async () => {
    const page = await read("essay");
    await inArticle(page, (article) => article.defaultView.scrollTo(0, 1500));
    const before = await page.evaluate(firstWords);
    for (const _ of [1, 2, 3]) await page.pressKey("+");
    assert.equal(await page.evaluate(firstWords), before);
  });

  test("of themes: each has a paper of its own, around the article as well", async () => {
    const page = await read("essay");
    const papers = new Set();
    for (const theme of ["light", "sepia", "dark", "black"]) {
      await page.evaluate(choose, `theme-${theme}`);
      const paper = await inArticle(page, styleOf, "html", "backgroundColor");
      assert.equal(
        await page.evaluate(
          (/** @type {any} */ window) => window.getComputedStyle(window.document.documentElement).backgroundColor,
        ),
        paper,
      );
      papers.add(paper);
    }
    assert.equal(papers.size, 4);
  });

  test("of images: always, never, and when they are asked for", async () => {
    let page = await read("essay");
    assert.equal(await inArticle(page, imagesShown), 1);
    assert.match(await page.evaluate(labelOf, "images"), /Always/);
    await page.evaluate(choose, "images-ask");
    await until("the images to go", async () => (await inArticle(page, imagesShown)) === 0);
    await page.close();
    page = await read("essay");
    assert.equal(await inArticle(page, imagesShown), 0);
    assert.match(await page.evaluate(labelOf, "images"), /Ask/);
    await page.evaluate(press, "load-images");
    await until("the images to come", async () => (await inArticle(page, imagesShown)) === 1);
    await page.evaluate(choose, "images-never");
    await until("the images to go", async () => (await inArticle(page, imagesShown)) === 0);
    assert.match(await page.evaluate(labelOf, "images"), /Never/);
  });
});

describe("keys", () => {
  /** Each with what it changes: a question to the page whose answer differs afterwards. @type {[string, (article: any, window: any) => unknown][]} */
  const effects = [
    ["j", (article) => article.defaultView.scrollY],
    ["k", (article) => article.defaultView.scrollY],
    ["ArrowDown", (article) => article.defaultView.scrollY],
    ["ArrowUp", (article) => article.defaultView.scrollY],
    ["+", (article) => article.defaultView.getComputedStyle(article.body).fontSize],
    ["-", (article) => article.defaultView.getComputedStyle(article.body).fontSize],
    ["t", (_, window) => window.document.getElementById("contents-panel").hidden],
    ["Escape", (_, window) => window.document.getElementById("contents-panel").hidden],
    ["f", (_, window) => window.document.getElementById("find-panel").hidden],
    ["Escape", (_, window) => window.document.getElementById("find-panel").hidden],
    ["r", (_, window) => window.document.getElementById("listen-panel").hidden],
    ["a", (_, window) => window.document.getElementById("appearance-panel").hidden],
    ["i", (_, window) => window.document.getElementById("images-panel").hidden],
    ["Escape", (_, window) => window.document.getElementById("images-panel").hidden],
    ["?", (_, window) => window.document.getElementById("help-dialog").open],
    ["Escape", (_, window) => window.document.getElementById("help-dialog").open],
    ["d", (_, window) => window.document.getElementById("outcome").textContent],
  ];

  test("do what the help says", async () => {
    const page = await read("essay");
    await inArticle(page, (article) => article.defaultView.scrollTo(0, 1000));
    for (const [key, ask] of effects) {
      const before = await inArticle(page, ask);
      await page.pressKey(key);
      await until(`"${key}" to do something`, async () => (await inArticle(page, ask)) !== before);
    }
  });

  test("of the size begin again at nought", async () => {
    const page = await read("essay");
    const size = () => inArticle(page, styleOf, "body", "fontSize");
    const before = await size();
    await page.pressKey("+");
    await until("larger text", async () => (await size()) !== before);
    await page.pressKey("0");
    await until("the usual text", async () => (await size()) === before);
  });

  test("lead to the captures before and after, and to the library", async () => {
    const page = await read("news");
    for (const [key, address] of [
      ["p", `reader.html?id=${ids.ruby}`],
      ["n", `reader.html?id=${ids.news}`],
      ["n", `reader.html?id=${ids.essay}`],
      ["l", "library.html"],
    ]) {
      await page.pressKey(key);
      await until(`"${key}" to lead to ${address}`, () => page.evaluate(isAt, address).catch(unlessLeft));
    }
  });

  test("that are single can be turned off", async () => {
    const page = await read("essay");
    await page.pressKey("?");
    await until("the help", () =>
      page.evaluate((/** @type {any} */ window) => window.document.getElementById("help-dialog").open),
    );
    await page.evaluate((/** @type {any} */ window) => window.document.getElementById("keys").click());
    await page.pressKey("Escape");
    await page.pressKey("t");
    assert.equal(
      await page.evaluate((/** @type {any} */ window) => window.document.getElementById("contents-panel").hidden),
      true,
    );
  });

  test("print the article in a frame of its own, with its pictures and no scripts", async () => {
    const page = await read("essay");
    await page.pressKey("P");
    const printed = await until("the printed frame", () => page.evaluate(printedFrame));
    assert.equal(printed.sandbox, "allow-same-origin allow-modals");
    assert.equal(printed.title, "A short history of the long way round");
    assert.equal(printed.images, 1);
  });

  test("are letters where somebody types", async () => {
    const page = await read("essay");
    await page.pressKey("f");
    for (const key of "ta") await page.pressKey(key);
    const typed = () => page.evaluate((/** @type {any} */ window) => window.document.getElementById("sought").value);
    await until("the letters to be typed", async () => (await typed()) === "ta");
  });
});

describe("reading", () => {
  test("contents lead to their headings, and mark the one that is read", async () => {
    const page = await read("essay");
    await page.pressKey("t");
    assert.deepEqual(await page.evaluate(contents), [
      "A short history of the long way round",
      "What the first courier carried",
      "The gates, in order",
      "The year of the bicycle",
      "What is lost when nothing is late",
    ]);
    await page.evaluate((/** @type {any} */ window) => window.document.querySelectorAll(".outline button")[3].click());
    await until("the entry to be marked", async () => (await page.evaluate(current)) === "The year of the bicycle");
    const top = await inArticle(page, (article) => [...article.querySelectorAll("h2")][1].getBoundingClientRect().top);
    assert.ok(top > 40 && top < 100, `the heading is at ${top}`);
  });

  test("notes are shown where they are called", async () => {
    const page = await read("essay");
    await inArticle(page, (article) => article.querySelector("a[href='#fn-2']").scrollIntoView({ block: "center" }));
    await inArticle(page, (article) => article.querySelector("a[href='#fn-2']").click());
    const { text, distance } = await inArticle(page, noteWindow);
    assert.match(text, /corrected it to “route” in pencil/);
    assert.doesNotMatch(text, /↩/);
    assert.ok(distance < 60, `the note is ${distance} pixels from its mark`);
    await page.pressKey("Escape");
    await until("the note to close", async () => (await inArticle(page, noteWindow)) === null);
    assert.equal(await inArticle(page, (article) => article.activeElement.getAttribute("href")), "#fn-2");
  });

  test("images fill the window when they are pressed", async () => {
    const page = await read("essay");
    await inArticle(page, (article) => article.querySelector("main img").focus());
    await page.pressKey("Enter");
    await until("the larger image", () =>
      inArticle(page, (article) => article.querySelector("dialog[open] img") !== null),
    );
    await page.pressKey("Escape");
    await until("it to close", () => inArticle(page, (article) => article.querySelector("dialog") === null));
  });

  test("progress and the time that is left are shown, by characters in Chinese", async () => {
    const page = await read("news");
    assert.equal(await page.evaluate(textOf, "progress"), "0% · 2 min left");
    await inArticle(page, (article) => article.defaultView.scrollTo(0, article.documentElement.scrollHeight));
    await until("the end", async () => (await page.evaluate(textOf, "progress")) === "100%");
  });

  test("the place is found again, at another size", async () => {
    const page = await read("essay");
    await inArticle(page, (article) => article.defaultView.scrollTo(0, 1800));
    const words = await page.evaluate(firstWords);
    const place = () => session.office.evaluate(storedPlace, ids.essay);
    await until("the place to be remembered", async () => (await place())?.character > 0);
    await page.close();
    await session.office.evaluate(rememberChoices, { size: 1.5 });
    assert.equal(await (await readOn("essay")).evaluate(firstWords), words);
  });

  test("the bar steps aside while somebody reads on, and comes back", async () => {
    const page = await read("essay");
    const isAside = () =>
      page.evaluate((/** @type {any} */ window) => window.document.getElementById("bar").hasAttribute("data-aside"));
    assert.equal(await isAside(), false);
    for (const _ of [1, 2, 3]) await page.pressKey("j");
    await until("the bar to go", isAside);
    // What is scrolled back before the browser has told of the last stride is no way back.
    await page.evaluate(drawn);
    await page.pressKey("k");
    await until("the bar to come", async () => !(await isAside()));
  });

  test("what was opened is no longer unread", async () => {
    await runInExtension(session.office, ({ markRead }, id) => markRead([id], null), ids.essay);
    await read("essay");
    await until("the capture to be read", () =>
      runInExtension(session.office, async ({ readCapture }, id) => (await readCapture(id)).read !== null, ids.essay),
    );
  });

  test("the original page and the time of its capture are at hand", async () => {
    const page = await read("essay");
    const { href, time } = await page.evaluate(origin);
    assert.equal(href, session.server.address("/pages/reading-essay.html"));
    assert.ok(Math.abs(Date.parse(time) - Date.now()) < 600_000);
  });

  test("reading aloud says why it cannot where there is no voice", async () => {
    const page = await read("ruby");
    if (await page.evaluate((/** @type {any} */ window) => window.speechSynthesis.getVoices().length > 0)) return;
    await page.pressKey("r");
    assert.match(await page.evaluate(textOf, "listen-panel"), /no voice for Japanese/);
    assert.equal(
      await page.evaluate((/** @type {any} */ window) => window.document.querySelector("#listen-panel .play").disabled),
      true,
    );
  });
});

describe("find", () => {
  /** What is typed, where, and how often it is there. @type {[string, string, number][]} */
  const searches = [
    ["essay", "the FORD", 5],
    ["essay", "“he came", 1],
    ["essay", "nothing of the kind", 0],
    ["essay", "ｌｅｄｇｅｒ", 3],
    ["news", "渡", 5],
    ["news", "船走了，我们", 1],
    ["ruby", "郵便を受けとって", 1],
    ["arabic", "العم رشيد", 3],
  ];
  for (const [name, sought, count] of searches) {
    test(`${sought} in ${name}: ${count}`, async () => {
      const page = await read(name);
      await page.pressKey("f");
      await page.evaluate(type, sought);
      const painted = await inArticle(page, (article) => article.defaultView.CSS.highlights.get("found")?.size ?? 0);
      assert.equal(painted, count);
      const words = await page.evaluate(
        (/** @type {any} */ window) => window.document.querySelector("#find-panel output").textContent,
      );
      assert.equal(words, count > 0 ? `1 of ${count}` : "Not found");
    });
  }

  test("goes on with Enter, round the end", async () => {
    const page = await read("essay");
    await page.pressKey("f");
    await page.evaluate(type, "cheese");
    const words = () =>
      page.evaluate((/** @type {any} */ window) => window.document.querySelector("#find-panel output").textContent);
    for (const expected of ["2 of 3", "3 of 3", "1 of 3"]) {
      await page.pressKey("Enter");
      await until(expected, async () => (await words()) === expected);
    }
    await page.pressKey("Escape");
    await until("the paint to go", () =>
      inArticle(page, (article) => !article.defaultView.CSS.highlights.has("found")),
    );
  });
});

/** The mean of the letters in full lines of the longest paragraph. */
function lettersInLines(/** @type {any} */ article) {
  const paragraphs = [...article.querySelectorAll("main > article > p")].sort(
    (a, b) => b.textContent.length - a.textContent.length,
  );
  const node = paragraphs[0].firstChild;
  const range = article.createRange();
  const lines = new Map();
  for (let index = 0; index < node.length; index += 1) {
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const top = Math.round(range.getBoundingClientRect().bottom);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  const full = [...lines.values()].filter((letters) => letters > 20).slice(0, -1);
  return full.reduce((sum, letters) => sum + letters, 0) / full.length;
}

function widthInIdeographs(/** @type {any} */ article) {
  const paragraph = article.querySelector("main > article > p");
  const { width, fontSize } = article.defaultView.getComputedStyle(paragraph);
  return Number.parseFloat(width) / Number.parseFloat(fontSize);
}

function styleOf(
  /** @type {any} */ article,
  /** @type {any} */ _,
  /** @type {string} */ selector,
  /** @type {string} */ name,
) {
  return article.defaultView.getComputedStyle(article.querySelector(selector))[name];
}

/** What is wider than its box when the frame is this narrow; the size is a factor. */
function overflowAt(
  /** @type {any} */ article,
  /** @type {any} */ window,
  /** @type {number} */ width,
  /** @type {number} */ size,
) {
  const frame = window.document.getElementById("article");
  frame.style.width = `${width}px`;
  article.documentElement.style.setProperty("--size", String(size));
  const isWider = (/** @type {any} */ box) => box.scrollWidth > box.clientWidth;
  return {
    page: isWider(article.documentElement),
    table: isWider(article.querySelector(".scroller:has(table)")),
    code: isWider(article.querySelector("pre")),
  };
}

function widths(/** @type {any} */ article) {
  const width = (/** @type {string} */ selector) => article.querySelector(selector).getBoundingClientRect().width;
  return { picture: width("figure img"), caption: width("figcaption"), paragraph: width("main > article > p") };
}

/** Presses a radio button. */
function choose(/** @type {any} */ window, /** @type {string} */ id) {
  window.document.getElementById(id).click();
}

/** Moves a slider one step to the right, as a key would. */
function slide(/** @type {any} */ window, /** @type {string} */ id) {
  const slider = window.document.getElementById(id);
  slider.stepUp();
  slider.dispatchEvent(new window.Event("input", { bubbles: true }));
}

function press(/** @type {any} */ window, /** @type {string} */ id) {
  window.document.getElementById(id).click();
}

function looks(/** @type {any} */ article) {
  const { backgroundColor } = article.defaultView.getComputedStyle(article.documentElement);
  const { fontFamily, fontSize, lineHeight, letterSpacing } = article.defaultView.getComputedStyle(article.body);
  const paragraph = article.querySelector("main > article > p");
  const { width, textAlign } = article.defaultView.getComputedStyle(paragraph);
  return { backgroundColor, fontFamily, fontSize, lineHeight, letterSpacing, width, textAlign };
}

/** The first words that are wholly on the screen below the bar. */
function firstWords(/** @type {any} */ window) {
  const article = window.document.getElementById("article").contentDocument;
  const block = [...article.querySelectorAll("main > article > :is(p, h2, h3, blockquote, ol)")].find(
    (one) => one.getBoundingClientRect().bottom > 57,
  );
  return block.textContent.slice(0, 40);
}

function imagesShown(/** @type {any} */ article) {
  return [...article.images].filter((image) => image.naturalWidth > 0).length;
}

/** What is printed, once it is there with its pictures. */
function printedFrame(/** @type {any} */ window) {
  const frame = window.document.querySelector("iframe.printed");
  const { title, images } = frame?.contentDocument ?? {};
  if (!title || [...images].some((image) => !image.complete)) return null;
  return { sandbox: frame.getAttribute("sandbox"), title, images: images.length };
}

function labelOf(/** @type {any} */ window, /** @type {string} */ id) {
  return window.document.getElementById(id).getAttribute("aria-label");
}

function textOf(/** @type {any} */ window, /** @type {string} */ id) {
  return window.document.getElementById(id).textContent;
}

function isAt(/** @type {any} */ window, /** @type {string} */ address) {
  const isFilled = !["working", "failed"].includes(window.document.body?.dataset.state ?? "working");
  return window.location.href.endsWith(address) && isFilled;
}

/** Chromium takes an answer along when the page is left that was asked. @param {Error} error */
function unlessLeft(error) {
  if (!/navigated/.test(error.message)) throw error;
  return false;
}

function contents(/** @type {any} */ window) {
  return [...window.document.querySelectorAll(".outline button")].map((entry) => entry.textContent);
}

function current(/** @type {any} */ window) {
  return window.document.querySelector(".outline [aria-current]")?.textContent;
}

function noteWindow(/** @type {any} */ article) {
  const note = article.querySelector(".note-window");
  if (!note) return null;
  const mark = article.querySelector("a[aria-expanded]").getBoundingClientRect();
  const { top, bottom } = note.getBoundingClientRect();
  return { text: note.textContent, distance: Math.max(top - mark.bottom, mark.top - bottom) };
}

function origin(/** @type {any} */ window) {
  const { document } = window;
  return { href: document.getElementById("original").href, time: document.querySelector(".origin time").dateTime };
}

function type(/** @type {any} */ window, /** @type {string} */ words) {
  const input = window.document.getElementById("sought");
  input.value = words;
  input.dispatchEvent(new window.Event("input", { bubbles: true }));
}

/** Runs in a page of the extension. */
function forgetChoices(/** @type {any} */ window) {
  return (window.browser ?? window.chrome).storage.local.remove(["reading", "loadImages"]);
}

/** When the browser has drawn what was scrolled, and told of it. @param {any} window */
function drawn(window) {
  return new Promise((resolve) => {
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => resolve(null)));
  });
}

/** Runs in a page of the extension. */
function rememberChoices(/** @type {any} */ window, /** @type {object} */ reading) {
  return (window.browser ?? window.chrome).storage.local.set({ reading });
}

/** Runs in a page of the extension. */
async function storedPlace(/** @type {any} */ window, /** @type {string} */ id) {
  const { readCapture } = await import(`${window.location.origin}/store/captures.js`);
  return (await readCapture(id)).place;
}

/** Runs in a page of the extension. */
async function forgetPlace(/** @type {any} */ window, /** @type {string} */ id) {
  const { keepPlace } = await import(`${window.location.origin}/store/notes.js`);
  await keepPlace(id, null);
}
