// The three tools, each on the document of the page this is loaded into; what each took, in milliseconds.
//
// Offprint's way is the one of the extension: its own engine.js cuts the page into chunks. There the string travels from
// the page to the background in between, which costs the same whatever the engine does with it.

import { Defuddle } from "/defuddle.js";
import { chunks, prepareEngine } from "/engine.js";
import { Readability } from "/readability.js";
import { Extractor } from "/wasm/offprint.js";

export const prepare = prepareEngine;

/** What every tool must find, so that none is fast because it gave up: this share of the page's paragraphs' text. */
const LEAST_FOUND = 0.5;

export function offprint() {
  const start = performance.now();
  const html = document.documentElement.outerHTML;
  const serialised = performance.now();
  const extractor = new Extractor(location.href, "article");
  let handedOver = 0;
  let before = performance.now();
  for (const chunk of chunks(html)) {
    handedOver += performance.now() - before;
    extractor.write(chunk);
    before = performance.now();
  }
  const answer = extractor.end(0);
  const end = performance.now();
  expectArticle("Offprint", answer.text);
  const engine = end - serialised - handedOver;
  return { serialise: serialised - start, "hand over": handedOver, engine, "in all": end - start };
}

/** It takes the document apart, so it is given a copy, which is not counted. */
export function readability() {
  const copy = /** @type {Document} */ (document.cloneNode(true));
  const start = performance.now();
  const article = new Readability(copy).parse();
  const end = performance.now();
  expectArticle("Readability", article?.textContent ?? "");
  return { "in all": end - start };
}

/** It makes its copies itself. */
export function defuddle() {
  const start = performance.now();
  const { content } = new Defuddle(document, { url: location.href }).parse();
  const end = performance.now();
  expectArticle("Defuddle", content);
  return { "in all": end - start };
}

/** @param {string} tool @param {string} text */
function expectArticle(tool, text) {
  const paragraphs = [...document.querySelectorAll("article p")];
  const length = paragraphs.reduce((sum, paragraph) => sum + (paragraph.textContent?.length ?? 0), 0);
  if (text.length < LEAST_FOUND * length) throw new Error(`${tool} found ${text.length} characters of ${length}`);
}
