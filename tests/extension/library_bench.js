// `cargo xtask bench --library`: a library of ten thousand captures of ten kilobytes in a real profile, and what it costs to
// open it, to scroll it and to search it. One browser, the one that `OFFPRINT_BROWSER` names.

import { until } from "./driver/until.js";
import { fillLibrary } from "./filled.js";
import { startSession } from "./session.js";

const CAPTURES = Number(process.env.OFFPRINT_CAPTURES ?? 10_000);
const BYTES = 10_000;

/** How often the library is opened and each query asked. */
const RUNS = 5;

/** So many pixels a frame are half a screen: nobody reads while they scroll faster. */
const FLING = 400;

/** And so many are two screens: every row is another at each frame. */
const SCREENS = 2_000;

/** Half an hour for an index is too long on any machine. */
const LONGEST_BUILD_MS = 1_800_000;

/** Every kind of query: a frequent character, a rare one, a Chinese phrase, words, a beginning, a phrase, a site and nothing. */
const QUERIES = [
  "\u4e00",
  "\u5a00",
  "\u4e00\u4e01",
  "bace ",
  "ba",
  "b",
  '"bace cece"',
  "site:site7.example",
  "tag:tenth ba",
  "qqq",
];

const session = await startSession();
try {
  const filled = Date.now();
  await fillLibrary(session.office, CAPTURES, BYTES);
  say("filled", `${CAPTURES} captures of ${BYTES} bytes in ${seconds(Date.now() - filled)}`);
  const built = Date.now();
  const library = await openLibrary();
  await until("the index", () => library.evaluate(isIndexed), LONGEST_BUILD_MS);
  const size = await session.office.evaluate(sizeOfIndex);
  say("index", `${seconds(Date.now() - built)}, ${(size / 1e6).toFixed(1)} MB`);
  await library.close();
  await measureOpening();
  const opened = await openLibrary();
  const ready = Date.now();
  await until("the index", () => opened.evaluate(isIndexed), LONGEST_BUILD_MS);
  say("index loaded again", seconds(Date.now() - ready));
  await measureScrolling(opened);
  for (const query of QUERIES) await measureQuery(opened, query);
} finally {
  await session.close();
}

async function openLibrary() {
  const library = await session.browser.open(session.browser.extensionUrl("library.html"));
  await until("all rows", () =>
    library.evaluate((/** @type {any} */ { document }) => document.body.dataset.state === "complete"),
  );
  return library;
}

async function measureOpening() {
  const marks = { "first-screen": /** @type {number[]} */ ([]), "all-rows": /** @type {number[]} */ ([]) };
  for (let run = 0; run < RUNS; run += 1) {
    const library = await openLibrary();
    for (const [name, times] of Object.entries(marks)) times.push(await library.evaluate(timeOfMark, name));
    await library.close();
  }
  // What any page of the extension takes to load on this machine, at this hour.
  const floor = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await session.browser.open(session.browser.extensionUrl("options.html"));
    floor.push(await page.evaluate(timeOfLoad));
    await page.close();
  }
  say("floor: the options, loaded", spread(floor));
  for (const [name, times] of Object.entries(marks)) say(name, spread(times));
}

/** @param {any} library */
async function measureScrolling(library) {
  await library.front();
  for (const step of [0, FLING, SCREENS]) {
    const before = await threadTime(library);
    const { frame, frames } = await library.evaluate(scroll, step);
    const each =
      before === null ? "" : `, ${(((await threadTime(library)) - before) / frames).toFixed(1)} ms of its thread each`;
    say(`scrolling ${step} pixels`, `longest frame ${frame.toFixed(0)} ms, ${frames} frames${each}`);
  }
}

/**
 * What the page's thread has worked so far, in ms, however many others wanted the processor; null in Firefox, which does not say.
 *
 * @param {any} library
 */
async function threadTime(library) {
  if (session.browser.name !== "chromium") return null;
  await library.send("Performance.enable", { timeDomain: "threadTicks" });
  const { metrics } = await library.send("Performance.getMetrics");
  return metrics.find((/** @type {any} */ { name }) => name === "TaskDuration").value * 1000;
}

/** @param {any} library @param {string} query */
async function measureQuery(library, query) {
  const times = [];
  let hits = "";
  for (let run = 0; run < RUNS; run += 1) {
    const answer = await library.evaluate(ask, query);
    times.push(answer.time);
    hits = answer.hits;
  }
  say(`search ${query}`, `${spread(times)}, ${hits} pages`);
}

/** @param {string} name @param {string} figure */
function say(name, figure) {
  console.log(`${session.browser.name.padEnd(9)} ${name.padEnd(26)} ${figure}`);
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** @param {number[]} times in ms */
function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [least = 0, median = 0, most = 0] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return `${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)})`;
}

/** @param {any} window */
function isIndexed(window) {
  return window.document.body.dataset.index === "complete";
}

/** @param {any} window @param {string} name */
function timeOfMark(window, name) {
  return window.performance.getEntriesByName(name)[0].startTime;
}

/** @param {any} window */
function timeOfLoad(window) {
  return window.performance.getEntriesByType("navigation")[0].loadEventStart;
}

/** The bytes of all segments; runs in a page of the extension. @param {any} window */
async function sizeOfIndex(window) {
  const { listSegments, readSegment } = await import(`${window.location.origin}/search/segments.js`);
  let size = 0;
  for (const key of await listSegments()) size += (await readSegment(key)).length;
  return size;
}

/** Scrolls by so many pixels a frame, for three seconds; runs in the library. @param {any} window @param {number} step */
async function scroll(window, step) {
  const end = window.performance.now() + 3_000;
  let [last, frame, frames] = [window.performance.now(), 0, 0];
  while (last < end) {
    const now = await new Promise((resolve) => window.requestAnimationFrame(() => resolve(window.performance.now())));
    frame = Math.max(frame, now - last);
    frames += 1;
    last = now;
    window.scrollBy(0, step);
  }
  return { frame, frames };
}

/** Types a query at once and waits until its pages are listed; runs in the library. @param {any} window @param {string} query */
async function ask(window, query) {
  const { document, performance } = window;
  const field = document.getElementById("query");
  const put = async (/** @type {string} */ typed) => {
    performance.clearMeasures("search");
    field.value = typed;
    field.dispatchEvent(new window.Event("input", { bubbles: true }));
    for (;;) {
      const [measure] = performance.getEntriesByName("search");
      if (measure?.detail === typed) return measure.duration;
      await new Promise((resolve) => window.setTimeout(resolve, 5));
    }
  };
  const time = await put(query);
  const hits = document.getElementById("captures").ariaRowCount;
  await put("");
  return { time, hits };
}
