// What the parts of the extension say to each other: every message, its answer, and who may send it.
//
// Only the extension's own pages are answered. The snapshot script sends nothing, it returns its result, so there is no
// message that a web page could forge.

/**
 * What the snapshot script returns.
 * @typedef {{ kind: "page", url: string, title: string, html: string, selection: boolean }
 *   | { kind: "file", url: string, type: string }} Snapshot
 */

/** How much of a page is wanted. @typedef {"article" | "page"} Policy */

/** How far a capture has come. @typedef {"snapshot" | "engine" | "store"} Stage */

/** Why a page could not be read. @typedef {"protected" | "local" | "file" | "error-page"} Obstacle */

/**
 * Why a page that could be read was not captured; the store's own reasons are in store/faults.js.
 * @typedef {"gone" | "silent" | "interrupted" | "engine" | import("./store/faults.js").Fault} Failure
 */

/**
 * How a capture ended. Where the page had not changed since it was captured before, `isNew` is false. `file` is the capture's text, where it is held nowhere else.
 * @typedef {{ state: "captured" } & import("./store/captures.js").Added
 *   | { state: "offered", capture: import("./store/captures.js").Capture, file: string }
 *   | { state: "no-article", url: string }
 *   | { state: "forbidden", obstacle: Obstacle }
 *   | { state: "cancelled" }
 *   | { state: "failed", failure: Failure, message: string, capture?: import("./store/captures.js").Capture, file?: string }
 * } Outcome
 */

/**
 * The requests, each with what is asked and what is answered.
 * `url` is what the tab showed when the user asked, `started` when that was, in ms since 1970.
 * @typedef {{
 *   capture: { ask: { tabId: number, url: string, policy: Policy, started: number }, answer: Outcome },
 *   cancel: { ask: { tabId: number }, answer: null },
 *   file: { ask: { id: string }, answer: string },
 *   choose: { ask: { choices: { images: string } }, answer: null },
 *   highlight: { ask: { id: string, change: import("./highlights.js").Change }, answer: null },
 *   illustrate: { ask: {}, answer: null },
 *   undo: { ask: { id: string, isNew: boolean, tabId: number }, answer: null },
 * }} Requests
 */

/** What went wrong, as it crosses from one part to the other. @typedef {{ error: string, name: string, fault?: import("./store/faults.js").Fault }} Refusal */

/**
 * Asks the background.
 * @template {keyof Requests} K
 * @param {K} type
 * @param {Requests[K]["ask"]} ask
 * @returns {Promise<Requests[K]["answer"]>}
 * @throws {Error} with the background's own words, the name that the error had there, and that of a fault of the database
 */
export async function request(type, ask) {
  const reply = await browser.runtime.sendMessage({ ...ask, type });
  if (!reply) throw new Error(`the background gave no answer to "${type}"`);
  if ("error" in reply) throw Object.assign(new Error(reply.error), { name: reply.name, fault: reply.fault });
  return reply.answer;
}

/**
 * Answers what the extension's own pages ask. To be called once, while the background starts.
 * @param {{ [K in keyof Requests]: (ask: Requests[K]["ask"]) => Promise<Requests[K]["answer"]> }} answers
 */
export function answerRequests(answers) {
  browser.runtime.onMessage.addListener((message, sender, reply) => {
    if (!isOwnPage(sender) || !Object.hasOwn(answers, message?.type)) return false;
    const answer = answers[/** @type {keyof Requests} */ (message.type)];
    answer(message).then(
      (value) => reply({ answer: value }),
      (error) => reply({ error: String(error?.message ?? error), name: error?.name ?? "Error", fault: error?.fault }),
    );
    // The reply comes later.
    return true;
  });
}

/**
 * Tells the popup, if it is open, how far the capture of its tab has come.
 * @param {number} tabId
 * @param {Stage} stage
 */
export function announceStage(tabId, stage) {
  // Nobody listens when the popup is closed, and that is no fault.
  browser.runtime.sendMessage({ type: "stage", tabId, stage }).catch(() => {});
}

/**
 * @param {number} tabId
 * @param {(stage: Stage) => void} listener
 */
export function onStage(tabId, listener) {
  browser.runtime.onMessage.addListener((message, sender) => {
    if (sender.id === browser.runtime.id && message?.type === "stage" && message.tabId === tabId) {
      listener(message.stage);
    }
    return false;
  });
}

const POPUP = "popup";

/** Lets the background know that the popup is open, and when it closes. */
export function announcePopup() {
  browser.runtime.connect({ name: POPUP });
}

/**
 * Learns of popups that open and close. To be called once, while the background starts.
 * @param {(open: number) => void} listener is told how many are open
 */
export function onPopups(listener) {
  let open = 0;
  /** @param {number} by */
  const change = (by) => {
    open += by;
    listener(open);
  };
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== POPUP || !port.sender || !isOwnPage(port.sender)) return;
    change(1);
    port.onDisconnect.addListener(() => change(-1));
  });
}

/** @param {chrome.runtime.MessageSender} sender */
function isOwnPage(sender) {
  return sender.id === browser.runtime.id && (sender.url ?? "").startsWith(browser.runtime.getURL(""));
}
