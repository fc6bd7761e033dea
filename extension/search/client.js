// A page's side of the search. The worker starts with the first question or when it is told to, and anew after one that has
// ended: what it knows is kept in the database.

/** @typedef {import("./messages.js").Questions} Questions */
/** @typedef {import("./messages.js").Reply} Reply */
/** @typedef {import("./library_index.js").Progress} Progress */

export class SearchClient {
  /** @type {() => Worker} */
  #create;
  /** @type {(progress: Progress) => void} */
  #onProgress;
  /** @type {(error: Error) => void} */
  #onFault;
  /** @type {Worker | null} */
  #worker = null;
  #last = 0;
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();

  /**
   * @param {() => Worker} create starts a worker
   * @param {(progress: Progress) => void} onProgress is told how far the index is, whenever it changed
   * @param {(error: Error) => void} onFault is told what went wrong where nobody waits for an answer
   */
  constructor(create, onProgress, onFault) {
    this.#create = create;
    this.#onProgress = onProgress;
    this.#onFault = onFault;
  }

  /** Begins to load and to catch up, before anything is asked. */
  start() {
    if (this.#worker) return this.#worker;
    const worker = this.#create();
    worker.onmessage = ({ data }) => this.#receive(data);
    // It could not even be loaded.
    worker.onerror = ({ message }) => this.#end(new Error(message || "the search could not be started"));
    this.#worker = worker;
    return worker;
  }

  /**
   * @template {keyof Questions} K
   * @param {K} kind
   * @param {Questions[K]["ask"]} question
   * @returns {Promise<Questions[K]["answer"]>}
   */
  ask(kind, question) {
    const worker = this.start();
    this.#last += 1;
    const number = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.postMessage({ ...question, kind, number });
    });
  }

  /** @param {Reply} reply */
  #receive(reply) {
    if ("progress" in reply) return this.#onProgress(reply.progress);
    if ("answer" in reply) return this.#take(reply.number)?.resolve(reply.answer);
    const error = Object.assign(new Error(reply.error), { fault: reply.fault });
    if (reply.isEnd) this.#end(error);
    else if (reply.number === null) this.#onFault(error);
    else this.#take(reply.number)?.reject(error);
  }

  /** @param {number} number */
  #take(number) {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    return waiting;
  }

  /** @param {Error} error */
  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#waiting.size === 0) this.#onFault(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
