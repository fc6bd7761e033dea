// The proxy that all other tests run behind can see: what it does not note, none of them would fail by.

import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { startProxy } from "./driver/proxy.js";

/** @type {Awaited<ReturnType<typeof startProxy>>} */
let proxy;
/** @type {import("node:http").Server} */
let server;
let origin = "";
before(async () => {
  proxy = await startProxy();
  server = createServer((_, response) => response.end("here"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  origin = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
});
after(async () => {
  server.close();
  await proxy.close();
});

test("what goes elsewhere is refused and noted", async () => {
  assert.equal(await ask("http://tracker.invalid.net/pixel.gif?a=1"), 403);
  assert.equal(await tunnel("tracker.invalid.net:443"), "HTTP/1.1 403 Forbidden");
  assert.deepEqual(proxy.strangers.splice(0), [
    "GET http://tracker.invalid.net/pixel.gif?a=1",
    "CONNECT tracker.invalid.net:443",
  ]);
});

test("what looks like the browser's own service is noted all the same", async () => {
  for (const host of ["google.com.evil.net", "notgoogle.com", "google-analytics.com", "mozilla.org.evil.net"])
    await ask(`http://${host}/`);
  assert.equal(proxy.strangers.splice(0).length, 4);
});

test("a program of the extension is noted even where it asks the tests' own server", async () => {
  const headers = { origin: "chrome-extension://abc", "sec-fetch-dest": "empty" };
  assert.equal(await ask(`${origin}/api`, headers), 200);
  assert.deepEqual(proxy.strangers.splice(0), [`GET ${origin}/api from chrome-extension://abc`]);
});

test("pages of the tests, their images and the browser's own services are not noted", async () => {
  assert.equal(await ask(`${origin}/page.html`), 200);
  assert.equal(await ask("http://images.example/a.png"), 403);
  assert.equal(await ask("http://update.googleapis.com/service"), 403);
  assert.deepEqual(proxy.strangers, []);
});

/** The status of what is asked for through the proxy. @param {string} url @param {Record<string, string>} [headers] */
function ask(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const { host } = new URL(url);
    const sent = request(
      { host: "127.0.0.1", port: proxy.port, path: url, headers: { host, ...headers } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    sent.on("error", reject).end();
  });
}

/** The first line of the answer to who asks for a tunnel. @param {string} place */
function tunnel(place) {
  return new Promise((resolve, reject) => {
    const socket = connect(proxy.port, "127.0.0.1", () =>
      socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`),
    );
    socket.on("error", reject).once("data", (bytes) => resolve(String(bytes).split("\r\n")[0]));
  });
}
