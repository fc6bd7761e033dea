// The Chrome DevTools Protocol over the pipe that Chromium opens for it: JSON messages that each end with a NUL.
//
// Spoken here and not through a driver library, because the libraries hide what we test: the popup of an extension is
// a target to the protocol and not one of their pages. The pipe also is the only door through which Chromium takes an
// unpacked extension and a press of its button.

import { spawn } from "node:child_process";

/** The two file descriptors of the pipe, as Chromium defines them. */
const PIPE = { fromUs: 3, fromBrowser: 4 };

/** No command takes this long, not even a page's answer about a megabyte. */
const PATIENCE_MS = 30_000;

export class Cdp {
  #waiting = new Map();
  #listeners = new Set();
  #last = 0;
  #rest = "";

  /**
   * @param {string} program
   * @param {string[]} args
   */
  constructor(program, args) {
    this.child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    const pipe = /** @type {any[]} */ (this.child.stdio);
    this.#out = pipe[PIPE.fromUs];
    this.#out.on("error", () => {});
    pipe[PIPE.fromBrowser].setEncoding("utf8").on("data", (/** @type {string} */ text) => this.#read(text));
    this.child.once("exit", () => this.#fail(new Error("Chromium ended")));
    this.child.once("error", (error) => this.#fail(error));
  }

  #out;

  /**
   * Sends a command and gives its answer.
   *
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId] of the target it goes to; without it, to the browser
   * @returns {Promise<any>}
   */
  send(method, params = {}, sessionId) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${method} had no answer in ${PATIENCE_MS} ms`));
      }, PATIENCE_MS);
      this.#waiting.set(id, { method, resolve, reject, timer });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /**
   * Waits for an event of a session.
   *
   * @param {string} method
   * @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  event(method, sessionId) {
    return new Promise((resolve) => {
      const listener = (/** @type {any} */ message) => {
        if (message.method !== method || message.sessionId !== sessionId) return;
        this.#listeners.delete(listener);
        resolve(message.params);
      };
      this.#listeners.add(listener);
    });
  }

  /** @param {string} text */
  #read(text) {
    const messages = (this.#rest + text).split("\0");
    this.#rest = /** @type {string} */ (messages.pop());
    for (const message of messages) this.#receive(JSON.parse(message));
  }

  /** @param {any} message */
  #receive(message) {
    const call = this.#waiting.get(message.id);
    if (!call) {
      for (const listener of [...this.#listeners]) listener(message);
      return;
    }
    this.#waiting.delete(message.id);
    clearTimeout(call.timer);
    if (message.error) call.reject(new Error(`${call.method}: ${message.error.message}`));
    else call.resolve(message.result);
  }

  /** @param {Error} error */
  #fail(error) {
    for (const call of this.#waiting.values()) {
      clearTimeout(call.timer);
      call.reject(error);
    }
    this.#waiting.clear();
  }
}
