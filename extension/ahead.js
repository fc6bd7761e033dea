// What the reading view needs and takes its time, begun while its page is still being read. It is no module, because a
// browser runs those when all style sheets and all that they import are there.

/** What the view shows of a capture: `images` are those that are kept. @typedef {{ capture: import("./store/captures.js").Capture, file: string, images: import("./store/images.js").Album["kept"] }} Kept */

/** `compiled` is the engine, `kept` the capture, null where anything at all stands in the way, `stored` the settings that the view is shown by. @typedef {{ id: string, compiled: Promise<WebAssembly.Module>, kept: Promise<Kept | null>, stored: Promise<Record<string, unknown>> }} Ahead */

(() => {
  /** After this time the ordinary way to read is the better one: it knows what can be wrong. In ms. */
  const PATIENCE = 300;

  const id = new URLSearchParams(location.search).get("id") ?? "";
  const compiled = WebAssembly.compileStreaming(fetch("wasm/offprint_bg.wasm"));
  const stored = browser.storage.local.get(["reading", "loadImages"]);
  // Whoever awaits them is told.
  for (const begun of [compiled, stored]) begun.catch(() => {});
  const kept = Promise.race([
    readKept().catch(() => null),
    /** @type {Promise<null>} */ (new Promise((resolve) => setTimeout(resolve, PATIENCE, null))),
  ]);
  Object.assign(globalThis, { ahead: { id, compiled, kept, stored } });

  /**
   * Reads without asking for a version of the database: one that is older, or not there, is left to those who know them all.
   * @returns {Promise<Kept | null>}
   */
  async function readKept() {
    const opening = indexedDB.open("offprint");
    opening.onupgradeneeded = () => opening.transaction?.abort();
    const database = await settled(opening);
    try {
      const transaction = database.transaction(["captures", "files", "albums"]);
      const rows = ["captures", "files", "albums"].map((store) => settled(transaction.objectStore(store).get(id)));
      const [capture, row, album] = await Promise.all(rows);
      return capture && row ? { capture, file: row.file, images: album?.kept ?? [] } : null;
    } finally {
      database.close();
    }
  }

  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  function settled(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
})();
