// The module that the extension ships gives the same bytes as the native program, on every page of the tests, however
// the page is cut into chunks.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Extractor, initSync, read, sanitize } from "../../extension/wasm/offprint.js";

const PAGES = new URL("../pages/", import.meta.url);
const STAMP = 1_706_624_101_000;
/** Small enough to cut characters and tags, large enough to be done soon. */
const SMALL_CHUNK = 61;

initSync({ module: readFileSync(new URL("../../extension/wasm/offprint_bg.wasm", import.meta.url)) });

/**
 * @param {Buffer} page
 * @param {string} url
 * @param {number} size of a chunk
 */
function inWasm(page, url, size) {
  const extractor = new Extractor(url, "article");
  for (let start = 0; start < page.length; start += size) extractor.write(page.subarray(start, start + size));
  return extractor.end(STAMP);
}

/**
 * The answer of the native program, which knows the page as a string too.
 *
 * @param {string} html
 * @param {string} url
 */
function inNative(html, url) {
  const input = `${JSON.stringify({ id: "page", url, html })}\n`;
  const run = spawnSync(process.env.OFFPRINT_BINARY ?? "", ["batch", "--jobs", "1", "--at", String(STAMP)], { input });
  assert.equal(run.status, 0, run.stderr?.toString());
  const { id, ...answer } = JSON.parse(run.stdout.toString());
  assert.equal(id, "page");
  return answer;
}

for (const name of readdirSync(PAGES)) {
  test(`${name} gives the same in wasm as natively`, () => {
    const page = readFileSync(new URL(`${name}/source.html`, PAGES));
    const url = readFileSync(new URL(`${name}/url.txt`, PAGES), "utf8").trim();
    const { name: file, ...answer } = inWasm(page, url, page.length);
    assert.deepEqual(answer, inNative(page.toString(), url));
    assert.deepEqual(inWasm(page, url, SMALL_CHUNK), { name: file, ...answer });
    if (answer.capture === null) return;
    assert.equal(file.endsWith(".md"), true);
    const parts = read(new TextEncoder().encode(answer.capture));
    assert.deepEqual([parts.stamp, parts.url, parts.body], [STAMP, url, answer.html]);
    assert.equal(sanitize(answer.html, url), answer.html);
  });
}
