// Every text that the extension asks for exists in every language that it promises, and none is kept that nobody asks for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const EXTENSION = new URL("../../extension/", import.meta.url);
const LOCALES = new URL("_locales/", EXTENSION);
const PROMISED = ["ar", "de", "en", "es", "fr", "ja", "zh_CN", "zh_TW"];
const FROM_THE_RIGHT = ["ar"];

/** What a message has filled in: the browser's placeholders, and the fields of file names. */
const FILLED_IN = /\$[A-Z]+\$|\{[a-z]+\}/g;
/** What is the same in so many words as in English has not been translated. */
const SENTENCE = 3;

/** @param {string} locale @returns {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
const messages = (locale) => JSON.parse(readFileSync(new URL(`${locale}/messages.json`, LOCALES), "utf8"));

const names = readdirSync(EXTENSION, { recursive: true })
  .map(String)
  .filter((name) => /\.(js|html|json)$/.test(name) && !/^(wasm|_locales)[\\/]/.test(name));
const source = names.map((name) => readFileSync(new URL(name, EXTENSION), "utf8")).join("\n");
const english = messages("en");

test("the languages are those that were promised", () => {
  assert.deepEqual(readdirSync(LOCALES).sort(), PROMISED);
});

for (const locale of PROMISED) {
  test(`${locale} says which language it is in, and which way that runs`, () => {
    const { language, direction } = messages(locale);
    assert.equal(language?.message, locale.replace("_", "-"));
    assert.equal(direction?.message, FROM_THE_RIGHT.includes(locale) ? "rtl" : "ltr");
  });

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

  test(`${locale} fills in what English fills in`, () => {
    for (const [key, { message }] of Object.entries(messages(locale))) {
      assert.deepEqual(message.match(FILLED_IN)?.sort(), english[key]?.message.match(FILLED_IN)?.sort(), key);
    }
  });
}

for (const locale of PROMISED.filter((name) => name !== "en")) {
  test(`${locale} has no sentence left in English`, () => {
    for (const [key, { message }] of Object.entries(messages(locale))) {
      const words = message.replaceAll(FILLED_IN, "").match(/\p{L}+/gu) ?? [];
      if (words.length >= SENTENCE) assert.notEqual(message, english[key]?.message, key);
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
