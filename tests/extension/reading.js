// The reading view as its tests use it: pages are captured by a press of the button, and opened as a reader opens them.

import { until } from "./driver/until.js";

/**
 * Captures a page of the tests and gives the id of what was stored.
 *
 * @param {import("./session.js").Session} session
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function captured(session, path) {
  const page = await session.open(path);
  const { state } = await session.press(page);
  if (state !== "captured") throw new Error(`${path} was not captured: ${state}`);
  await session.tidy();
  const [{ id }] = await session.stored(session.server.address(path));
  return id;
}

/**
 * Opens a capture in the reading view, and waits for its text and its images.
 *
 * @param {import("./session.js").Session} session
 * @param {string} id
 */
export async function openReader(session, id) {
  const page = await session.browser.open(session.browser.extensionUrl(`reader.html?id=${id}`));
  await until("the article to be shown", () => page.evaluate(isShown));
  return page;
}

/** @param {any} window */
function isShown(window) {
  const { body } = window.document;
  if (body.dataset.state === "failed") throw new Error(window.document.getElementById("outcome").textContent);
  const images = [...(window.document.getElementById("article").contentDocument?.images ?? [])];
  return body.dataset.state === "shown" && images.every((image) => image.complete);
}

/**
 * Runs a function with the article's document, and the page's window after it.
 *
 * @param {any} page
 * @param {(article: any, window: any, ...args: any[]) => unknown} body
 * @param {...unknown} args
 */
export function inArticle(page, body, ...args) {
  return page.evaluate(
    `(window, ...args) => (${body})(window.document.getElementById("article").contentDocument, window, ...args)`,
    ...args,
  );
}

/** Selects words as a reader does, in one paragraph; for {@link inArticle}. */
export function select(/** @type {any} */ article, /** @type {any} */ _, /** @type {string} */ words) {
  const walker = article.createTreeWalker(article.querySelector("main"), 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = article.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    article.getSelection().removeAllRanges();
    article.getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    return;
  }
  throw new Error(`there is no "${words}" to select`);
}
