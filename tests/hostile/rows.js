// Payloads and capture files of others, as JSON lines in a folder: the tests' own are not all that anybody will think of.
//
// Of a row with a `payload` what is written is judged as in the tests. A row with an `expect` is a capture file (`text`, or
// `b64`), which the extension imports: it is kept byte for byte, or refused with a reason. One line of a table for each file.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyDatabase, runInExtension } from "../extension/database.js";
import { SERVICES } from "../extension/driver/proxy.js";
import { startJudge, whatIsWritten } from "./judged.js";

/** How many files one import is given. */
const AT_ONCE = 50;

const folder = process.argv[2] ?? "";
const judge = await startJudge(SERVICES);
const { server, session } = judge;
let faults = 0;

// What shows that it runs in this way is seen to run.
const { ran: seen } = await judge.judged("judgeEach", ['<img src="data:," onerror="alert(1)">']);
if (!seen.includes("alert")) fault("not seen to run", seen);

const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
for (const name of files.sort()) {
  const lines = readFileSync(join(folder, name), "utf8").split("\n").filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line));
  const payloads = rows.filter(({ payload }) => typeof payload === "string").map(({ payload }) => payload);
  const captures = rows.filter(({ expect, kind, text, b64 }) => expect && !kind && (text ?? b64) !== undefined);
  if (payloads.length > 0) tell(name, await judgePayloads(payloads));
  if (captures.length > 0) tell(name, await importAll(captures));
}
await judge.close();
process.exitCode = faults > 0 ? 1 : 0;

/** @param {string} name @param {Record<string, number>} counts */
function tell(name, counts) {
  const words = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  console.log(`${session.browser.name} ${name}: ${words.join(", ")}`);
}

/** @param {string[]} payloads */
async function judgePayloads(payloads) {
  const url = `${server.origin}/page/`;
  /** @type {Set<string>} */
  const pieces = new Set();
  let [changed, crashed] = [0, 0];
  for (const payload of payloads) {
    try {
      const { written, again } = whatIsWritten(payload.toWellFormed(), url);
      for (const piece of written) pieces.add(piece);
      if (written.some((once, at) => once !== again[at])) changed += fault("changed by a second time", payload);
    } catch (error) {
      crashed += fault(String(error), payload);
    }
  }
  const { ran, wrong, images, asked } = await judge.judged("judge", [...pieces]);
  for (const what of ran) fault("ran", what);
  for (const what of wrong) fault("is another thing to the browser, or to DOMPurify", what);
  const requested = [...asked.map(({ path }) => server.origin + path), ...session.proxy.strangers.splice(0)];
  const others = requested.filter((request) => !isImage(request, images));
  for (const request of others) fault("asked for", request);
  const { length: tried } = payloads;
  return {
    tried,
    executed: ran.length,
    requested: others.length,
    images: requested.length,
    changed: changed + wrong.length,
    crashed,
  };
}

/** Whether it is the address of an image, or the way to the host of one. @param {string} request @param {Set<string>} images */
function isImage(request, images) {
  const [method, address] = request.split(" ");
  if (method === "CONNECT") return [...images].some((image) => isAt(image, address ?? ""));
  return images.has(address ?? request);
}

/** @param {string} image @param {string} host with its port */
function isAt(image, host) {
  const url = URL.parse(image);
  return url !== null && `${url.hostname}:${url.port || 443}` === host;
}

/** @param {any[]} rows */
async function importAll(rows) {
  await emptyDatabase(session.office);
  const counts = { tried: rows.length, accepted: 0, known: 0, refused: 0, changed: 0, crashed: 0 };
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.slice(start, start + AT_ONCE);
    const bytes = some.map(({ text, b64 }) => [
      ...(b64 === undefined ? Buffer.from(text) : Buffer.from(b64, "base64")),
    ]);
    for (const [at, { added, known, refused, isSame, crash }] of (await imported(bytes)).entries()) {
      const row = some[at];
      counts.accepted += added;
      counts.known += known;
      counts.refused += refused.length;
      if (crash !== null || added + known + refused.length !== 1) counts.crashed += fault(String(crash), row);
      if (added === 1 && !isSame) counts.changed += fault("not kept byte for byte", row);
      if (row.expect === "reject" && refused.length !== 1) fault("accepted", row);
      for (const { reason } of refused) if (!/found|expected/.test(reason)) fault(`refused because of ${reason}`, row);
    }
  }
  return counts;
}

/** Gives files to the extension's import, one after the other. @param {number[][]} files @returns {Promise<any[]>} */
function imported(files) {
  return runInExtension(
    session.office,
    async (store, files) => {
      const { importFiles } = await store.from("/transfer/import.js");
      const outcomes = [];
      for (const file of files) {
        const bytes = new Uint8Array(file);
        const ids = new Set((await store.allCaptures()).map((/** @type {any} */ { id }) => id));
        const report = await importFiles([new File([bytes], "row.md")]);
        const fresh = (await store.allCaptures()).filter((/** @type {any} */ { id }) => !ids.has(id));
        const kept = await store.readFiles(fresh.map((/** @type {any} */ { id }) => id));
        const isSame = kept.every((/** @type {string} */ text) => `${new TextEncoder().encode(text)}` === `${bytes}`);
        outcomes.push({ ...report, isSame, crash: report.fault && String(report.fault) });
      }
      return outcomes;
    },
    files,
  );
}

/** @param {string} what @param {unknown} of @returns {1} */
function fault(what, of) {
  faults += 1;
  console.error(`${what}: ${JSON.stringify(of).slice(0, 600)}`);
  return 1;
}
