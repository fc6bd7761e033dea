// Answers an evaluation with one of the extractors for JavaScript, which `cargo xtask compare` measures.
//
// usage: node answer.js @mozilla/readability|defuddle
//
// Pages come and texts go as JSON lines. Each extractor is called as its documentation says for Node, with its defaults and
// on the document that its example makes. It works in a thread of its own, because what never returns can only be ended from
// outside: one that fails or takes too long leaves that page without an answer, which an evaluation counts as empty.

import { once } from "node:events";
import { createInterface } from "node:readline";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** Milliseconds. Pages take a tenth of a second. */
const LONGEST = 60_000;

/** Line breaks of Unicode that JSON leaves as they are, and who reads lines may not. */
const BREAKS = /[\u0085\u2028\u2029]/g;

const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR " +
    "LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);

/** @type {Record<string, () => Promise<(html: string, url: string) => string | Promise<string>>>} */
const EXTRACTORS = {
  async "@mozilla/readability"() {
    const [{ Readability }, { JSDOM, VirtualConsole }] = await Promise.all([
      import("@mozilla/readability"),
      import("jsdom"),
    ]);
    return (html, url) => {
      // Style sheets that it cannot read are nothing to tell of: no page is drawn.
      const { window } = new JSDOM(html, { url: url || "about:blank", virtualConsole: new VirtualConsole() });
      const article = new Readability(window.document, { serializer: textOf }).parse();
      window.close();
      return article?.content ?? "";
    };
  },
  async defuddle() {
    const [{ Defuddle }, { parseHTML }] = await Promise.all([import("defuddle/node"), import("linkedom")]);
    return async (html, url) => {
      // Nothing may be fetched.
      const { content } = await Defuddle(parseHTML(html).document, url, { useAsync: false });
      return textOf(parseHTML(`<!doctype html><html><body>${content}</body></html>`).document.body);
    };
  },
};

/**
 * The text of an answer, with its blocks apart: where words of two run into one, neither is found.
 * @param {Node} node
 * @returns {string}
 */
function textOf(node) {
  if (node.nodeType === 3) return node.nodeValue ?? "";
  const inside = [...node.childNodes].map(textOf).join("");
  return BLOCKS.has(node.nodeName.toUpperCase()) ? `\n${inside}\n` : inside;
}

/** Reads pages until it is ended. */
async function work() {
  const extract = await /** @type {() => ReturnType<EXTRACTORS["defuddle"]>} */ (EXTRACTORS[workerData])();
  parentPort?.on("message", async ({ html, url }) => {
    try {
      parentPort?.postMessage({ text: (await extract(html, url)).replace(BREAKS, "\n") });
    } catch (error) {
      parentPort?.postMessage({ error: String(error) });
    }
  });
}

/** @param {string} name */
const start = (name) => new Worker(new URL(import.meta.url), { workerData: name });

/**
 * The answer of a worker, or why there is none.
 * @param {Worker} worker
 * @param {{ html: string, url: string }} page
 * @returns {Promise<{ text?: string, error?: string, ended?: true }>}
 */
async function ask(worker, page) {
  const answered = new AbortController();
  const timer = setTimeout(() => worker.terminate(), LONGEST);
  worker.postMessage(page);
  try {
    const ways = ["message", "exit"].map((way) => once(worker, way, { signal: answered.signal }));
    const [answer] = await Promise.race(ways);
    return typeof answer === "object" ? answer : { error: "no answer", ended: true };
  } catch (error) {
    return { error: String(error), ended: true };
  } finally {
    clearTimeout(timer);
    answered.abort();
  }
}

/** @param {string} name */
async function main(name) {
  let worker = start(name);
  for await (const line of createInterface({ input: process.stdin })) {
    const page = JSON.parse(line);
    const { text, error, ended } = await ask(worker, page);
    if (text !== undefined) console.log(JSON.stringify({ id: page.id, text }));
    else console.error(`${page.id}: ${error}`);
    if (ended) worker = start(name);
  }
  await worker.terminate();
}

if (!isMainThread) {
  await work();
} else if (Object.hasOwn(EXTRACTORS, process.argv[2] ?? "")) {
  await main(process.argv[2] ?? "");
} else {
  console.error(`usage: node answer.js ${Object.keys(EXTRACTORS).join("|")}`);
  process.exitCode = 2;
}
