// `cargo xtask bench --reading`: how long the reading view takes to show a capture, and how it scrolls, in both browsers.
//
// Beside each time stands a floor: the options page, which shows a few words and asks nothing of the engine, opened in
// the same round. What the machine does besides slows down both. Shown are medians, and in brackets the fastest.

import { until } from "../../tests/extension/driver/until.js";
import { captured } from "../../tests/extension/reading.js";
import { startSession } from "../../tests/extension/session.js";

const ROUNDS = 11;
/** How often each is opened before its times count. */
const WARM_UPS = 3;
/** The pages, and what is promised of them: text on the screen after so many ms. */
const PAGES = [
  { name: "an essay of 6 kB", path: "/pages/reading-essay.html", promised: 100 },
  { name: "1 MB of text", path: "/large.html", promised: 300 },
];
/** A task that is longer is felt, in ms. */
const FELT = 50;
/** How it is scrolled: so many steps, each of so many CSS pixels, one for each frame that is drawn. */
const SCROLL = { steps: 240, by: 120 };

for (const name of ["chromium", "firefox"]) {
  const session = await startSession({ name });
  try {
    for (const page of PAGES) await measure(name, session, page);
  } finally {
    await session.close();
  }
}

/**
 * @param {string} browser
 * @param {import("../../tests/extension/session.js").Session} session
 * @param {typeof PAGES[number]} page
 */
async function measure(browser, session, { name, path, promised }) {
  const id = await captured(session, path);
  /** @type {{ shown: number[], floor: number[] }} */
  const times = { shown: [], floor: [] };
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    const shown = await open(session, `reader.html?id=${id}`, "text");
    const floor = await open(session, "options.html", null);
    if (round < 0) continue;
    times.shown.push(shown);
    times.floor.push(floor);
  }
  const { longest, felt, frames } = await scrolled(session, id);
  console.log(`${browser}, ${name}`);
  console.log(`  text on the screen  ${told(times.shown)}, promised ${promised}`);
  console.log(`  floor               ${told(times.floor)}`);
  console.log(
    `  scrolling           longest frame ${longest.toFixed(0)} ms of ${frames}; tasks over ${FELT} ms: ${felt ?? "not told"}`,
  );
}

/**
 * Opens a page and gives the time from its navigation to a mark, or to its state "shown", in ms.
 *
 * @param {import("../../tests/extension/session.js").Session} session
 * @param {string} path
 * @param {string | null} mark
 */
async function open(session, path, mark) {
  const page = await session.browser.open(session.browser.extensionUrl(path));
  const time = await until(`${path} to be shown`, () => page.evaluate(timeOf, mark));
  await page.close();
  return time;
}

/** @param {any} window @param {string | null} mark */
function timeOf(window, mark) {
  if (window.document.body?.dataset.state !== "shown") return null;
  const { performance } = window;
  return mark
    ? performance.getEntriesByName(mark)[0]?.startTime
    : performance.timing.loadEventEnd - performance.timing.navigationStart;
}

/**
 * @param {import("../../tests/extension/session.js").Session} session
 * @param {string} id
 */
async function scrolled(session, id) {
  const page = await session.browser.open(session.browser.extensionUrl(`reader.html?id=${id}`));
  await until("the capture to be shown", () => page.evaluate(timeOf, "text"));
  const found = await page.evaluate(scroll, SCROLL, FELT);
  await page.close();
  return found;
}

/**
 * Scrolls frame by frame and gives the longest time between two; what tasks took is told by Chromium alone.
 *
 * @param {any} window
 * @param {typeof SCROLL} how
 * @param {number} felt
 */
async function scroll(window, { steps, by }, felt) {
  const view = window.document.getElementById("article").contentWindow;
  const knowsTasks = window.PerformanceObserver.supportedEntryTypes.includes("longtask");
  /** @type {number[]} */
  const tasks = [];
  const observer = new window.PerformanceObserver((/** @type {any} */ list) => {
    for (const { duration } of list.getEntries()) if (duration > felt) tasks.push(duration);
  });
  if (knowsTasks) observer.observe({ type: "longtask" });
  let longest = 0;
  let last = window.performance.now();
  for (let step = 0; step < steps; step += 1) {
    view.scrollBy(0, by);
    await new Promise((resolve) => window.requestAnimationFrame(resolve));
    const now = window.performance.now();
    if (step > 0) longest = Math.max(longest, now - last);
    last = now;
  }
  await new Promise((resolve) => window.setTimeout(resolve, 2 * felt));
  return { longest, felt: knowsTasks ? tasks.length : null, frames: steps };
}

/** @param {number[]} times */
function told(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${median.toFixed(0)} ms (${sorted[0]?.toFixed(0)})`;
}
