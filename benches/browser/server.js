// What the comparison in the browser loads, from this machine: pages, the engine as the extension has it, and two
// libraries as npm installed them, each as a module.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @param {string} path */
const repository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A file, and what makes a module of a script that is none. @type {Record<string, { file: string, export?: string }>} */
const MODULES = {
  "/tools.js": { file: repository("benches/browser/tools.js") },
  "/engine.js": { file: repository("extension/engine.js") },
  "/wasm/offprint.js": { file: repository("extension/wasm/offprint.js") },
  "/readability.js": {
    file: repository("node_modules/@mozilla/readability/Readability.js"),
    export: "export { Readability };",
  },
  "/defuddle.js": {
    file: repository("node_modules/defuddle/dist/index.js"),
    export: "export const Defuddle = self.Defuddle.default ?? self.Defuddle;",
  },
};
const WASM = "/wasm/offprint_bg.wasm";

const HEADERS = {
  // With these two the browser's clock counts in steps of 5 microseconds and not of 100.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  // The pages name images and have scripts of their own: to load them would be measured too.
  "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
};

/**
 * Starts the server on a port that is free.
 *
 * @param {string} pages the folder of the pages
 */
export async function startServer(pages) {
  const server = createServer((request, response) => {
    answer(pages, new URL(request.url ?? "/", "http://localhost").pathname, response).catch(() => {
      response.writeHead(404, { "content-type": "text/plain" }).end("nothing here");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    /** @param {string} path */
    address: (path) => `http://127.0.0.1:${port}${path}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(null)));
    },
  };
}

/**
 * @param {string} pages
 * @param {string} path
 * @param {import("node:http").ServerResponse} response
 */
async function answer(pages, path, response) {
  const [type, content] = await found(pages, path);
  response.writeHead(200, { ...HEADERS, "content-type": type }).end(content);
}

/**
 * @param {string} pages
 * @param {string} path
 * @returns {Promise<[string, Buffer | string]>}
 */
async function found(pages, path) {
  const module = MODULES[path];
  if (module) return ["text/javascript", `${await readFile(module.file, "utf8")}\n${module.export ?? ""}`];
  if (path === WASM) return ["application/wasm", await readFile(repository(`extension${WASM}`))];
  const [, name] = /^\/pages\/([0-9]+\.html)$/.exec(path) ?? [];
  if (!name) throw new Error(`there is nothing at ${path}`);
  return ["text/html; charset=utf-8", await readFile(join(pages, name))];
}
