// The worker that searches what was opened. It is told each file, and keeps what it makes of them in its memory alone.

import { readCaptureFile, sanitizeHtml } from "../extension/engine.js";
import { answerQuestions } from "../extension/search/messages.js";
import * as wasm from "../extension/wasm/search.js";

/** @typedef {{ id: string, title: string, byline: string, site: string, host: string, stamp: number, file: string }} OpenedFile */

const module = new URL("../extension/wasm/search_bg.wasm", import.meta.url);
const ready = wasm.default({ module_or_path: module }).then(() => new wasm.Index());

/** The files, by id. @type {Map<string, OpenedFile>} */
const files = new Map();
/** The answers before it are given when it is done: files are added in order. @type {Promise<void>} */
let adding = Promise.resolve();

/** @param {string} id */
async function bodyOf(id) {
  const file = files.get(id)?.file ?? "";
  const { body, url } = await readCaptureFile(file);
  return sanitizeHtml(body, url);
}

/** @param {OpenedFile[]} added */
async function add(added) {
  const index = await ready;
  for (const file of added) files.set(file.id, file);
  const ids = [...files.keys()];
  // What an id names never changes: it is made of the digest.
  for (const id of index.reconcile(ids, ids)) {
    const { title, byline, site, host, stamp } = /** @type {OpenedFile} */ (files.get(id));
    index.add({ id, revision: id, stamp, title, byline, site, host, tags: [], note: "", html: await bodyOf(id) });
  }
  index.seal()?.free();
  for (let merged = index.merge(); merged; merged = index.merge()) merged.free();
}

answerQuestions(
  /** @type {any} */ ({
    add: async (/** @type {{ files: OpenedFile[] }} */ { files: added }) => {
      adding = adding.then(() => add(added));
      await adding;
      return null;
    },
    search: async (/** @type {{ typed: string }} */ { typed }) => {
      await adding;
      return { ids: (await ready).search(typed, Date.now()) };
    },
    hits: async (/** @type {{ typed: string, captures: { id: string, title: string }[] }} */ { typed, captures }) => {
      const hits = captures.map(async ({ id, title }) => {
        const excerpt = wasm.excerpt(typed, await bodyOf(id));
        return [id, { title: wasm.mark(typed, title), excerpt }];
      });
      return Object.fromEntries(await Promise.all(hits));
    },
  }),
);
