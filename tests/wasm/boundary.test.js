// The boundary between Rust and JavaScript: the same bytes as the command line gives, and errors that can be read.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Extractor, initSync, read, sanitize } from "../../extension/wasm/offprint.js";

const wasm = new URL("../../extension/wasm/offprint_bg.wasm", import.meta.url);
const BINARY = process.env.OFFPRINT_BINARY ?? new URL("../../target/debug/offprint", import.meta.url).pathname;
const URL_OF_PAGE = "https://www.garden.example/2026/walls?a=1&b=2";
const STAMP = 1700000000000;

const PARAGRAPHS = [
  "A dry wall holds because every stone leans a little into the hill. There is no mortar in it, and the rain that would burst a mortared wall in its third winter simply walks through.",
  "The old masters of the valley, of whom two are left, say that the first course decides everything: 三尺之下, as one of them put it, quoting a book that he had only ever heard read aloud.",
  "In May the town will teach twelve people to build one. They begin with the foundation, two spades deep, and nobody touches a hammer before the second week; the waiting list is long.",
];

const PAGE = `<!DOCTYPE html><html lang="en"><head><title>Walls – The Garden</title><meta name="author" content="Ann Lee"></head>
<body><nav><a href="/">Home</a> <a href="/2">More</a></nav>
<article><h1>Walls</h1>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join("\n")}<p><a href="/courses?x=1&amp;y=2">The courses</a> are held by the town, as they are every year, on three evenings a week.</p></article>
<footer><a href="/3">Imprint</a></footer></body></html>`;

initSync({ module: readFileSync(wasm) });

/**
 * @param {string} page
 * @param {number} size of the chunks in bytes
 * @param {import("../../extension/wasm/offprint.js").Policy} policy
 */
function extract(page, size, policy = "article") {
  const bytes = new TextEncoder().encode(page);
  const extractor = new Extractor(URL_OF_PAGE, policy);
  for (let start = 0; start < bytes.length; start += size) extractor.write(bytes.subarray(start, start + size));
  return extractor.end(STAMP);
}

/** @param {string[]} more */
function native(...more) {
  const fixed = ["capture", "-", "--url", URL_OF_PAGE, "--at", String(STAMP)];
  const run = spawnSync(BINARY, [...fixed, ...more], { input: PAGE, encoding: "utf8" });
  assert.equal(run.stderr, "");
  return run.stdout;
}

test("the answer is the command line's, however the page is cut", () => {
  const { name, ...answer } = extract(PAGE, 1 << 16);
  assert.equal(answer.capture, native());
  assert.deepEqual(answer, JSON.parse(native("--format", "json")));
  assert.equal(name, `garden.example/${STAMP}_Walls.md`);
  for (const size of [1, 7, 100]) assert.deepEqual(extract(PAGE, size), { ...answer, name });
});

test("what is not known is null, and the object is a plain one", () => {
  const answer = extract("<ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>", 1000);
  assert.equal(Object.getPrototypeOf(answer), Object.prototype);
  assert.deepEqual([answer.text, answer.html, answer.words, answer.authors], ["", "", 0, []]);
  assert.deepEqual([answer.capture, answer.name, answer.byline, answer.published], [null, null, null, null]);
});

test("the page policy takes what is no article", () => {
  assert.match(extract("<ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>", 1000, "page").text, /One\s+Two/);
});

test("a page that was read can be selected from more than once", () => {
  for (const page of [PAGE, "<ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>"]) {
    const extractor = new Extractor(URL_OF_PAGE, "article");
    extractor.write(new TextEncoder().encode(page));
    const reading = extractor.read();
    for (const policy of /** @type {const} */ (["article", "page", "article"])) {
      assert.deepEqual(reading.select(policy, STAMP), extract(page, 1 << 16, policy));
    }
    assert.throws(() => reading.select("page", -1), { name: "RangeError" });
    assert.throws(() => reading.select(/** @type {any} */ ("all"), STAMP), { name: "RangeError" });
    reading.free();
  }
});

test("a reader has the last word on what is kept", () => {
  const extractor = new Extractor(URL_OF_PAGE, "article");
  extractor.write(new TextEncoder().encode(PAGE));
  const reading = extractor.read();
  const none = new Uint32Array();
  const marked = reading.marked("article", none, none);
  /** @param {string} beginning of a run */
  const numberOf = (beginning) =>
    Uint32Array.of(Number(/data-run="(\d+)"[^>]*>$/.exec(marked.split(beginning)[0] ?? "")?.[1]));
  assert.match(marked, /<span data-run="\d+" data-decision="kept" data-likely="\d+">A dry wall/);
  assert.match(marked, /data-decision="(?!kept)[a-z-]+" data-likely="\d+"><a href="[^"]*">Imprint/);
  const corrected = reading.selectCorrected(
    "article",
    STAMP,
    numberOf('<a href="https://www.garden.example/3'),
    numberOf("A dry wall"),
  );
  assert.match(corrected.capture ?? "", /Imprint/);
  assert.doesNotMatch(corrected.capture ?? "", /A dry wall/);
  assert.deepEqual(reading.selectCorrected("article", STAMP, none, none), reading.select("article", STAMP));
  assert.throws(() => reading.marked("article", Uint32Array.of(1_000_000), none), /found the number 1000000/);
  reading.free();
});

test("a capture file is read back", () => {
  const { capture, html } = extract(PAGE, 1 << 16);
  const file = new TextEncoder().encode(capture ?? "");
  assert.deepEqual(read(file), { stamp: STAMP, title: "Walls", url: URL_OF_PAGE, body: html });
});

test("a fault of the format names its line", () => {
  const file = new TextEncoder().encode("<!--1-->\n[T](https://garden.example/)\n---\n\n<p>x</p>\n");
  assert.throws(() => read(file), {
    name: "FormatError",
    line: 3,
    found: /---/,
    expected: /hyphens/,
    message: /^line 3: /,
  });
  assert.throws(() => read(Uint8Array.of(0xff)), { name: "FormatError", line: 1 });
});

test("what cannot be asked for is an error, and the instance goes on", () => {
  const policy = /** @type {any} */ ("all");
  assert.throws(() => new Extractor("not a URL", "article"), { name: "UrlError", message: /"not a URL"/ });
  assert.throws(() => new Extractor(URL_OF_PAGE, policy), { name: "RangeError", message: /article or page/ });
  for (const stamp of [-1, 0.5, NaN, Infinity, 8640000000000001]) {
    assert.throws(() => new Extractor(URL_OF_PAGE, "article").end(stamp), { name: "RangeError" }, String(stamp));
  }
  assert.equal(extract(PAGE, 1 << 16).capture, native());
});

test("what is sanitized cannot run, and stays as it is the second time", () => {
  const once = sanitize("<p onclick=x>a<script>b</script><a href=/c>c</a><img src=x onerror=y>", URL_OF_PAGE);
  assert.match(once, /^<p>a<a href="https:\/\/www\.garden\.example\/c">c<\/a>/);
  assert.doesNotMatch(once, /script|onclick|onerror/);
  assert.equal(sanitize(once, URL_OF_PAGE), once);
});
