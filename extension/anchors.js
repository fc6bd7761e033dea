// Finds highlights again in a text that has changed since: a module of the engine's workspace, loaded where one is not
// in its old place and nowhere else.

/** @typedef {import("./store/captures.js").Highlight} Highlight */

/** The text that was last asked about, as the module holds it. @type {{ text: string, held: import("./wasm/anchors.js").Text } | null} */
let last = null;

/**
 * @param {string} text
 * @param {Highlight} highlight
 * @returns {Promise<{ start: number, end: number } | null>} null where it is not in the text
 */
export async function locate(text, { quote, prefix, suffix, start }) {
  const anchors = await import("./wasm/anchors.js");
  await anchors.default({ module_or_path: new URL("wasm/anchors_bg.wasm", import.meta.url) });
  if (last?.text !== text) {
    last?.held.free();
    last = { text, held: new anchors.Text(text) };
  }
  const [from, to] = last.held.locate(quote, prefix, suffix, start) ?? [];
  return from === undefined || to === undefined ? null : { start: from, end: to };
}
