// Writes each page of the corpora as Chromium understands it: node serialise.js CHROMIUM CORPORA OUT.
//
// The page is answered under its own address with a policy that forbids everything: nothing runs or loads, but scripting
// is on, so that `noscript` is raw text to the parser, as it is to a reader. Turning scripts off would change the parser.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { Cdp } from "../tests/extension/driver/cdp.js";

/** No page takes longer to parse. */
const PATIENCE_MS = 10_000;

/** Where a page stands that has no address. */
const NOWHERE = "https://page.invalid/";

const HEADERS = [
  { name: "Content-Type", value: "text/html; charset=utf-8" },
  { name: "Content-Security-Policy", value: "default-src 'none'" },
];

const ARGUMENTS = ["--remote-debugging-pipe", "--headless=new", "--no-first-run", "--disable-gpu"];

/** The page and its doctype, open shadow roots as templates. Runs in the page. */
const SERIALISE = `(() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? [e.shadowRoot, ...all(e.shadowRoot)] : []));
  const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
  const { outerHTML } = document.documentElement.cloneNode(false);
  const inner = document.documentElement.getHTML({ shadowRoots: all(document) });
  return doctype + outerHTML.replace(/<\\/html>$/, "") + inner + "</html>";
})()`;

/** A tab of Chromium for one page; every request is answered here. */
class Tab {
  #cdp;
  #session;

  /**
   * @param {Cdp} cdp
   * @param {string} session
   */
  constructor(cdp, session) {
    this.#cdp = cdp;
    this.#session = session;
  }

  /**
   * @param {string} html
   * @param {string} url
   * @returns {Promise<string>}
   */
  async serialise(html, url) {
    await this.#send("Page.enable");
    await this.#send("Fetch.enable");
    this.#answer(Buffer.from(html).toString("base64"));
    const loaded = this.#cdp.event("Page.domContentEventFired", this.#session);
    this.#send("Page.navigate", { url }).catch(() => {});
    await Promise.race([loaded, pause(PATIENCE_MS)]);
    const { result } = await this.#send("Runtime.evaluate", { expression: SERIALISE, returnByValue: true });
    return result.value;
  }

  /**
   * The first request is the page's. Whatever else it asks for, by a refresh say, never has an answer.
   *
   * @param {string} body
   */
  async #answer(body) {
    const { requestId } = await this.#cdp.event("Fetch.requestPaused", this.#session);
    const answer = { requestId, responseCode: 200, responseHeaders: HEADERS, body };
    this.#send("Fetch.fulfillRequest", answer).catch(() => {});
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  #send(method, params) {
    return this.#cdp.send(method, params, this.#session);
  }
}

/**
 * @param {Cdp} cdp
 * @param {string} html
 * @param {string} url
 */
async function serialise(cdp, html, url) {
  const { targetId } = await cdp.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await cdp.send("Target.attachToTarget", { targetId, flatten: true });
  try {
    return await new Tab(cdp, sessionId).serialise(html, url);
  } finally {
    cdp.send("Target.closeTarget", { targetId }).catch(() => {});
  }
}

/**
 * @param {string} corpus
 * @returns {{ id: string, url?: string, html: string }[]}
 */
function pages(corpus) {
  const lines = readFileSync(join(corpus, "index.jsonl"), "utf8").split("\n");
  // Python writes what it does not know as NaN, which JSON does not know.
  return lines.filter(Boolean).map((line) => JSON.parse(line.replaceAll(": NaN", ": null")));
}

/**
 * @param {Cdp} cdp
 * @param {string} corpus
 * @param {string} out
 */
async function serialiseAll(cdp, corpus, out) {
  mkdirSync(out, { recursive: true });
  for (const { id, url, html } of pages(corpus)) {
    const file = join(out, `${id}.html`);
    if (existsSync(file)) continue;
    const page = gunzipSync(readFileSync(join(corpus, html))).toString();
    const address = url?.startsWith("http") ? url : NOWHERE;
    try {
      writeFileSync(file, await serialise(cdp, page, address));
    } catch (error) {
      console.error(`${file}: ${error}`);
    }
  }
}

const [chromium, corpora, out] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "offprint-agree-"));
// Chromium refuses to run as root with its sandbox, and nobody else should go without.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const cdp = new Cdp(chromium, [...ARGUMENTS, `--user-data-dir=${profile}`, ...sandbox, "about:blank"]);
for (const corpus of readdirSync(corpora)) {
  if (existsSync(join(corpora, corpus, "index.jsonl")))
    await serialiseAll(cdp, join(corpora, corpus), join(out, corpus));
}
await cdp.send("Browser.close").catch(() => {});
await cdp.ended;
rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
