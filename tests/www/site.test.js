// The site in a real browser: what is dropped on it is read, searched, compared and checked, with the keyboard alone and without
// a network, and nothing is asked of any other place.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { EXAMINE } from "../extension/axe.js";
import { launchBrowser } from "../extension/driver/browser.js";
import { startProxy } from "../extension/driver/proxy.js";
import { until } from "../extension/driver/until.js";
import { HARBOUR } from "../extension/picture_server.js";
import { serveSite } from "./site.js";
import { storedZip } from "./stored_zip.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const BEFORE = capture(
  1700000000000,
  "The ferry",
  "https://a.example/ferry",
  "The ferry runs twice a day, in all weathers.",
);
const AFTER = capture(
  1710000000000,
  "The ferry",
  "https://a.example/ferry",
  "The ferry runs three times a day, in all weathers.",
);
const CHINESE = capture(1720000000000, "渡轮停航", "https://b.example/du", "两岸居民从此改走上游的新桥。");

const downloads = mkdtempSync(join(tmpdir(), "offprint-site-"));
let browser;
let site;
/** @type {Awaited<ReturnType<typeof startProxy>>} */
let proxy;
before(async () => {
  site = await serveSite(process.env.OFFPRINT_SITE ?? "");
  proxy = await startProxy();
  const launch = { extension: EXTENSION, downloads, proxy: proxy.port };
  browser = await launchBrowser(process.env.OFFPRINT_BROWSER ?? "", launch);
});
after(async () => {
  await browser?.close();
  await site?.close();
  await proxy?.close();
  assert.deepEqual(proxy?.strangers, [], "nothing leaves the machine");
});

/** @param {number} stamp @param {string} title @param {string} url @param {string} text */
function capture(stamp, title, url, text) {
  return `<!--${stamp}-->\n[${title}](${url})\n------\n\n<article lang="en" dir="ltr"><p>${text}</p></article>\n`;
}

/** @param {string} path @param {string} state to wait for */
async function open(path, state) {
  const page = await browser.open(site.address(path));
  await until(`${path} to be ${state}`, () => page.evaluate(hasState, state));
  return page;
}

/** @param {any} window @param {string} state */
function hasState(window, state) {
  return window.document.body.dataset.state === state;
}

/** Drops files as a person does. @param {any} window @param {[string, string][]} files */
function drop(window, files) {
  const transfer = new window.DataTransfer();
  for (const [name, text] of files) transfer.items.add(new window.File([text], name));
  const event = new window.DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
  window.document.body.dispatchEvent(event);
}

/** @param {any} window @param {string} selector */
function textOf(window, selector) {
  return window.document.querySelector(selector)?.textContent ?? "";
}

/** @param {any} window @param {string} id */
function inFrame(window, id) {
  return window.document.getElementById(id).contentDocument?.body?.textContent ?? "";
}

/** @param {any} window @param {string} title */
function openTitled(window, title) {
  const links = [...window.document.querySelectorAll("#captures .title")];
  links.find(({ textContent }) => textContent === title).click();
}

/** Files of captures. @param {number} from @param {number} to @returns {[string, string][]} */
function captures(from, to) {
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const address = `https://c.example/${number}`;
    return [
      `${number}.md`,
      capture(1730000000000 + number, `Log ${number}`, address, `The ferry left, day ${number}.`),
    ];
  });
}

test("a sample is read as the command line reads it, and its trace tells of every run", async () => {
  const page = await open("try.html?lang=en", "ready");
  await page.evaluate((window) => window.document.querySelector("#samples button").click());
  await until("the sample", () => page.evaluate(hasState, "shown"));
  const source = fileURLToPath(new URL("../../www/samples/lamplighter.html", import.meta.url));
  const url = await page.evaluate((window) => window.document.getElementById("url").value);
  const run = spawnSync(process.env.OFFPRINT_BINARY ?? "", ["capture", source, "--url", url, "--at", "0"], {
    encoding: "utf8",
  });
  const [found, expected] = [await page.evaluate(textOf, "#capture"), run.stdout].map((file) =>
    file.slice(file.indexOf("\n")),
  );
  assert.equal(found, expected);
  assert.match(await page.evaluate(inFrame, "article"), /sixty-two lamps/);
  const marked = await page.evaluate(inFrame, "trace");
  assert.match(marked, /sixty-two lamps/);
  assert.match(marked, /The crane that nobody owns/);
  assert.match(await page.evaluate(textOf, "#legend"), /Kept – \d+/);
  assert.match(
    await page.evaluate(textOf, "#metadata"),
    /Ines Okafor\s*from what the reader sees, JSON-LD or microdata/,
  );
  assert.deepEqual(await page.evaluate(EXAMINE), []);
  await page.close();
});

test("of a large file the beginning is shown before its end is read", async () => {
  const page = await open("try.html?lang=en", "ready");
  const sentence = "Every stone of the wall leans a little into the hill, and the rain walks through it.";
  await page.evaluate((window, text) => {
    const { document, File, DataTransfer, DragEvent, MutationObserver } = window;
    window.sawPart = false;
    new MutationObserver(() => {
      const part = /\d+ %/.test(document.getElementById("outcome").textContent);
      const shown = document.getElementById("article").contentDocument?.body?.textContent ?? "";
      window.sawPart ||= part && shown.includes("leans a little");
    }).observe(document.getElementById("outcome"), { childList: true });
    const page = `<title>Walls</title><article><h1>Walls</h1>${`<p>${text}</p>`.repeat(16000)}</article>`;
    const transfer = new DataTransfer();
    transfer.items.add(new File([page], "walls.html"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, sentence);
  await until("the whole", () => page.evaluate(hasState, "shown"), 60_000);
  assert.equal(await page.evaluate((window) => window.sawPart), true);
  await page.close();
});

test("captures are listed, searched, read and checked, and what is none says why", async () => {
  const page = await open("viewer.html?lang=en", "ready");
  const digest = createHash("sha256").update(CHINESE).digest("hex");
  const list = `${digest}  chinese.md\n${"0".repeat(64)}  before.md\n`;
  const files = [
    ["before.md", BEFORE],
    ["after.md", AFTER],
    ["chinese.md", CHINESE],
    ["wrong.md", "<!--x-->\n"],
    ["SHA256SUMS", list],
    ["offprint.jsonl", '{"stamp":1720000000000}\n'],
  ];
  await page.evaluate(drop, files);
  await until("the captures", () => page.evaluate(hasState, "shown"));
  assert.match(await page.evaluate(textOf, "#outcome"), /opened: 3\. Files refused: 1/);
  assert.match(await page.evaluate(textOf, "#faults"), /wrong\.md: .*line 1/s);
  assert.match(await page.evaluate(textOf, "#digests"), /1 of 2 digests are as listed.*before\.md/s);
  assert.deepEqual(await page.evaluate(EXAMINE), []);
  await page.evaluate((window) => {
    const query = window.document.getElementById("query");
    query.value = "桥";
    query.dispatchEvent(new window.Event("input"));
  });
  await until("one answer", () =>
    page.evaluate((window) => window.document.querySelectorAll("#captures [role=row]:not([hidden])").length === 1),
  );
  assert.match(await page.evaluate(textOf, "#captures"), /渡轮停航/);
  await page.evaluate((window) => window.document.querySelector("#captures .title").click());
  await until("the article", async () => (await page.evaluate(inFrame, "article")).includes("上游的新桥"));
  assert.equal(await page.evaluate(sheetsInFrame), 2);
  assert.deepEqual(await page.evaluate(EXAMINE), []);
  await page.close();
});

test("images that a zip brings are shown from it, and those with other bytes than their names say are not", async () => {
  const page = await open("viewer.html?lang=en", "ready");
  const [kept, lost] = ["https://a.example/kept.png", "https://a.example/lost.png"];
  const images = [kept, lost].map((address) => `<img src="${address}" alt="" width="320" height="180">`).join("");
  const file = BEFORE.replace("</p>", `</p><figure>${images}</figure>`);
  const digest = createHash("sha256").update(file.slice(file.indexOf("\n") + 1));
  const name = createHash("sha256").update(HARBOUR).digest("hex");
  const other = "0".repeat(64);
  const line = {
    ...{ stamp: 1700000000000, digest: digest.digest("hex"), addresses: [kept, lost] },
    images: [
      { address: kept, digest: name },
      { address: lost, digest: other },
    ],
  };
  const zip = storedZip([
    ["a.example/ferry.md", Buffer.from(file)],
    ["offprint-images.jsonl", Buffer.from(`${JSON.stringify(line)}\n{"stamp":1}\n`)],
    [`images/${name}.png`, HARBOUR],
    [`images/${other}.png`, HARBOUR],
  ]);
  await page.evaluate((window, base64) => {
    const { DataTransfer, DragEvent, File } = window;
    const transfer = new DataTransfer();
    transfer.items.add(new File([window.Uint8Array.fromBase64(base64)], "captures.zip"));
    window.document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
  }, zip.toString("base64"));
  await until("the capture", () => page.evaluate(hasState, "shown"));
  assert.match(await page.evaluate(textOf, "#outcome"), /opened: 1\. Files refused: 1/);
  assert.match(await page.evaluate(textOf, "#faults"), /offprint-images\.jsonl: line 2/);
  await page.evaluate(openTitled, "The ferry");
  const sources = await until("the picture", () =>
    page.evaluate((window) => {
      const found = [...(window.document.getElementById("article").contentDocument?.images ?? [])];
      const isFilled = found.length === 2 && found.every(({ src }) => !src.startsWith("data:"));
      // Until an image is there, or is known not to be, Firefox measures what stood in its place.
      return isFilled && found.map(({ src, naturalWidth }) => [src.replace(/^blob:.*/, "blob:"), naturalWidth === 320]);
    }),
  );
  assert.deepEqual(sources, [
    ["blob:", true],
    [lost, false],
  ]);
  await page.close();
});

test("the keys are those of the capture that was opened last", async () => {
  const page = await open("viewer.html?lang=en", "ready");
  await page.evaluate(drop, [
    ["ferry.md", AFTER],
    ["chinese.md", CHINESE],
  ]);
  await until("the captures", () => page.evaluate(hasState, "shown"));
  for (const [title, words] of [
    ["The ferry", "three times"],
    ["渡轮停航", "上游的新桥"],
  ]) {
    await page.evaluate(openTitled, title);
    await until("the article", async () => (await page.evaluate(inFrame, "article")).includes(words));
    await until("its keys", () => page.evaluate((window) => window.document.getElementById("download") !== null));
  }
  // In the frame only the article's own keys are heard.
  await page.evaluate((window) => window.document.getElementById("download").focus());
  await page.pressKey("d");
  const files = await until("the download", () => {
    const names = readdirSync(downloads).filter((name) => name.endsWith(".md"));
    return names.includes("chinese.md") && names;
  });
  assert.deepEqual(files, ["chinese.md"]);
  await page.close();
});

test("what is opened while files are read is read to its end, and found by what was searched before", async () => {
  const page = await open("viewer.html?lang=en", "ready");
  const [first, second] = [captures(0, 150), captures(150, 400)];
  await page.evaluate(drop, first);
  await until("the first", () =>
    page.evaluate((window) => /\d/.test(window.document.getElementById("count").textContent)),
  );
  await page.evaluate((window) => {
    const query = window.document.getElementById("query");
    query.value = "ferry";
    query.dispatchEvent(new window.Event("input"));
  });
  await page.evaluate(drop, second);
  await until("all to be found", async () => (await page.evaluate(textOf, "#count")).includes("400"));
  assert.match(await page.evaluate(textOf, "#outcome"), /opened: 400/);
  await page.close();
});

test("two versions are compared", async () => {
  const page = await open("viewer.html?lang=en", "ready");
  await page.evaluate(drop, [
    ["before.md", BEFORE],
    ["after.md", AFTER],
  ]);
  await until("the captures", () => page.evaluate(hasState, "shown"));
  await page.evaluate((window) => window.document.querySelector("#captures .check").click());
  await page.evaluate((window) => window.document.getElementById("compare").click());
  await until("the comparison", () => page.evaluate((window) => window.document.getElementById("versions").open));
  const added = await until("the words", () => page.evaluate(textOf, "#rows ins"));
  assert.match(added, /three times/);
  assert.deepEqual(await page.evaluate(EXAMINE), []);
  await page.close();
});

/**
 * The comparison as it is shown, from its head to its foot, and the day it was measured.
 * @param {Window} window
 */
function figures(window) {
  const table = window.document.querySelector("table.figures");
  const rows = [...(table?.querySelectorAll("tr") ?? [])];
  return {
    rows: rows.map((row) => [...row.cells].map((cell) => cell.textContent?.trim() ?? "")),
    date: window.document.querySelector("#comparison ~ p time")?.textContent ?? "",
  };
}

for (const name of ["index.html", "zh.html"]) {
  test(`${name} says what it is without a script`, async () => {
    const page = await browser.open(site.address(name));
    await until("the picture", () =>
      page.evaluate((window) => window.document.querySelector(".picture").naturalWidth > 0),
    );
    const { rows, date } = await page.evaluate(figures);
    assert.match(date, /^\d{4}-\d\d-\d\d$/);
    assert.ok(rows.length > 7, `${rows.length} rows`);
    assert.deepEqual([...new Set(rows.map((row) => row.length))], [rows[0]?.length]);
    for (const row of rows.slice(1, -1))
      assert.ok(
        row.slice(1).every((cell) => /^0\.\d{3}$/.test(cell)),
        row.join(" "),
      );
    assert.deepEqual(await page.evaluate(EXAMINE), []);
    await page.close();
  });
}

test("after the first visit it works without a network, and it asked for its own files alone", async () => {
  const page = await open("try.html?lang=en", "ready");
  await page.evaluate((window) => window.navigator.serviceWorker.ready.then(() => true));
  const files = JSON.parse(readFileSync(join(process.env.OFFPRINT_SITE ?? "", "files.json"), "utf8")).files;
  const strangers = site.asked.filter(
    (/** @type {string} */ path) => path !== "/" && path !== "/files.json" && !files.includes(path.slice(1)),
  );
  assert.deepEqual(
    strangers.filter((/** @type {string} */ path) => path !== "/favicon.ico"),
    [],
  );
  await site.close();
  await page.go(site.address("try.html?lang=en"));
  await until("the page", () => page.evaluate(hasState, "ready"));
  await page.evaluate((window) => window.document.querySelectorAll("#samples button")[1].click());
  await until("the sample", () => page.evaluate(hasState, "shown"));
  assert.match(await page.evaluate(inFrame, "article"), /修船/);
});

/** How many style sheets the captured article has. */
function sheetsInFrame(/** @type {any} */ window) {
  return window.document.getElementById("article").contentDocument.styleSheets.length;
}
