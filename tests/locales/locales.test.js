// Every text that the extension asks for exists in every language, and none is kept that nobody asks for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const EXTENSION = new URL("../../extension/", import.meta.url);
const LOCALES = new URL("_locales/", EXTENSION);

/** @param {string} locale @returns {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
const messages = (locale) => JSON.parse(readFileSync(new URL(`${locale}/messages.json`, LOCALES), "utf8"));

const names = readdirSync(EXTENSION, { recursive: true })
  .map(String)
  .filter((name) => /\.(js|html|json)$/.test(name) && !/^(wasm|_locales)[\\/]/.test(name));
const source = names.map((name) => readFileSync(new URL(name, EXTENSION), "utf8")).join("\n");
const english = messages("en");

test("there is more than one language", () => {
  assert.ok(readdirSync(LOCALES).length > 1);
});

for (const locale of readdirSync(LOCALES)) {
  test(`${locale} has the keys of English, each with words in it`, () => {
    const own = messages(locale);
    assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort());
    for (const [key, { message }] of Object.entries(own)) assert.notEqual(message.trim(), "", key);
  });

  test(`${locale} has the placeholders of English`, () => {
    for (const [key, { placeholders = {} }] of Object.entries(messages(locale))) {
      assert.deepEqual(placeholders, english[key]?.placeholders ?? {}, key);
    }
  });
}

test("every key that the manifest and the pages name exists", () => {
  const named = source.matchAll(/__MSG_(\w+)__|data-i18n(?:-\w+)?="(\w+)"|\b(?:say|getMessage)\("(\w+)"/g);
  const wanted = [...named].map(([, manifest, attribute, call]) => manifest ?? attribute ?? call);
  assert.notEqual(wanted.length, 0);
  for (const key of wanted) assert.ok(english[key], `${key} is asked for and does not exist`);
});

test("every key is asked for", () => {
  // Some are put together: what a button does, and then "Named".
  const endings = [...source.matchAll(/say\(`\$\{\w+\}(\w+)`/g)].map(([, ending]) => ending ?? "");
  for (const key of Object.keys(english)) {
    const asked = new RegExp(`\\b${key}\\b|_${key}__`).test(source);
    assert.ok(asked || endings.some((ending) => key.endsWith(ending)), `nobody asks for ${key}`);
  }
});
