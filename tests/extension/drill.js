// `cargo xtask drill`: the store where it is hard to keep a promise. The browser is killed while it writes, its background
// is stopped in the middle of captures, two windows write at once, a disk is filled to the brim, and the browser's own files are
// written over. What was acknowledged must be there, whole; what was not, and what is lost, must have been told.
//
// `--runs N` is how often each browser is killed, `--stops N` how often a background is stopped, `--captures N` how many leave and
// come back, `--part NAME` leaves all but one part out. It prints one line for each
// part, and ends with 1 where one failed.

import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInExtension } from "./database.js";
import { launchBrowser } from "./driver/browser.js";
import { until } from "./driver/until.js";
import { startServer } from "./server.js";
import { click, settled, startSession } from "./session.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const DEFAULT_RUNS = 200;
/** How long a browser writes before it is killed, in ms: captures take between 5 and 50. */
const LIFE = { least: 150, most: 1_500 };
/** The size of a file while the browser is killed: an article of some length, in characters. */
const FILE_SIZE = 20_000;
const WINDOW_CAPTURES = 500;
const TURNS = 10;
const DEFAULT_STOPS = 20;
const DISK = "90m";
/** What is thrown away to make room on it again, in bytes. */
const BALLAST = 20 * 1024 * 1024;
/** Where there is none at all, Chromium's own pages crash; in bytes. */
const LEAST_ROOM = 256 * 1024;
/** Of the files that fill the disk, in characters. */
const LARGE_FILE = 400_000;
const MOST_FILES = 1_000;
/** Of a store that is asked, in ms; from a press on, the page is read before. */
const TOLD_WITHIN = 2_000;
const DEFAULT_CAPTURES = 10_000;
const ARTICLE = "/cases/article--plain.html";
/** Of a megabyte: more than fits where nothing of 400,000 characters does. */
const LONG_ARTICLE = "/large.html";
/** Of Chromium's LevelDB, and of Firefox's SQLite: what it keeps for `storage.local` is among them. */
const DATABASE_FILE = /IndexedDB.chrome-extension_.*\.leveldb.|moz-extension.*.idb.*\.sqlite$/;

/** @param {string} name @returns {string | undefined} */
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const runs = Number(option("--runs") ?? DEFAULT_RUNS);
const stops = Number(option("--stops") ?? DEFAULT_STOPS);
const many = Number(option("--captures") ?? DEFAULT_CAPTURES);
const browsers = ["chromium", "firefox"].filter((name) => process.env[`OFFPRINT_${name.toUpperCase()}`]);
let failures = 0;

/** @param {string} name @param {boolean} passed @param {string} figures */
function report(name, passed, figures) {
  if (!passed) failures += 1;
  console.log(`${passed ? "ok    " : "FAILED"} ${name}: ${figures}`);
}

/** Adds one capture of a size; runs in the extension and gives what was acknowledged. */
async function addOne(/** @type {any} */ { make, addCapture }, /** @type {string} */ name, /** @type {number} */ size) {
  const words = Array.from({ length: size / 10 }, () => Math.random().toString(36).slice(2, 11)).join(" ");
  const [capture, file] = await make(`https://drill.invalid/${name}`, Date.now(), words);
  await addCapture(capture, file);
  return { id: capture.id, digest: capture.digest };
}

/** What the store holds: the digest of each capture's file, as it is read; runs in the extension. */
async function readAll(/** @type {any} */ store) {
  const captures = await store.allCaptures();
  const intact = await Promise.all(captures.map(store.isIntact));
  return {
    whole: captures
      .filter((/** @type {any} */ _, /** @type {number} */ index) => intact[index])
      .map((/** @type {any} */ { id }) => id),
    torn: intact.filter((one) => !one).length,
    files: await store.countRows("files"),
    captures: captures.length,
    isTold: (await store.storage.get("library")).library?.lost > 0,
  };
}

/**
 * Kills a browser while it writes, again and again, with one profile. A profile in which something was lost stays, and the
 * line says after which kill it was first seen, and whether the extension has noticed.
 * @param {string} name
 */
async function killWhileWriting(name) {
  const folder = mkdtempSync(join(tmpdir(), "offprint-drill-"));
  const launch = { extension: EXTENSION, downloads: folder, profile: join(folder, "profile") };
  /** @type {string[]} */
  const acknowledged = [];
  let torn = 0;
  await live(launch, name, acknowledged);
  for (let run = 0; ; run += 1) {
    const browser = await launchBrowser(name, launch);
    const page = await browser.open(browser.extensionUrl("options.html"));
    const held = await runInExtension(page, readAll);
    torn = Math.max(torn, held.torn + Math.abs(held.files - held.captures));
    const whole = new Set(held.whole);
    const lost = acknowledged.filter((id) => !whole.has(id)).length;
    if (run < runs && lost === 0) {
      await writeUntilKilled(browser, page, run, acknowledged);
      continue;
    }
    await browser.close();
    const isKept = lost > 0 || torn > 0;
    const where = isKept ? `; ${held.isTold ? "told" : "not told"} as lost, profile in ${folder}` : "";
    report(
      `${name} killed while it writes`,
      !isKept,
      `${run} kills, ${acknowledged.length} acknowledged, ${lost} lost, ${torn} torn${where}`,
    );
    if (!isKept) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    return;
  }
}

/**
 * The first life of a profile, which ends as nearly everybody's does: by being closed. Chromium writes down only after half a
 * minute, or when it is closed, that an origin has data at all; docs/design.md says what was seen where it never came to that.
 * @param {any} launch @param {string} name @param {string[]} acknowledged
 */
async function live(launch, name, acknowledged) {
  const browser = await launchBrowser(name, launch);
  const page = await browser.open(browser.extensionUrl("options.html"));
  acknowledged.push((await runInExtension(page, addOne, "first", FILE_SIZE)).id);
  await browser.close();
}

/** @param {any} browser @param {any} page @param {number} run @param {string[]} acknowledged */
async function writeUntilKilled(browser, page, run, acknowledged) {
  const life = LIFE.least + Math.random() * (LIFE.most - LIFE.least);
  const killed = new Promise((resolve) => setTimeout(resolve, life)).then(() => browser.kill());
  try {
    for (let number = 0; ; number += 1) {
      acknowledged.push((await runInExtension(page, addOne, `${run}-${number}`, FILE_SIZE)).id);
    }
  } catch {
    // It was killed before it could answer.
  }
  await killed;
}

/** Two windows of one browser write at the same time. @param {string} name */
async function writeInTwoWindows(name) {
  const session = await startSession({ name });
  const other = await session.browser.open(session.browser.extensionUrl("options.html"));
  const addSome = async (
    /** @type {any} */ { make, addCapture },
    /** @type {string} */ window,
    /** @type {number} */ count,
  ) => {
    for (let number = 0; number < count; number += 1) {
      await addCapture(...(await make(`https://drill.invalid/${window}/${number}`, number, window)));
    }
  };
  // A script of a browser's driver has half a minute, which a slow disk would use up for all of them at once.
  for (let turn = 0; turn < TURNS; turn += 1) {
    await Promise.all([
      runInExtension(session.office, addSome, `one-${turn}`, WINDOW_CAPTURES / TURNS),
      runInExtension(other, addSome, `two-${turn}`, WINDOW_CAPTURES / TURNS),
    ]);
  }
  const held = await runInExtension(session.office, readAll);
  await session.close();
  const expected = 2 * WINDOW_CAPTURES;
  report(
    `${name} in two windows`,
    held.whole.length === expected,
    `${held.whole.length} of ${expected} captures, ${held.torn} torn`,
  );
}

/** The background is stopped in the middle of captures: each is finished, or the popup says that it was interrupted. */
async function stopBackground() {
  const session = await startSession({ name: "chromium" });
  const outcomes = { captured: 0, reported: 0, silent: 0 };
  for (let stop = 0; stop < stops; stop += 1) {
    const path = `/large.html?stop-${stop}`;
    const page = await session.open(path);
    const popup = await session.browser.press(page);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 600));
    await session.browser.stopBackground();
    const state = await settled(popup).catch(() => "silent");
    const stored = await session.stored(session.server.address(path));
    const isTrue = state === "captured" ? stored.length === 1 : state === "failed";
    outcomes[isTrue ? (state === "captured" ? "captured" : "reported") : "silent"] += 1;
    await popup.close();
    await session.tidy();
  }
  await session.close();
  const { captured, reported, silent } = outcomes;
  report(
    "chromium's background stopped",
    silent === 0,
    `${stops} stops, ${captured} captured, ${reported} reported, ${silent} neither`,
  );
}

/**
 * A profile on a disk that is full.
 * @param {string} name
 * @param {(browser: any, disk: string, ballast: string) => Promise<void>} [then] what is tried on it
 */
async function fillDisk(name, then = async () => {}) {
  const disk = mkdtempSync(join(tmpdir(), "offprint-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "tmpfs", disk]);
  if (mounted.status !== 0) {
    console.log(`skipped ${name} on a full disk: nothing may be mounted here (${mounted.stderr?.toString().trim()})`);
    rmSync(disk, { recursive: true });
    return;
  }
  const profile = join(disk, "profile");
  mkdirSync(profile);
  const ballast = join(disk, "ballast");
  appendFileSync(ballast, Buffer.alloc(BALLAST));
  const browser = await launchBrowser(name, { extension: EXTENSION, downloads: disk, profile });
  try {
    const page = await browser.open(browser.extensionUrl("options.html"));
    const { added, fault, took } = await fill(page);
    const held = await readHeld(browser, page, ballast);
    const lost = added.filter((id) => !held.whole.includes(id)).length;
    const figures = `${added.length} acknowledged, then "${fault}" after ${Math.round(took)} ms, ${lost} lost, ${held.torn} torn`;
    report(`${name} on a full disk`, fault === "full" && took < TOLD_WITHIN && lost === 0 && held.torn === 0, figures);
    await then(browser, disk, ballast);
  } finally {
    await browser.close();
    spawnSync("umount", ["-l", disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/**
 * What is held on a full disk. Chromium sometimes wants room before it opens its files: then they are read when there is some.
 * @param {any} browser @param {any} page @param {string} ballast
 * @returns {Promise<{ whole: string[], torn: number | string }>}
 */
async function readHeld(browser, page, ballast) {
  try {
    return await runInExtension(page, readAll);
  } catch {
    rmSync(ballast);
  }
  const again = await browser.open(browser.extensionUrl("options.html"));
  return runInExtension(again, readAll).catch((/** @type {Error} */ error) => ({ whole: [], torn: error.message }));
}

/**
 * A long page is captured while the disk is full: it is told and offered; the download of it, which ends up on that disk, is
 * interrupted, told, and made once there is room, as is the capture.
 * @param {any} browser
 * @param {string} disk
 * @param {string} ballast a file whose removal makes room
 */
async function captureOnFullDisk(browser, disk, ballast) {
  const server = await startServer();
  try {
    const { popup, state, took } = await pressUntilRefused(browser, server, disk, ballast);
    const told = await popup.evaluate(readPopup, "storeFull");
    await click(popup, "#download");
    const interrupted = await until("the download to end", () => popup.evaluate(isInterrupted)).catch(() => false);
    const said = await popup.evaluate(
      (/** @type {any} */ window) => window.document.getElementById("advice").textContent,
    );
    rmSync(ballast);
    await click(popup, "#download");
    const isDownloaded = await until("the download", () => hasFile(join(disk, "Offprint"))).catch(() => false);
    await click(popup, "#retry");
    const stateThen = await until("an answer", () => settled(popup));
    // Firefox reckons how much it may store when it starts.
    const isToldAgain = browser.name === "firefox" && (await popup.evaluate(readPopup, "storeFull"));
    const figures = `${state}, ${told ? "told what and offered" : "NOT told"} after ${Math.round(took)} ms; its download ${interrupted ? "told as interrupted" : `NOT told as interrupted, but "${said}"`}, ${isDownloaded ? "made" : "NOT made"} when there was room; then it was ${stateThen}${isToldAgain ? ", and told again" : ""}`;
    const isWhole = stateThen === "captured" || isToldAgain;
    const isRight = state === "failed" && told && interrupted && isDownloaded && isWhole;
    report(`${browser.name} captures on a full disk`, Boolean(isRight), figures);
  } finally {
    await server.close();
  }
}

/**
 * A browser that tidies its files finds room again: then it is taken away, and another page captured.
 * @param {any} browser @param {any} server @param {string} disk @param {string} ballast
 */
async function pressUntilRefused(browser, server, disk, ballast) {
  for (let turn = 1; ; turn += 1) {
    const { bavail, bsize } = statfsSync(disk);
    appendFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEAST_ROOM)));
    const page = await browser.open(server.address(`${LONG_ARTICLE}?${turn}`));
    const begun = performance.now();
    const popup = await browser.press(page);
    const state = await settled(popup);
    if (state !== "captured" || turn === TURNS) return { popup, state, took: performance.now() - begun };
    await popup.close();
    await page.close();
  }
}

/** Whether the popup says what a message does, and offers what cannot be stored. @param {any} window @param {string} message */
function readPopup({ document, browser, chrome }, message) {
  const said = document.getElementById("outcome").textContent;
  return said === (browser ?? chrome).i18n.getMessage(message) && !document.getElementById("download").hidden;
}

/** @param {any} window */
function isInterrupted({ document, browser, chrome }) {
  const [beginning] = (browser ?? chrome).i18n.getMessage("interruptedDownload", "|").split("|");
  return document.getElementById("advice").textContent.startsWith(beginning);
}

/** Whether there is a capture file, with something in it, anywhere below a folder. @param {string} folder */
function hasFile(folder) {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  return names.some((name) => name.endsWith(".md") && statSync(join(folder, name)).size > 0);
}

/** The browser's own files of the database are written over while it is closed: whoever captures next is told. @param {string} name */
async function damageFiles(name) {
  const folder = mkdtempSync(join(tmpdir(), "offprint-damage-"));
  const launch = { extension: EXTENSION, downloads: folder, profile: join(folder, "profile") };
  await live(launch, name, []);
  const damaged = writeOver(launch.profile);
  const browser = await launchBrowser(name, launch);
  const server = await startServer();
  try {
    const page = await browser.open(server.address(ARTICLE));
    const begun = performance.now();
    const popup = await browser.press(page);
    const state = await settled(popup);
    const isTold = () => popup.evaluate(state === "captured" ? isLossTold : readPopup, "storeDamaged");
    const told = await until("it to be told", isTold).catch(() => false);
    const took = performance.now() - begun;
    const figures = `${damaged} files written over, ${state}, ${told ? "told" : "NOT told"} after ${Math.round(took)} ms`;
    report(`${name} with damaged files`, damaged > 0 && told && took < TOLD_WITHIN, figures);
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Writes over all files of the extension's databases. @param {string} profile @returns {number} how many */
function writeOver(profile) {
  const names = readdirSync(profile, { recursive: true })
    .map(String)
    .filter((name) => DATABASE_FILE.test(name));
  const paths = names.map((name) => join(profile, name)).filter((path) => statSync(path).size > 0);
  for (const path of paths) writeFileSync(path, randomFillSync(Buffer.alloc(statSync(path).size)));
  return paths.length;
}

/** Whether the popup says that the library was lost. @param {any} window */
function isLossTold({ document, browser, chrome }) {
  return document.getElementById("copies-words").textContent === (browser ?? chrome).i18n.getMessage("lossTold");
}

/** @param {any} page @returns {Promise<{ added: string[], fault: string, took: number }>} */
async function fill(page) {
  /** @type {string[]} */
  const added = [];
  for (let number = 0; number < MOST_FILES; number += 1) {
    const outcome = await runInExtension(page, tryOne, `full-${number}`, LARGE_FILE);
    if ("fault" in outcome) return { added, ...outcome };
    added.push(outcome.id);
  }
  return { added, fault: "none", took: 0 };
}

/** Adds one capture, or says what is wrong and how long that took; runs in the extension. */
async function tryOne(/** @type {any} */ { make, addCapture }, /** @type {string} */ name, /** @type {number} */ size) {
  const words = Array.from({ length: size / 10 }, () => Math.random().toString(36).slice(2, 11)).join(" ");
  const [capture, file] = await make(`https://drill.invalid/${name}`, Date.now(), words);
  const begun = performance.now();
  try {
    await addCapture(capture, file);
    return { id: capture.id };
  } catch (error) {
    const { fault = String(error) } = /** @type {any} */ (error);
    return { fault, took: performance.now() - begun };
  }
}

/** Ten thousand captures leave, the store is wiped, and they come back: out of the zip, and once more as so many files. @param {string} name */
async function leaveAndComeBack(name) {
  const session = await startSession({ name });
  for (let start = 0; start < many; start += 500)
    await runInExtension(session.office, addMany, start, Math.min(500, many - start));
  const { before, left, zip, loose } = await answerOf(session.office, transferAll);
  await session.close();
  for (const [what, { added, sum, took }] of Object.entries({ "a zip": zip, files: loose })) {
    const figures = `${added} captures, out in ${left.toFixed(1)} s, in again in ${took.toFixed(1)} s, ${before === sum ? "the same bytes" : "OTHER BYTES"}`;
    report(`${name} out and in again as ${what}`, before === sum && added === many, figures);
  }
}

/**
 * Runs a function in the extension that takes longer than the protocols wait for an answer.
 * @param {any} page
 * @param {(store: any) => Promise<any>} body
 * @returns {Promise<any>}
 */
async function answerOf(page, body) {
  const start = `({ notes, ...store }) => {
    (${body})(store).then((answer) => notes.push({ answer }), (error) => notes.push({ error: String(error) }));
  }`;
  await runInExtension(page, /** @type {any} */ (start));
  for (;;) {
    const [ended] = await runInExtension(page, ({ notes }) => notes);
    if (ended?.error) throw new Error(ended.error);
    if (ended) return ended.answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Adds captures of some 10 kB; runs in the extension. */
async function addMany(
  /** @type {any} */ { make, addCaptures },
  /** @type {number} */ start,
  /** @type {number} */ count,
) {
  const words = Array.from({ length: 1_000 }, (_, index) => `word${(index * 7_919 + start) % 5_003}`).join(" ");
  const added = [];
  for (let number = start; number < start + count; number += 1) {
    const url = `https://${number % 100}.invalid/${number}`;
    const [capture, file] = await make(url, 1_700_000_000_000 + number, `<p>${number} ${words} 文字</p>`);
    added.push({ capture, file });
  }
  await addCaptures(added);
}

/** Exports all, wipes, imports the zip, wipes, imports the files in it one by one; runs in the extension and gives what it took in seconds. */
async function transferAll(/** @type {any} */ store) {
  const { exportCaptures } = await store.from("/transfer/export.js");
  const { importFiles } = await store.from("/transfer/import.js");
  const { sourcesIn } = await store.from("/transfer/sources.js");
  const sum = async () => {
    const captures = await store.allCaptures();
    const files = await store.readFiles(captures.map((/** @type {any} */ { id }) => id));
    return store.digest(`\n${files.sort().join("")}`);
  };
  const comeBack = async (/** @type {File[]} */ given) => {
    await store.emptyDatabase();
    const begun = performance.now();
    const { added } = await importFiles(given);
    const took = (performance.now() - begun) / 1000;
    return { added, took, sum: await sum() };
  };
  const before = await sum();
  const begun = performance.now();
  const zip = new File([await exportCaptures("captures", await store.allCaptures(), { title: "" })], "all.zip");
  const left = (performance.now() - begun) / 1000;
  const files = [];
  for await (const { name, bytes } of sourcesIn([zip])) files.push(new File([bytes], name.split("/").at(-1)));
  return { before, left, zip: await comeBack([zip]), loose: await comeBack(files) };
}

/** Each part, of one browser. @type {Record<string, (name: string) => Promise<void>>} */
const PARTS = {
  kill: killWhileWriting,
  windows: writeInTwoWindows,
  disk: (name) => fillDisk(name),
  press: (name) => fillDisk(name, captureOnFullDisk),
  damage: damageFiles,
  transfer: leaveAndComeBack,
  background: async (name) => {
    // Firefox lets nobody stop its background from outside.
    if (name === "chromium") await stopBackground();
  },
};

/** Run where they are named: on a full disk, and over damaged files, pages of the browser sometimes crash or never answer. */
const BY_NAME_ALONE = ["press", "damage"];

const wanted = option("--part");
if (wanted !== undefined && !PARTS[wanted]) {
  throw new Error(`found the part ${wanted}, expected one of ${Object.keys(PARTS).join(", ")}`);
}
for (const name of browsers) {
  for (const [part, drill] of Object.entries(PARTS)) {
    if (wanted === undefined ? BY_NAME_ALONE.includes(part) : wanted !== part) continue;
    const begun = performance.now();
    await drill(name);
    console.log(`       ${part} took ${Math.round((performance.now() - begun) / 1000)} s`);
  }
}
process.exitCode = failures > 0 ? 1 : 0;
