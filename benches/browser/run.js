// `cargo xtask bench --browser`: Offprint, Readability and Defuddle in one Chromium page, on the same documents.
//
// The tools take turns, round by round, and the garbage of one is collected before the next begins: a slow second or
// a full heap is the same for all of them. What is shown are medians, and in brackets the fastest: where the two are
// far apart, the machine was busy with something else.

import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../../tests/extension/driver/browser.js";
import { startServer } from "./server.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const ROUNDS = 7;
/** So often each tool runs before its times count: browsers compile well only what has run for a while. */
const WARM_UPS = 5;
const TOOLS = ["offprint", "readability", "defuddle"];
/** What is promised of the engine's time: at most this share of Readability's. */
const BUDGET = 1 / 3;

/** @typedef {Record<string, number>} Times what a tool took, in milliseconds, by part */

const folder = process.env.OFFPRINT_PAGES ?? "";
const downloads = mkdtempSync(join(tmpdir(), "offprint-downloads-"));
const server = await startServer(folder);
const browser = await launchBrowser("chromium", { extension: EXTENSION, downloads });
try {
  for (const { name, size } of pages()) report(size, await measure(server.address(`/pages/${name}`)));
} finally {
  await browser.close();
  await server.close();
  rmSync(downloads, { recursive: true, force: true });
}

/** The pages, small ones first. */
function pages() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".html"));
  return names.map((name) => ({ name, size: statSync(join(folder, name)).size })).sort((a, b) => a.size - b.size);
}

/**
 * @param {string} url
 * @returns {Promise<Record<string, Times[]>>} the times of each round, by tool
 */
async function measure(url) {
  const page = await browser.open(url);
  await page.evaluate(load);
  /** @type {Record<string, Times[]>} */
  const rounds = Object.fromEntries(TOOLS.map((tool) => [tool, []]));
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    for (const tool of TOOLS) {
      await page.send("HeapProfiler.collectGarbage");
      const times = await page.evaluate(runTool, tool);
      if (round >= 0) rounds[tool]?.push(times);
    }
  }
  await page.close();
  return rounds;
}

/** In the page. @param {any} window */
async function load(window) {
  window.tools = await import("/tools.js");
  await window.tools.prepare();
}

/** In the page. @param {any} window @param {string} tool */
function runTool(window, tool) {
  return window.tools[tool]();
}

/**
 * @param {number} size
 * @param {Record<string, Times[]>} rounds
 */
function report(size, rounds) {
  console.log(`\n${size} bytes of HTML, ${ROUNDS} rounds, medians in ms (and the fastest)`);
  for (const tool of TOOLS) {
    const parts = Object.keys(rounds[tool]?.[0] ?? {});
    const shown = parts.map((part) => milliseconds(part, column(rounds, tool, part)));
    console.log(`${tool.padEnd(12)} ${shown.join(", ")}`);
  }
  console.log(`engine / Readability: ${ratio(rounds, "engine", "readability")} (at most ${BUDGET.toFixed(2)} at 1 MB)`);
  console.log(`engine / Defuddle: ${ratio(rounds, "engine", "defuddle")}`);
  console.log(`in all / Readability: ${ratio(rounds, "in all", "readability")}`);
}

/** @param {string} part @param {number[]} times */
function milliseconds(part, times) {
  return `${part} ${median(times).toFixed(1)} (${Math.min(...times).toFixed(1)})`;
}

/**
 * The median of the ratios round by round, and the ratio of the fastest times.
 *
 * @param {Record<string, Times[]>} rounds
 * @param {string} part
 * @param {string} peer
 */
function ratio(rounds, part, peer) {
  const ours = column(rounds, "offprint", part);
  const theirs = column(rounds, peer, "in all");
  const middle = median(ours.map((time, round) => time / (theirs[round] ?? 0)));
  return `${middle.toFixed(2)}, of the fastest ${(Math.min(...ours) / Math.min(...theirs)).toFixed(2)}`;
}

/** @param {Record<string, Times[]>} rounds @param {string} tool @param {string} part */
function column(rounds, tool, part) {
  return (rounds[tool] ?? []).map((times) => times[part] ?? 0);
}

/** The middle one of an odd number. @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
