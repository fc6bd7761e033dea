// The same table as the native test of `src/capture/unicode.rs` reads: there two crates compose characters and cut
// between graphemes, here the functions of the JavaScript engine. So both must agree.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Extractor, initSync } from "../../extension/wasm/offprint.js";

/** @type {{ title: string, name: string }[]} */
const rows = JSON.parse(readFileSync(new URL("names.json", import.meta.url), "utf8"));
const PARAGRAPH = "<p>The ferry leaves at nine, as it has for forty years, and nobody on the island owns a watch.";

initSync({ module: readFileSync(new URL("../../extension/wasm/offprint_bg.wasm", import.meta.url)) });

/** @param {string} title */
function nameOf(title) {
  const extractor = new Extractor("https://news.example/", "article");
  const page = `<meta property="og:title" content="${title}"><article><h1>${title}</h1>${PARAGRAPH.repeat(9)}</article>`;
  extractor.write(new TextEncoder().encode(page));
  return extractor.end(0).name;
}

test("the browser composes and cuts names as the table says", () => {
  for (const { title, name } of rows) assert.equal(nameOf(title), `news.example/0_${name}.md`, title);
});
