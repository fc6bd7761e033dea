// Firefox with the extension in it, driven as a person would drive it.
//
// Its popup is no window to Marionette. An extension page sees it, though: one is opened beside the pages of the test,
// and the popup is asked through `extension.getViews`, without ever bringing that page to the front. A private window
// needs such a witness of its own: what is private is hidden from what is not.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as chrome from "./firefox_chrome.js";
import { Marionette } from "./marionette.js";
import { until } from "./until.js";

/** Where in the page, and with which button. */
const RIGHT_CLICK = { x: 20, y: 20, button: 2 };

/** WebDriver's characters for the keys that have none. @type {Record<string, string>} */
const KEY_VALUES = {
  Escape: "\uE00C",
  Enter: "\uE007",
  Tab: "\uE004",
  ArrowDown: "\uE015",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowLeft: "\uE012",
};

/** Nothing of Firefox's own may start, ask or fetch while a test runs. */
const PREFERENCES = {
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.download.folderList": 2,
  "browser.download.alwaysOpenPanel": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.tabs.warnOnClose": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/** A temporary extension gets a new origin at each start, and loses its storage with the old one, unless it is told. */
const SAME_EXTENSION = {
  "extensions.webextensions.keepStorageOnUninstall": true,
  "extensions.webextensions.keepUuidOnUninstall": true,
  "extensions.webextensions.uuids": JSON.stringify({
    "offprint@offprint.invalid": "7d1f2f7c-1d0b-4a53-9a6e-0ff910000001",
  }),
  "browser.sessionstore.resume_from_crash": false,
  "toolkit.startup.max_resumed_crashes": -1,
};

/**
 * Starts Firefox, with a new profile where none is given.
 *
 * @param {import("./browser.js").Launch} launch
 */
export async function launchFirefox({ program, extension, downloads, headed = false, profile: kept, proxy }) {
  const profile = kept ?? mkdtempSync(join(tmpdir(), "offprint-firefox-"));
  mkdirSync(profile, { recursive: true });
  const port = await freePort();
  const own = { "marionette.port": port, "browser.download.dir": downloads };
  const preferences = { ...PREFERENCES, ...own, ...(kept && SAME_EXTENSION), ...(proxy && proxied(proxy)) };
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const args = ["-no-remote", "-profile", profile, "-marionette", "-remote-allow-system-access", "about:blank"];
  // Its home is the profile: as root Firefox refuses a home that belongs to somebody else.
  const env = { ...process.env, HOME: profile };
  const child = spawn(program, headed ? args : ["-headless", ...args], { stdio: "ignore", env });
  try {
    const marionette = await Marionette.connect(port);
    await marionette.send("WebDriver:NewSession", {});
    const install = { path: extension, temporary: true, allowPrivateBrowsing: true };
    const { value: id } = await marionette.send("Addon:Install", install);
    const browser = new Firefox({ marionette, child, profile, id, downloads, isKept: kept !== undefined });
    await browser.start();
    return browser;
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** All requests through a proxy, to this machine's servers too. @param {number} port */
function proxied(port) {
  const [host, type] = ["127.0.0.1", "network.proxy"];
  return {
    [`${type}.type`]: 1,
    [`${type}.http`]: host,
    [`${type}.http_port`]: port,
    [`${type}.ssl`]: host,
    [`${type}.ssl_port`]: port,
    [`${type}.allow_hijacking_localhost`]: true,
  };
}

export class Firefox {
  name = "firefox";
  #origin = "";
  /** @type {Map<boolean, FirefoxPage>} */
  #witnesses = new Map();

  /** @param {{marionette: Marionette, child: import("node:child_process").ChildProcess, profile: string, id: string, downloads: string, isKept: boolean}} parts */
  constructor({ marionette, child, profile, id, downloads, isKept }) {
    this.isKept = isKept;
    this.marionette = marionette;
    this.child = child;
    this.profile = profile;
    this.id = id;
    this.downloads = downloads;
  }

  async start() {
    this.#origin = await this.chrome(chrome.extensionOrigin, this.id);
    await this.chrome(chrome.pinButton, this.id);
    this.#witnesses.set(false, await this.open(this.extensionUrl("options.html")));
  }

  /** @param {string} path */
  extensionUrl(path) {
    return `${this.#origin}${path}`;
  }

  /**
   * Opens an address in a new tab, in front, and waits until it has loaded.
   *
   * @param {string} url
   * @param {{inPrivate?: boolean}} [where]
   */
  async open(url, { inPrivate = false } = {}) {
    const window = inPrivate && !this.#witnesses.has(true);
    const kind = window ? { type: "window", private: true } : { type: "tab" };
    await (this.#witnesses.get(inPrivate) ?? this.#witnesses.get(false))?.front();
    const { handle } = await this.marionette.send("WebDriver:NewWindow", { ...kind, focus: true });
    const page = new FirefoxPage(this, handle, inPrivate);
    await page.front();
    if (window) {
      await page.go(this.extensionUrl("options.html"));
      this.#witnesses.set(true, page);
      return this.open(url, { inPrivate });
    }
    await page.go(url);
    return page;
  }

  /**
   * The page that shows an address, once there is one.
   *
   * @param {(url: string) => boolean} matches
   */
  find(matches) {
    return until("a page of that address", async () => {
      const handles = await this.marionette.send("WebDriver:GetWindowHandles");
      for (const handle of handles) {
        const page = new FirefoxPage(this, handle);
        if (matches(await page.url())) return page;
      }
      return null;
    });
  }

  /**
   * Presses the extension's button in the toolbar while the page is in front.
   *
   * @param {FirefoxPage} page
   */
  async press(page) {
    await page.front();
    await this.chrome(chrome.pressButton, this.id);
    const popup = new FirefoxPopup(this, /** @type {FirefoxPage} */ (this.#witnesses.get(page.inPrivate)));
    await until("the popup", () => popup.isOpen());
    return popup;
  }

  /**
   * Presses Alt+Shift+S while the page is in front.
   *
   * @param {FirefoxPage} page
   */
  async pressKeys(page) {
    await page.front();
    await this.chrome(chrome.pressKeys);
  }

  /**
   * Opens the context menu of the page with the right button and chooses the extension's entry.
   *
   * @param {FirefoxPage} page
   */
  async chooseInContextMenu(page) {
    await page.front();
    const click = [
      { type: "pointerMove", x: RIGHT_CLICK.x, y: RIGHT_CLICK.y },
      { type: "pointerDown", button: RIGHT_CLICK.button },
      { type: "pointerUp", button: RIGHT_CLICK.button },
    ];
    await page.send("WebDriver:PerformActions", { actions: [{ type: "pointer", id: "mouse", actions: click }] });
    await this.chrome(chrome.chooseInContextMenu, this.id);
  }

  /**
   * Runs a function in the browser's own process.
   *
   * @param {(...args: any[]) => unknown} body
   * @param {...unknown} args
   */
  async chrome(body, ...args) {
    await this.marionette.send("Marionette:SetContext", { value: "chrome" });
    try {
      const script = `return (${body})(...arguments)`;
      return (await this.marionette.send("WebDriver:ExecuteScript", { script, args })).value;
    } finally {
      await this.marionette.send("Marionette:SetContext", { value: "content" });
    }
  }

  /** Answers what the browser asks its user about a permission of the extension. @param {boolean} isAllowed */
  answerPermission(isAllowed) {
    return until("the browser to have its answer", () => this.chrome(chrome.answerPermission, isAllowed));
  }

  async close() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    await this.marionette.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
    await ended;
    if (!this.isKept) rmSync(this.profile, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Ends the browser as a power failure would, as far as a process can. */
  async kill() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }
}

export class FirefoxPage {
  /**
   * @param {Firefox} browser
   * @param {string} handle
   * @param {boolean} [inPrivate]
   */
  constructor(browser, handle, inPrivate = false) {
    this.browser = browser;
    this.handle = handle;
    this.inPrivate = inPrivate;
  }

  /**
   * @param {string} name
   * @param {object} [params]
   */
  async send(name, params) {
    await this.browser.marionette.send("WebDriver:SwitchToWindow", { handle: this.handle, focus: false });
    return this.browser.marionette.send(name, params);
  }

  /** @param {string} url */
  async go(url) {
    await this.send("WebDriver:Navigate", { url });
  }

  async url() {
    return (await this.send("WebDriver:GetCurrentURL")).value;
  }

  /**
   * Runs a function in the page; it gets the page's window and what else is given.
   *
   * @param {(window: any, ...args: any[]) => unknown} body
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async evaluate(body, ...args) {
    const script = `return (${body})(window, ...arguments)`;
    return (await this.send("WebDriver:ExecuteScript", { script, args })).value;
  }

  front() {
    return this.browser.marionette.send("WebDriver:SwitchToWindow", { handle: this.handle, focus: true });
  }

  /**
   * Presses a key of the keyboard on whatever has the focus.
   *
   * @param {string} key as `KeyboardEvent.key` names it
   */
  async pressKey(key) {
    const value = KEY_VALUES[key] ?? key;
    const actions = ["keyDown", "keyUp"].map((type) => ({ type, value }));
    await this.front();
    await this.send("WebDriver:PerformActions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /**
   * Shows the page as on another screen.
   *
   * @param {{ width: number, height: number, scheme: string }} screen in CSS pixels, "light" or "dark"
   */
  async showOn({ width, height, scheme }) {
    await this.front();
    await this.browser.chrome(chrome.showOn, width, height, scheme);
    await until("the page to have that screen", () =>
      this.evaluate(
        (window, wide, dark) =>
          window.innerWidth === wide && window.matchMedia("(prefers-color-scheme: dark)").matches === dark,
        width,
        scheme === "dark",
      ),
    );
  }

  /** A picture of what the page shows, as PNG. */
  async screenshot() {
    const { value } = await this.send("WebDriver:TakeScreenshot", { full: false });
    return Buffer.from(value, "base64");
  }

  /** @param {{ width: number, height: number }} size of the window */
  resize(size) {
    return this.send("WebDriver:SetWindowRect", size);
  }

  /** Prints the page as the browser's menu does. @returns {Promise<Buffer>} a PDF */
  async print() {
    const { value } = await this.send("WebDriver:Print", {});
    return Buffer.from(value, "base64");
  }

  async close() {
    await this.send("WebDriver:CloseWindow").catch(() => {});
  }
}

export class FirefoxPopup {
  /**
   * @param {Firefox} browser
   * @param {FirefoxPage} witness
   */
  constructor(browser, witness) {
    this.browser = browser;
    this.witness = witness;
  }

  isOpen() {
    return this.witness.evaluate((window) => window.browser.extension.getViews({ type: "popup" }).length > 0);
  }

  /**
   * Runs a function with the popup's window.
   *
   * @param {(window: any, ...args: any[]) => unknown} body
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async evaluate(body, ...args) {
    const script = `const [popup] = window.browser.extension.getViews({ type: "popup" });
      if (!popup) throw new Error("the popup is closed");
      return (${body})(popup, ...arguments)`;
    return (await this.witness.send("WebDriver:ExecuteScript", { script, args })).value;
  }

  async close() {
    await this.browser.chrome(chrome.closePopups);
  }
}

/** A port nobody listens on. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
