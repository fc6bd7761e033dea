// The other formats, as WebAssembly: a module of its own, loaded by the pages that ask for it.
//
// An instance that trapped has a memory nobody can vouch for: it is thrown away, and whatever was being written with it
// is lost with the error.

import * as wasm from "./wasm/formats.js";

/** @typedef {wasm.Described} Described */
/** @typedef {wasm.Beside} Beside */
/** @typedef {wasm.Comparison} Comparison */
/** @typedef {typeof wasm} Formats */

/** @type {Promise<unknown> | null} */
let loading = null;

/** How many instances were thrown away. */
let ended = 0;

/** Loads the module; at once when that has been done. @returns {Promise<Formats>} */
export async function loadFormats() {
  loading ??= wasm.default({ module_or_path: new URL("wasm/formats_bg.wasm", import.meta.url) }).catch((error) => {
    loading = null;
    throw error;
  });
  await loading;
  return wasm;
}

/**
 * Calls the module.
 * @template T
 * @param {() => T} call
 * @returns {T}
 * @throws {Error} in the module's words
 */
export function guarded(call) {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    ended += 1;
    wasm.__wbg_reset_state();
    throw new Error(`the module of formats stopped: ${error.message}`, { cause: error });
  }
}

/**
 * An object of the module. It is part of the instance that made it, and gone with it: to use it, or only to free it, would
 * reach into the memory of the next.
 * @template {{ free: () => void }} T
 */
export class Held {
  /** @type {T | null} */
  #object;
  #instance = ended;

  /** @param {() => T} create @throws {Error} in the module's words */
  constructor(create) {
    this.#object = guarded(create);
  }

  get isAlive() {
    return this.#object !== null && this.#instance === ended;
  }

  /**
   * @template A
   * @param {(object: T) => A} call
   * @returns {A}
   * @throws {Error} in the module's words
   */
  use(call) {
    const object = this.#object;
    if (object === null || !this.isAlive) throw new Error("the module of formats stopped, and this was lost with it");
    return guarded(() => call(object));
  }

  /**
   * As {@link use}, of a call that the object does not outlive.
   * @template A
   * @param {(object: T) => A} call
   * @returns {A}
   */
  useUp(call) {
    try {
      return this.use(call);
    } finally {
      this.#object = null;
    }
  }

  free() {
    if (this.isAlive) this.#object?.free();
    this.#object = null;
  }
}

/** What stands beside a capture, as it leaves with it. @param {import("./store/captures.js").Capture} capture @returns {Beside} */
export function besideOf({ tags, note, read, seen, highlights, place }) {
  return { tags, note, read, seen, highlights, place };
}
