// From a tab to a stored capture: snapshot, engine, store. Every way it can end is an outcome; nothing is thrown.

import { copyCapture } from "./copies/keep.js";
import { digest } from "./digest.js";
import { freePage, prepareEngine, readCaptureFile, readPage, selectFrom } from "./engine.js";
import { hold, take } from "./held.js";
import { fillAlbums, wantedImages } from "./images/keep.js";
import { announceStage } from "./messages.js";
import { DEFAULTS, readSettings } from "./settings.js";
import { addressOf } from "./store/address.js";
import { addCapture, recordTimings } from "./store/captures.js";
import { StoreFault } from "./store/faults.js";
import { addPage } from "./store/snapshots.js";
import { UNREAD } from "./store/unread.js";

/** @typedef {import("./messages.js").Outcome} Outcome */
/** @typedef {import("./messages.js").Requests["capture"]["ask"]} Ask */
/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {Extract<Snapshot, { kind: "page" }>} Shown */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./engine.js").Reading} Reading */
/** @typedef {import("./store/captures.js").Capture} Capture */
/** @typedef {import("./store/captures.js").Timings} Timings */

/** Right after a click Chromium sometimes has not granted the tab yet. */
const GRANT_DELAY = 30;
const NOT_YET_GRANTED = /cannot access contents of the page/i;

/** How long a page may take to give its snapshot, in ms. Of ten megabytes it takes a second or two. */
const PATIENCE = 20_000;
const SILENCE = "the page gave no answer";

/** @type {Outcome} */
const CANCELLED = { state: "cancelled" };

/**
 * What the browsers' refusals to run a script mean; a refusal of another wording is a protected page.
 * @type {[RegExp, Outcome][]}
 */
const REFUSALS = [
  [/no tab with id|invalid tab id|was removed|tab was closed|destroyed before/i, failed("gone", "")],
  [new RegExp(SILENCE), failed("silent", "")],
  [/showing error page/i, { state: "forbidden", obstacle: "error-page" }],
  [/["\s]file:\/\//i, { state: "forbidden", obstacle: "local" }],
];

/**
 * The captures under way. A popup that is closed and opened again joins the one of its page.
 * @type {Map<string, { tabId: number, capturing: Promise<Outcome>, controller: AbortController }>}
 */
const underWay = new Map();

/**
 * Captures what the tab shows.
 * @param {Ask} ask
 * @returns {Promise<Outcome>} never rejected
 */
export function capturePage(ask) {
  // The tab may have gone on to another page, which is not the one being captured.
  const key = `${ask.tabId} ${ask.policy} ${ask.url}`;
  const running = underWay.get(key);
  if (running) return running.capturing;
  const controller = new AbortController();
  const { signal } = controller;
  const capturing = captureTab(ask, signal)
    .catch((error) => (signal.aborted ? CANCELLED : failed("engine", message(error))))
    .finally(() => underWay.delete(key));
  underWay.set(key, { tabId: ask.tabId, capturing, controller });
  return capturing;
}

/** Ends the captures of a tab that are under way and not yet being stored. @param {number} tabId */
export function cancelCapture(tabId) {
  for (const { tabId: of, controller } of underWay.values()) if (of === tabId) controller.abort();
}

/** @param {Ask} ask @param {AbortSignal} signal @returns {Promise<Outcome>} */
async function captureTab({ tabId, url, policy, started }, signal) {
  // It warms up while the page is being read. If it fails, readPage() says why.
  prepareEngine().catch(() => {});
  announceStage(tabId, "snapshot");
  // Asked now: people close a tab as soon as they have pressed the key.
  const keeping = mayKeep(tabId);
  const ask = { tabId, url, policy, started };
  // Of a page in which no article was found another selection is made, where it is still there.
  const held = take(tabId, url);
  if (held && policy === "page") return keep(held.shown, held.page, ask, keeping, { snapshot: 0, engine: 0 }, signal);
  if (held) freePage(held.page);
  const begun = performance.now();
  /** @type {Snapshot} */
  let snapshot;
  try {
    snapshot = await takeSnapshot(tabId, signal);
  } catch (error) {
    signal.throwIfAborted();
    return refusal(error);
  }
  if (snapshot.kind === "file") return { state: "forbidden", obstacle: "file" };
  const read = performance.now();
  announceStage(tabId, "engine");
  const page = await readPage(snapshot.html, snapshot.url, signal);
  const taken = { snapshot: read - begun, engine: performance.now() - read };
  return keep(snapshot, page, ask, keeping, taken, signal);
}

/** Whether captures of the tab are stored. A tab that is gone may have been a private one. @param {number} tabId */
async function mayKeep(tabId) {
  const [tab, settings] = await Promise.all([
    browser.tabs.get(tabId).catch(() => null),
    readSettings().catch(() => DEFAULTS),
  ]);
  return tab?.incognito === false || settings.keepPrivate;
}

/**
 * Runs the snapshot script. The address comes back with the markup, so that a page which navigates meanwhile is never
 * kept under the address of another.
 * @param {number} tabId
 * @param {AbortSignal} signal
 * @returns {Promise<Snapshot>}
 */
async function takeSnapshot(tabId, signal) {
  const run = () =>
    withinPatience(browser.scripting.executeScript({ target: { tabId }, files: ["snapshot.js"] }), signal);
  const [frame] = await run().catch(async (error) => {
    if (!NOT_YET_GRANTED.test(message(error))) throw error;
    await new Promise((resolve) => setTimeout(resolve, GRANT_DELAY));
    return run();
  });
  // Firefox gives what the script threw beside the result, and no result at all for its own pages.
  const thrown = /** @type {{ error?: unknown } | undefined} */ (frame)?.error;
  if (thrown) throw thrown;
  if (!frame?.result) throw new Error("the browser ran no script in this page");
  return /** @type {Snapshot} */ (frame.result);
}

/**
 * A page that is busy for good, or has crashed, never answers, and later captures of its tab would join the wait.
 * @template T
 * @param {Promise<T>} answer
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
async function withinPatience(answer, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(SILENCE)), PATIENCE);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

/**
 * Selects from a page that was read, and stores what was found. The page is freed, or held for another selection.
 * @param {Shown} shown
 * @param {Reading} page
 * @param {Ask} ask
 * @param {Promise<boolean>} keeping
 * @param {Pick<Timings, "snapshot" | "engine">} taken in ms
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
async function keep(shown, page, ask, keeping, taken, signal) {
  // What the reader selected needs no judgement about what the article is.
  const policy = shown.selection ? "page" : ask.policy;
  const stamp = Date.now();
  const begun = performance.now();
  /** @type {Answer} */
  let answer;
  try {
    answer = selectFrom(page, policy, stamp);
  } catch (error) {
    freePage(page);
    return failed("engine", message(error));
  }
  if (answer.capture === null || answer.name === null) {
    if (policy === "article") hold({ tabId: ask.tabId, url: ask.url, shown, page });
    else freePage(page);
    return { state: "no-article", url: shown.url };
  }
  freePage(page);
  const timings = { ...taken, engine: taken.engine + performance.now() - begun, store: 0, total: 0 };
  const capture = await describeCapture(shown, answer, answer.capture, answer.name, { stamp, policy, timings });
  if (!(await keeping)) return { state: "offered", capture, file: answer.capture };
  signal.throwIfAborted();
  announceStage(ask.tabId, "store");
  return store(capture, answer.capture, { html: shown.html, started: ask.started, taken: timings });
}

/**
 * The row of a new capture.
 * @param {Pick<Shown, "url" | "selection">} shown
 * @param {Answer} answer
 * @param {string} file
 * @param {string} name
 * @param {Pick<Capture, "stamp" | "policy" | "timings">} circumstances
 * @returns {Promise<Capture>}
 */
export async function describeCapture(shown, answer, file, name, circumstances) {
  const { byline, authors, published, modified, site, lang, dir, excerpt, image, canonical, keywords } = answer;
  const { words, confidence } = answer;
  // Not what the browser gave: whoever imports the file knows only what the file can hold of it.
  const { url } = await readCaptureFile(file);
  return {
    ...circumstances,
    ...{ byline, authors, published, modified, site, lang, dir, excerpt, image, canonical, keywords },
    ...{ words, confidence, name },
    id: crypto.randomUUID(),
    url: shown.url,
    address: addressOf(url),
    title: answer.title ?? shown.url,
    selection: shown.selection,
    digest: await digest(file),
    bytes: new TextEncoder().encode(file).length,
    ...UNREAD,
  };
}

/**
 * @param {Capture} capture
 * @param {string} file
 * @param {{ html: string, started: number, taken: Timings }} from the page's markup, when the user asked, and what it took so far
 * @returns {Promise<Outcome>}
 */
async function store(capture, file, { html, started, taken }) {
  const begun = performance.now();
  /** @type {import("./store/captures.js").Added} */
  let added;
  try {
    added = await addCapture(capture, file, await wantedImages(file).catch(() => null));
  } catch (error) {
    const fault = error instanceof StoreFault ? error.fault : "refused";
    return { ...failed(fault, message(error)), capture, file };
  }
  // Not awaited, whether or not the page has changed: the capture is there, and its images may take their time.
  fillAlbums();
  if (!added.isNew) return { state: "captured", ...added };
  const timings = {
    ...taken,
    store: performance.now() - begun,
    total: performance.timeOrigin + performance.now() - started,
  };
  await recordTimings(capture.id, timings).catch(() => {});
  // Not awaited: the capture is there, and nobody waits for what may be lost.
  keepBeside(capture, file, html);
  return { state: "captured", ...added, capture: { ...added.capture, timings } };
}

/**
 * Keeps what belongs beside a new version: its page, and a copy of it outside the browser. Either may be lost: the page is only
 * wanted for corrections, and what could not be copied now is copied later (see copies/keep.js).
 * @param {Capture} capture
 * @param {string} file
 * @param {string} html the markup of its page
 */
export async function keepBeside(capture, file, html) {
  await Promise.allSettled([keepPage(capture.id, html), copyCapture(capture, file)]);
}

/** @param {string} id @param {string} html */
async function keepPage(id, html) {
  const { keepPages } = await readSettings();
  if (keepPages) await addPage(id, html);
}

/** @param {unknown} error @returns {Outcome} */
function refusal(error) {
  const words = message(error);
  const known = REFUSALS.find(([pattern]) => pattern.test(words));
  return known?.[1] ?? { state: "forbidden", obstacle: "protected" };
}

/**
 * @param {import("./messages.js").Failure} failure
 * @param {string} message
 * @returns {Extract<Outcome, { state: "failed" }>}
 */
function failed(failure, message) {
  return { state: "failed", failure, message };
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(/** @type {any} */ (error)?.message ?? error);
}
