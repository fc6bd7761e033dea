// One browser with the extension, one server, and what the tests ask of both.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./driver/browser.js";
import { startProxy } from "./driver/proxy.js";
import { until } from "./driver/until.js";
import { startServer } from "./server.js";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));
const LINE_FEED = 10;
/** A capture of a megabyte is far below it. */
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/**
 * Starts both. Without a name it is the browser that `OFFPRINT_BROWSER` names.
 *
 * @param {{ name?: string, server?: Awaited<ReturnType<typeof startServer>>, harmless?: RegExp[], extension?: string }} [choice]
 */
export async function startSession({
  name = process.env.OFFPRINT_BROWSER ?? "",
  server,
  harmless,
  extension = EXTENSION,
} = {}) {
  const downloads = mkdtempSync(join(tmpdir(), "offprint-downloads-"));
  const proxy = await startProxy(harmless);
  const browser = await launchBrowser(name, { extension, downloads, proxy: proxy.port });
  try {
    const office = await browser.open(browser.extensionUrl("options.html"));
    return new Session(browser, office, server ?? (await startServer()), downloads, server === undefined, proxy);
  } catch (error) {
    // A browser left behind would keep the test run from ending.
    await browser.close();
    await proxy.close();
    throw error;
  }
}

export class Session {
  /** The browser's own numbers of the tabs. */
  #tabs = new WeakMap();
  /** The pages and popups of the test that runs. @type {any[]} */
  #open = [];

  /**
   * @param {any} browser
   * @param {any} office a page of the extension that questions are asked from; it stays in the background
   * @param {Awaited<ReturnType<typeof startServer>>} server
   * @param {string} downloads
   * @param {boolean} ownsServer
   * @param {Awaited<ReturnType<typeof startProxy>>} proxy
   */
  constructor(browser, office, server, downloads, ownsServer, proxy) {
    this.browser = browser;
    this.office = office;
    this.server = server;
    this.downloads = downloads;
    this.ownsServer = ownsServer;
    this.proxy = proxy;
  }

  /**
   * Opens a page of the server.
   *
   * @param {string} path
   * @param {{inPrivate?: boolean}} [where]
   */
  async open(path, where) {
    const page = await this.browser.open(this.server.address(path), where);
    const builds = await page.evaluate((window) => window.document.getElementById("app") !== null);
    if (builds) await until("the page to build itself", () => page.evaluate(isBuilt));
    this.#open.push(page);
    this.#tabs.set(page, await this.office.evaluate(frontTab));
    return page;
  }

  /**
   * Presses the button and waits for the popup to say how it ended.
   *
   * @param {any} page
   * @returns {Promise<{ popup: any, state: string }>}
   */
  async press(page) {
    const popup = await this.browser.press(page);
    this.#open.push(popup);
    return { popup, state: await settled(popup) };
  }

  /**
   * All captures of an address, as they lie in the database, each with its file.
   *
   * @param {string} url
   * @returns {Promise<any[]>}
   */
  async stored(url) {
    const all = await this.office.evaluate(readDatabase);
    return all.filter((/** @type {any} */ capture) => capture.url === url);
  }

  /**
   * What the background was given: the same script, run in the same way, once more. The press before it has granted
   * access to the page.
   *
   * @param {any} page
   * @returns {Promise<{ url: string, html: string, selection: boolean }>}
   */
  async snapshot(page) {
    return this.office.evaluate(runSnapshot, this.tab(page));
  }

  /** The browser's own number of a page's tab. @param {any} page @returns {number} */
  tab(page) {
    return this.#tabs.get(page);
  }

  /**
   * Waits for a download and gives its bytes.
   *
   * @param {{ name: string, bytes: number }} capture
   */
  async downloaded(capture) {
    return readFileSync(await downloadedFile(this.downloads, capture));
  }

  /**
   * Waits for a download that holds some words: of what is not stored, nobody knows the name.
   *
   * @param {string} words
   */
  anyDownload(words) {
    return until(`a download with "${words}" in it`, () => {
      const names = readdirSync(this.downloads, { recursive: true }).map(String);
      const files = names
        .filter((name) => name.endsWith(".md"))
        .map((name) => readFileSync(join(this.downloads, name)));
      return files.find((file) => file.includes(words) && file.at(-1) === LINE_FEED);
    });
  }

  /** Closes what a test opened, the latest first: a popup that stays open would be taken for the next test's. */
  async tidy() {
    for (let page = this.#open.pop(); page; page = this.#open.pop()) await page.close();
  }

  /** Ends all, and fails where anything was asked for that no test's page or user has asked for. */
  async close() {
    await this.browser.close();
    if (this.ownsServer) await this.server.close();
    await this.proxy.close();
    rmSync(this.downloads, { recursive: true, force: true });
    const { strangers } = this.proxy;
    if (strangers.length > 0) throw new Error(`what left the machine, or would have:\n${strangers.join("\n")}`);
  }
}

/**
 * Waits until the popup says how a capture ended.
 *
 * @param {any} popup
 * @returns {Promise<string>}
 */
export async function settled(popup) {
  return until("the popup to settle", () =>
    popup.evaluate((/** @type {any} */ window) => {
      const state = window.document.body?.dataset.state;
      return state === "working" ? null : state;
    }),
  );
}

/**
 * Waits for the file of a capture below the folder of downloads and gives its path.
 *
 * @param {string} downloads
 * @param {{ name: string, bytes: number }} capture
 */
export async function downloadedFile(downloads, { name, bytes }) {
  const path = join(downloads, "Offprint", name);
  await until(`the download of ${name}`, () => existsSync(path) && statSync(path).size === bytes);
  return path;
}

/**
 * Presses a button of a page of the extension.
 *
 * @param {any} page
 * @param {string} selector
 */
export function click(page, selector) {
  return page.evaluate((/** @type {any} */ window, /** @type {string} */ wanted) => {
    const button = window.document.querySelector(wanted);
    if (!button || button.hidden) throw new Error(`there is no ${wanted} to press`);
    button.click();
  }, selector);
}

/**
 * What the command line makes of a snapshot.
 *
 * @param {{ html: string, url: string, selection: boolean }} snapshot
 * @param {{ stamp: number, policy: string }} capture
 */
export function nativeCapture({ html, url }, { stamp, policy }) {
  const args = ["capture", "-", "--url", url, "--at", String(stamp), "--policy", policy];
  const run = spawnSync(process.env.OFFPRINT_BINARY ?? "", args, { input: html, maxBuffer: OUTPUT_LIMIT });
  if (run.status !== 0) throw new Error(`the command line ended with ${run.status}: ${run.error ?? run.stderr}`);
  return run.stdout;
}

/** @param {any} window */
function isBuilt(window) {
  return window.document.documentElement.dataset.built === "yes";
}

/** All captures with their files; runs in a page of the extension. */
export async function readDatabase(/** @type {any} */ window) {
  // To open what is not there would create it, without what the extension puts into a new one.
  if ((await window.indexedDB.databases()).length === 0) return [];
  return new Promise((resolve, reject) => {
    const opening = window.indexedDB.open("offprint");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(["captures", "files"]);
      const captures = transaction.objectStore("captures").getAll();
      const files = transaction.objectStore("files").getAll();
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        database.close();
        const texts = new Map(files.result.map((/** @type {any} */ { id, file }) => [id, file]));
        resolve(captures.result.map((/** @type {any} */ one) => ({ ...one, file: texts.get(one.id) })));
      };
    };
  });
}

/** Runs in a page of the extension. */
async function frontTab(/** @type {any} */ window) {
  const [tab] = await (window.browser ?? window.chrome).tabs.query({ active: true, lastFocusedWindow: true });
  return tab.id;
}

/** Runs in a page of the extension. */
async function runSnapshot(/** @type {any} */ window, /** @type {number} */ tabId) {
  const { scripting } = window.browser ?? window.chrome;
  const [frame] = await scripting.executeScript({ target: { tabId }, files: ["snapshot.js"] });
  return frame.result;
}
