// The server of the hostile tests: the judge's page, pages that a test writes, and a log of all that is asked for.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

/** What the judge is made of. @type {Record<string, [string, string]>} */
const FILES = {
  "/judge.js": ["judge.js", "text/javascript"],
  "/prod.js": ["prod.js", "text/javascript"],
  "/grammar.txt": ["grammar.txt", "text/plain"],
  "/purify.js": ["../../node_modules/dompurify/dist/purify.es.mjs", "text/javascript"],
};
const JUDGE = `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/judge.js"></script>`;
const DOT = Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64");

/** A request: its path, and for what the browser made it (Sec-Fetch-Dest). @typedef {{ path: string, as: string }} Request */

/**
 * Starts the server on a port that is free.
 *
 * @param {Record<string, string | ((response: import("node:http").ServerResponse) => void)>} [pages] by their paths
 */
export async function startServer(pages = {}) {
  /** @type {Request[]} */
  const log = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    const [name = ""] = path.split("?");
    const page = name === "/judge.html" ? JUDGE : pages[name];
    const file = FILES[path];
    if (typeof page === "function") return page(response);
    if (page !== undefined)
      return void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    if (file) {
      const text = await readFile(new URL(file[0], import.meta.url));
      return void response.writeHead(200, { "content-type": file[1] }).end(text);
    }
    log.push({ path, as: String(request.headers["sec-fetch-dest"] ?? "nothing") });
    if (path.startsWith("/beacon/")) response.writeHead(200, { "content-type": "image/gif" }).end(DOT);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  // Where a browser does not start, nothing else shall keep the tests from ending.
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    address: (/** @type {string} */ path) => `http://127.0.0.1:${port}${path}`,
    pages,
    /** What was asked for since this was last called. @returns {Request[]} */
    asked: () => log.splice(0),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(null)));
    },
  };
}
