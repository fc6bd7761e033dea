// A proxy that every request of a browser goes through, to the machine's own servers too. It lets those pass and refuses all
// others, and it remembers what nobody should have asked for: so every test also tests that nothing leaves the machine.

import { request as ask, createServer } from "node:http";

const OWN_HOST = "127.0.0.1";
const EXTENSION_ORIGIN = /^(chrome|moz)-extension:/;

/** What browsers ask for themselves. */
export const SERVICES = [
  /(^|\.)(google|googleapis|gstatic|googleusercontent|gvt1|chromium)\.(com|org)$/,
  /(^|\.)(mozilla|firefox|mozgcp|detectportal\.firefox)\.(com|org|net)$/,
];

/** Whom nobody's extension would send anything to: what browsers ask for themselves, and names that belong to no one. */
const HARMLESS = [
  // The pages of the tests name images there (RFC 2606).
  /(^|\.)(example|invalid|test|localhost)$/,
  /(^|\.)example\.(com|net|org)$/,
  ...SERVICES,
];

/**
 * Starts a proxy on a port that is free.
 *
 * @param {RegExp[]} [harmless] hosts that may be asked
 */
export async function startProxy(harmless = HARMLESS) {
  /** @type {string[]} */
  const strangers = [];
  const note = (/** @type {string} */ request, /** @type {string} */ host) => {
    if (!harmless.some((own) => own.test(host))) strangers.push(request);
  };
  const server = createServer((request, response) => {
    const { method, headers } = request;
    const url = URL.parse(request.url ?? "");
    if (!url || url.hostname !== OWN_HOST) {
      note(`${method} ${request.url}`, url?.hostname ?? "");
      response.writeHead(403).end();
      return;
    }
    // A program of the extension that asks a site says who it is.
    const isProgram = headers["sec-fetch-dest"] === "empty";
    if (isProgram && EXTENSION_ORIGIN.test(headers.origin ?? ""))
      strangers.push(`${method} ${url} from ${headers.origin}`);
    const onward = ask(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  server.on("connect", (request, socket) => {
    note(`CONNECT ${request.url}`, (request.url ?? "").split(":")[0] ?? "");
    socket.on("error", () => {});
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, OWN_HOST, () => resolve(null)));
  // Where a browser does not start, nothing else shall keep the tests from ending.
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    port,
    /** What was asked for elsewhere than on this machine, or by the extension. */
    strangers,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(null)));
    },
  };
}
