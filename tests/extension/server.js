// The pages of the tests, served from this machine: files of the repository under chosen headers, and two that are made.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { largePage } from "./large_page.js";
import { registerPage } from "./register_page.js";

const CASES = new URL("../pages/", import.meta.url);
const OWN = new URL("pages/", import.meta.url);

/** Policies of pages, under which a content script could not run WebAssembly, or the page has no origin at all. */
const POLICIES = {
  none: "default-src 'none'",
  sandbox: "sandbox",
};

/** Pages that are made. @type {Record<string, () => string>} */
const MADE = { "/large.html": largePage, "/register.html": registerPage };

/** What every image of the pages shows. */
const IMAGE = readFileSync(new URL("lighthouse.svg", OWN));

/**
 * Starts the server on a port that is free.
 *
 * @returns {Promise<{ address: (path: string) => string, close: () => Promise<void> }>}
 */
export async function startServer() {
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? "/", "http://localhost"), response).catch(() => {
      response.writeHead(404, { "content-type": "text/plain" }).end("nothing here");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    address: (path) => `http://127.0.0.1:${port}${path}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * @param {URL} url
 * @param {import("node:http").ServerResponse} response
 */
async function answer(url, response) {
  if (url.pathname.startsWith("/images/")) {
    response.writeHead(200, { "content-type": "image/svg+xml" }).end(IMAGE);
    return;
  }
  const page = MADE[url.pathname]?.() ?? (await readFile(file(url.pathname)));
  const policy = /** @type {Record<string, string>} */ (POLICIES)[url.searchParams.get("policy") ?? ""];
  if (policy) response.setHeader("content-security-policy", policy);
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
}

/**
 * `/cases/<name>.html` is a case of the engine's, `/pages/<name>.html` a page only these tests need.
 *
 * @param {string} path
 */
function file(path) {
  const [, folder, name] = /^\/(cases|pages)\/([a-z0-9-]+)\.html$/.exec(path) ?? [];
  if (!name) throw new Error(`there is no page at ${path}`);
  return fileURLToPath(folder === "cases" ? new URL(`${name}/source.html`, CASES) : new URL(`${name}.html`, OWN));
}
