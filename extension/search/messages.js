// What a page and the worker that searches say to each other.

/** @typedef {import("../store/faults.js").StoreFault} StoreFault */

/** In pieces, every other of which answers; an empty list where nothing does. @typedef {{ title: string[], excerpt: string[] }} Hits */

/**
 * The questions, each with what is asked and what is answered.
 * @typedef {{
 *   search: { ask: { typed: string }, answer: { ids: string[] } },
 *   hits: { ask: { typed: string, captures: { id: string, title: string }[] }, answer: Record<string, Hits> },
 * }} Questions
 */

/** @typedef {{ [K in keyof Questions]: { number: number, kind: K } & Questions[K]["ask"] }[keyof Questions]} Question */

/**
 * What the worker says: an answer, why there is none, or how far its index is. After what `isEnd`, it is no more.
 * @typedef {{ number: number, answer: unknown }
 *   | { number: number | null, error: string, fault: StoreFault["fault"] | undefined, isEnd: boolean }
 *   | { progress: import("./library_index.js").Progress }} Reply
 */

/**
 * Answers a page, in the worker.
 * @param {{ [K in keyof Questions]: (ask: Questions[K]["ask"]) => Promise<Questions[K]["answer"]> }} answers
 */
export function answerQuestions(answers) {
  self.onmessage = async ({ data }) => {
    const question = /** @type {Question} */ (data);
    const answer = /** @type {(ask: any) => Promise<unknown>} */ (answers[question.kind]);
    try {
      tell({ number: question.number, answer: await answer(question) });
    } catch (error) {
      tellError(question.number, error);
    }
  };
}

/** @param {Reply} reply */
export function tell(reply) {
  // The types of a page's window are those of a worker's but for the one argument that this asks for there.
  /** @type {(message: Reply) => void} */ (self.postMessage)(reply);
}

/** Tells the page, and ends the worker where the module has stopped. @param {number | null} number @param {unknown} error */
export function tellError(number, error) {
  const isEnd = error instanceof WebAssembly.RuntimeError;
  const { message = String(error), fault } = /** @type {Partial<StoreFault>} */ (error ?? {});
  tell({ number, error: message, fault, isEnd });
  if (isEnd) self.close();
}
