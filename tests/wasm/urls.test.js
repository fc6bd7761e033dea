// The same table as the native test of `src/html/url.rs` reads: there the `url` crate answers, here the URL parser of
// the JavaScript engine, which is the one that the engine uses in wasm. So both must agree.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @type {{ base: string, reference: string, url: string | null }[]} */
const rows = JSON.parse(readFileSync(new URL("urls.json", import.meta.url), "utf8"));

/** @param {string} reference @param {string} base */
function joined(reference, base) {
  try {
    return new URL(reference, base || undefined).href;
  } catch {
    return null;
  }
}

test("the JavaScript engine joins URLs as the table says", () => {
  for (const { base, reference, url } of rows) {
    assert.equal(joined(reference, base), url, `${reference} on ${base}`);
  }
});
