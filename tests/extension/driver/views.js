// Chromium's own windows, as its tool for people who build them shows them. The DevTools protocol knows pages alone, and what
// the browser asks its user stands in no page.
//
// The tool speaks JSON over a WebSocket, of which no more is spoken here than is needed: messages of one piece.

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "./until.js";

/** What Chromium has to be started with: a port of its choice, and the right to press. */
export const ARGUMENTS = ["--enable-ui-devtools=0", "--enable-features=ui-debug-tools-enable-synthetic-events"];

const PORT_FILE = "UIDevToolsActivePort";
const DIALOG = "ExtensionInstallDialogView";
const BUTTON = "MdTextButton";

/** Where of a button it is pressed, in pixels from its corner. */
const INSIDE = { x: 5, y: 5, button: "left", wheelDirection: "none" };

/** What is pressed sooner, or again sooner, counts for nothing: its user may have meant something else. */
const HESITATION_MS = 700;

/** The first bytes of a frame: a whole text, and that it is masked (RFC 6455 §5.2). */
const [TEXT, MASKED] = [0x81, 0x80];
/** Lengths that say that the length comes after them, and those that need no more. */
const [IN_TWO_BYTES, IN_EIGHT_BYTES] = [126, 127];

/**
 * Answers what Chromium asks its user about an extension's permissions.
 *
 * @param {string} profile
 * @param {boolean} isAllowed
 */
export async function answerPermission(profile, isAllowed) {
  const views = await Views.connect(profile);
  try {
    await until("the browser to ask", async () => (await views.buttonsOf(DIALOG)).length > 0);
    await until("the browser to have its answer", async () => {
      await pause(HESITATION_MS);
      const buttons = await views.buttonsOf(DIALOG);
      // The one that refuses comes first.
      const button = isAllowed ? buttons.at(-1) : buttons[0];
      if (button !== undefined) await views.press(button);
      return button === undefined;
    });
  } finally {
    views.close();
  }
}

class Views {
  #last = 0;
  #waiting = new Map();
  #rest = Buffer.alloc(0);

  /** @param {import("node:net").Socket} socket */
  constructor(socket) {
    this.socket = socket;
  }

  /** @param {string} profile */
  static async connect(profile) {
    const file = join(profile, PORT_FILE);
    const port = await until(
      "the port of the tool",
      () => existsSync(file) && Number.parseInt(readFileSync(file, "utf8"), 10),
    );
    const socket = connect(port, "127.0.0.1");
    const key = randomBytes(16).toString("base64");
    const headers = [
      `Host: 127.0.0.1:${port}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${key}`,
    ];
    socket.write(`GET /0 HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
    const views = new Views(socket);
    await views.#opened();
    await views.#send("DOM.enable");
    return views;
  }

  /** @returns {Promise<void>} when the server has said yes; what it says then are frames */
  #opened() {
    return new Promise((resolve, reject) => {
      let head = Buffer.alloc(0);
      const listener = (/** @type {Buffer} */ bytes) => {
        head = Buffer.concat([head, bytes]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        this.socket.off("data", listener).on("data", (more) => this.#read(more));
        this.#read(head.subarray(end + 4));
        resolve();
      };
      this.socket.on("data", listener).on("error", reject);
    });
  }

  /** The buttons of the browser's windows of one class, in their order. @param {string} name @returns {Promise<number[]>} */
  async buttonsOf(name) {
    const { root } = await this.#send("DOM.getDocument");
    /** @type {number[]} */
    const found = [];
    const walk = (/** @type {any} */ node, /** @type {boolean} */ isInside) => {
      const attributes = node.attributes ?? [];
      if (isInside && attributes.includes(BUTTON)) found.push(node.nodeId);
      for (const child of node.children ?? []) walk(child, isInside || attributes.includes(name));
    };
    walk(root, false);
    return found;
  }

  /** @param {number} nodeId */
  async press(nodeId) {
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.#send("DOM.dispatchMouseEvent", { nodeId, event: { type, ...INSIDE } });
    }
  }

  close() {
    this.socket.destroy();
  }

  /** @param {string} method @param {object} [params] @returns {Promise<any>} */
  #send(method, params = {}) {
    this.#last += 1;
    const id = this.#last;
    const text = Buffer.from(JSON.stringify({ id, method, params }));
    const mask = randomBytes(4);
    const length = text.length < IN_TWO_BYTES ? [text.length] : [IN_TWO_BYTES, text.length >> 8, text.length & 0xff];
    const header = Buffer.from([TEXT, MASKED | (length[0] ?? 0), ...length.slice(1)]);
    this.socket.write(Buffer.concat([header, mask, text.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]));
    return new Promise((resolve, reject) => this.#waiting.set(id, { method, resolve, reject }));
  }

  /** @param {Buffer} bytes */
  #read(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let frame = firstFrame(this.#rest); frame; frame = firstFrame(this.#rest)) {
      this.#rest = this.#rest.subarray(frame.end);
      this.#take(JSON.parse(frame.text));
    }
  }

  /** @param {any} message */
  #take({ id, result, error }) {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) asked?.reject(new Error(`${asked.method}: ${error.message}`));
    else asked?.resolve(result);
  }
}

/** The frame that bytes begin with, if all of it is there. @param {Buffer} bytes */
function firstFrame(bytes) {
  if (bytes.length < 2) return null;
  const short = /** @type {number} */ (bytes[1]);
  const start = 2 + (short === IN_TWO_BYTES ? 2 : short === IN_EIGHT_BYTES ? 8 : 0);
  if (bytes.length < start) return null;
  const long = start === 4 ? bytes.readUInt16BE(2) : start === 10 ? Number(bytes.readBigUInt64BE(2)) : short;
  const end = start + long;
  return bytes.length < end ? null : { text: bytes.toString("utf8", start, end), end };
}
