// The worker that searches the extension's own library. It reads the captures itself, so that the page has nothing to do
// but ask.

import { readCaptureFile, sanitizeHtml } from "../engine.js";
import { hostOf } from "../facts.js";
import { allCaptures, readFile } from "../store/captures.js";
import { onChange, UNLISTED } from "../store/changes.js";
import * as wasm from "../wasm/search.js";
import { LibraryIndex } from "./library_index.js";
import { answerQuestions, tell, tellError } from "./messages.js";

/** @typedef {import("../store/captures.js").Capture} Capture */

/** Two versions of one capture that agree in 64 bits are not to be feared, and the index keeps this for every capture. */
const ENOUGH_OF_DIGEST = 16;

/** @param {Capture} capture @returns {import("./library_index.js").Row} */
function rowOf({ id, stamp, digest, title, byline, site, url, tags, note, highlights }) {
  const notes = [note, ...highlights.map((highlight) => highlight.note)].filter(Boolean).join("\n");
  const beside = tags.length > 0 || notes !== "" ? JSON.stringify([tags, notes]) : "";
  return {
    id,
    revision: digest.slice(0, ENOUGH_OF_DIGEST) + beside,
    stamp,
    title,
    byline: byline ?? "",
    tags,
    note: notes,
    site: site ?? "",
    host: hostOf(url),
  };
}

/** @param {string} id */
async function bodyOf(id) {
  const { body, url } = await readCaptureFile(await readFile(id));
  return sanitizeHtml(body, url);
}

const ready = wasm
  .default({ module_or_path: new URL("../wasm/search_bg.wasm", import.meta.url) })
  .then(
    () =>
      new LibraryIndex({ rows: async () => (await allCaptures()).map(rowOf), body: bodyOf }, (progress) =>
        tell({ progress }),
      ),
  );

function follow() {
  ready.then((index) => index.follow()).catch((error) => tellError(null, error));
}

answerQuestions({
  search: async ({ typed }) => ({ ids: (await ready).search(typed) }),
  hits: async ({ typed, captures }) => (await ready).hits(typed, captures),
});
onChange(({ kind }) => {
  if (!UNLISTED.has(kind) && kind !== "purged") follow();
});
follow();
