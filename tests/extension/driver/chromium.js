// Chromium with the extension in it, driven as a person would drive it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cdp } from "./cdp.js";
import { until } from "./until.js";
import * as views from "./views.js";

/** Alt and Shift as the protocol counts modifier keys. */
const ALT_SHIFT = 1 | 8;
const KEY_S = 83;

/** The numbers that keys without a character have had since Windows gave them. @type {Record<string, number>} */
const KEY_CODES = { Escape: 27, Enter: 13, Tab: 9, ArrowDown: 40, ArrowUp: 38, ArrowRight: 39, ArrowLeft: 37 };

/** A page that has not answered by then has lost the question. */
const LONGEST_SILENCE_MS = 2_000;

/** A voice to hear is asked for by its tests alone. */
const VOICES = process.env.OFFPRINT_VOICES ? ["--enable-speech-dispatcher"] : [];

const ARGUMENTS = [
  "--remote-debugging-pipe",
  // The pipe may load an unpacked extension and press its button only with this.
  "--enable-unsafe-extension-debugging",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  "--password-store=basic",
  "--window-size=1280,900",
  ...views.ARGUMENTS,
  ...VOICES,
];

/**
 * Starts Chromium, with a new profile where none is given.
 *
 * @param {import("./browser.js").Launch} launch
 */
export async function launchChromium({ program, extension, downloads, headed = false, profile: kept, proxy }) {
  const profile = kept ?? mkdtempSync(join(tmpdir(), "offprint-chromium-"));
  mkdirSync(join(profile, "Default"), { recursive: true });
  const preferences = { download: { default_directory: downloads, prompt_for_download: false } };
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const args = [...ARGUMENTS, `--user-data-dir=${profile}`, ...(headed ? [] : ["--headless=new"])];
  // Without the list, Chromium asks this machine's servers directly.
  if (proxy) args.push(`--proxy-server=127.0.0.1:${proxy}`, "--proxy-bypass-list=<-loopback>");
  // Chromium refuses to run as root with its sandbox, and nobody else should go without.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const cdp = new Cdp(program, [...args, "about:blank"]);
  try {
    const { id } = await cdp.send("Extensions.loadUnpacked", { path: extension, enableInIncognito: true });
    await cdp.send("Browser.setDownloadBehavior", { behavior: "default" });
    return new Chromium(cdp, id, { profile, isKept: kept !== undefined }, downloads);
  } catch (error) {
    cdp.child.kill();
    throw error;
  }
}

export class Chromium {
  name = "chromium";

  /**
   * @param {Cdp} cdp
   * @param {string} id
   * @param {{ profile: string, isKept: boolean }} place
   * @param {string} downloads
   */
  constructor(cdp, id, { profile, isKept }, downloads) {
    this.cdp = cdp;
    this.id = id;
    this.profile = profile;
    this.isKept = isKept;
    this.downloads = downloads;
    /** When a person has closed the browser. */
    this.ended = cdp.ended;
  }

  /** @param {string} path */
  extensionUrl(path) {
    return `chrome-extension://${this.id}/${path}`;
  }

  /**
   * Opens an address in a new tab, in front, and waits until it has loaded.
   *
   * @param {string} url
   * @param {{inPrivate?: boolean}} [where]
   */
  async open(url, { inPrivate = false } = {}) {
    if (inPrivate) return this.#openPrivate(url);
    const { targetId } = await this.cdp.send("Target.createTarget", { url: "about:blank" });
    const page = await this.#attach(targetId);
    await page.go(url);
    return page;
  }

  /**
   * The page that shows an address, once there is one: a tab that something else opened, or the popup.
   *
   * @param {(url: string) => boolean} matches
   */
  async find(matches) {
    const target = await until("a page of that address", async () => {
      const targets = await this.#targets({});
      return targets.find((/** @type {any} */ one) => matches(one.url) && ["page", "other"].includes(one.type));
    });
    const page = await this.#attach(target.targetId);
    await until("the page to answer", () => answers(page));
    return page;
  }

  /**
   * Presses the extension's button in the toolbar while the page is in front.
   *
   * @param {ChromiumPage} page
   */
  async press(page) {
    await this.cdp.send("Extensions.triggerAction", { id: this.id, targetId: await page.tab() });
    return this.find((url) => url.startsWith(this.extensionUrl("popup.html")));
  }

  /**
   * Presses Alt+Shift+S while the page is in front.
   *
   * @param {ChromiumPage} page
   */
  async pressKeys(page) {
    // The browser looks at the native code of what the page leaves to it.
    const codes = { windowsVirtualKeyCode: KEY_S, nativeVirtualKeyCode: KEY_S };
    const key = { modifiers: ALT_SHIFT, key: "S", code: "KeyS", ...codes };
    await page.front();
    await page.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }

  async close() {
    await this.cdp.send("Browser.close").catch(() => {});
    await this.ended;
    if (!this.isKept) rmSync(this.profile, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Ends the browser as a power failure would, as far as a process can. */
  async kill() {
    this.cdp.child.kill("SIGKILL");
    await this.ended;
  }

  /** Answers what the browser asks its user about a permission of the extension. @param {boolean} isAllowed */
  answerPermission(isAllowed) {
    return views.answerPermission(this.profile, isAllowed);
  }

  /** Stops the extension's background, as the browser does when it is idle. @returns {Promise<boolean>} whether it ran */
  async stopBackground() {
    const workers = await this.#targets({ type: "service_worker" });
    const own = workers.find((/** @type {any} */ one) => one.url.startsWith(this.extensionUrl("")));
    if (own) await this.cdp.send("Target.closeTarget", { targetId: own.targetId });
    return own !== undefined;
  }

  /**
   * The protocol's own private contexts are none of the user's windows and know no extension, so the extension opens
   * the window.
   *
   * @param {string} url
   */
  async #openPrivate(url) {
    const opener = await this.open(this.extensionUrl("options.html"));
    await opener.evaluate((window, address) => window.chrome.windows.create({ incognito: true, url: address }), url);
    const page = await this.find((address) => address === url);
    await until("the page to load", () => page.evaluate((window) => window.document.readyState === "complete"));
    await opener.close();
    return page;
  }

  /** @param {object} filter */
  async #targets(filter) {
    return (await this.cdp.send("Target.getTargets", { filter: [filter] })).targetInfos;
  }

  /** @param {string} targetId */
  async #attach(targetId) {
    const { sessionId } = await this.cdp.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new ChromiumPage(this.cdp, targetId, sessionId);
    await page.send("Page.enable");
    return page;
  }
}

/**
 * Whether a page answers by now. What is asked of one that is just moving to another process is never answered, while what
 * is asked next is.
 *
 * @param {ChromiumPage} page
 */
function answers(page) {
  const asked = page.evaluate((window) => window.document.readyState !== "loading").catch(() => false);
  const silence = new Promise((resolve) => setTimeout(resolve, LONGEST_SILENCE_MS, false));
  return Promise.race([asked, silence]);
}

export class ChromiumPage {
  /**
   * @param {Cdp} cdp
   * @param {string} targetId
   * @param {string} sessionId
   */
  constructor(cdp, targetId, sessionId) {
    this.cdp = cdp;
    this.targetId = targetId;
    this.sessionId = sessionId;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  send(method, params) {
    return this.cdp.send(method, params, this.sessionId);
  }

  /** @param {string} url */
  async go(url) {
    const loaded = this.cdp.event("Page.loadEventFired", this.sessionId);
    const { errorText } = await this.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /**
   * Runs a function in the page; it gets the page's window and what else is given.
   *
   * @param {(window: any, ...args: any[]) => unknown} body
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async evaluate(body, ...args) {
    const expression = `(${body})(window, ...${JSON.stringify(args)})`;
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", params);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  front() {
    return this.send("Page.bringToFront");
  }

  /**
   * Presses a key of the keyboard on whatever has the focus.
   *
   * @param {string} key as `KeyboardEvent.key` names it
   */
  async pressKey(key) {
    const text = key.length === 1 ? { text: key } : {};
    const code = KEY_CODES[key] ?? key.toUpperCase().charCodeAt(0);
    await this.front();
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, windowsVirtualKeyCode: code, ...text });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: code });
  }

  /**
   * Shows the page as on another screen.
   *
   * @param {{ width: number, height: number, scheme: string }} screen in CSS pixels, "light" or "dark"
   */
  async showOn({ width, height, scheme }) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  }

  /**
   * A picture of what the page shows, or of its upper part, as PNG.
   *
   * @param {{ width: number, height: number }} [part]
   */
  async screenshot(part) {
    const clip = part && { x: 0, y: 0, scale: 1, ...part };
    const { data } = await this.send("Page.captureScreenshot", { format: "png", clip });
    return Buffer.from(data, "base64");
  }

  /** @param {{ width: number, height: number }} size of what is seen */
  resize(size) {
    return this.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1, mobile: false });
  }

  /** Prints the page as the browser's menu does. @returns {Promise<Buffer>} a PDF */
  async print() {
    const { data } = await this.send("Page.printToPDF");
    return Buffer.from(data, "base64");
  }

  async close() {
    await this.cdp.send("Target.closeTarget", { targetId: this.targetId }).catch(() => {});
  }

  /** The tab around the page: what a button in the toolbar belongs to. */
  async tab() {
    const { targetInfos } = await this.cdp.send("Target.getTargets", { filter: [{}] });
    const own = targetInfos.find((/** @type {any} */ target) => target.targetId === this.targetId);
    const tabs = targetInfos.filter((/** @type {any} */ target) => target.type === "tab");
    return tabs.find((/** @type {any} */ tab) => tab.url === own.url && tab.embedderData.tabActive).targetId;
  }
}
