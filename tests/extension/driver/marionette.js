// Marionette, Firefox's own remote control, over its socket: JSON messages, each after its length and a colon.
//
// Spoken here without geckodriver, which distributions do not package and which would be one more download.

import { connect } from "node:net";
import { until } from "./until.js";

const COLON = 58;
/** A new profile on a slow disk may take its time before the port is open. */
const START_PATIENCE_MS = 60_000;

export class Marionette {
  #waiting = new Map();
  #rest = Buffer.alloc(0);
  #last = 0;

  /** @param {import("node:net").Socket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on("data", (bytes) => this.#read(bytes));
    socket.on("close", () => this.#fail(new Error("Firefox ended")));
    socket.on("error", () => {});
  }

  /** @param {number} port */
  static async connect(port) {
    const socket = await until("Firefox to open its port", () => attempt(port), START_PATIENCE_MS);
    return new Marionette(socket);
  }

  /**
   * Sends a command and gives its answer.
   *
   * @param {string} name
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(name, params = {}) {
    this.#last += 1;
    const text = JSON.stringify([0, this.#last, name, params]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(this.#last, { name, resolve, reject });
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  /** @param {Buffer} bytes */
  #read(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const colon = this.#rest.indexOf(COLON);
      const end = colon + 1 + Number(this.#rest.subarray(0, colon));
      if (colon < 0 || this.#rest.length < end) return;
      const message = JSON.parse(this.#rest.subarray(colon + 1, end).toString());
      this.#rest = this.#rest.subarray(end);
      // The first message is a greeting and no answer.
      if (Array.isArray(message)) this.#receive(message);
    }
  }

  /** @param {any[]} message */
  #receive([, id, error, result]) {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) call.reject(new Error(`${call.name}: ${error.error}: ${error.message}`));
    else call.resolve(result);
  }

  /** @param {Error} error */
  #fail(error) {
    for (const call of this.#waiting.values()) call.reject(error);
    this.#waiting.clear();
  }
}

/**
 * @param {number} port
 * @returns {Promise<import("node:net").Socket | null>}
 */
function attempt(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", () => resolve(null));
  });
}
