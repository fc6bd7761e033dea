// What a page says of something that failed: what is wrong, and what can be done about it. What becomes of a capture that
// could not be stored is said in outcome.js.

import { DownloadInterrupted } from "./download.js";
import { say } from "./localize.js";

/** @typedef {import("./store/faults.js").Fault} Fault */

/**
 * What the database says is known by its name alone: what comes from the background or from a worker has lost its class.
 * @param {Error & { fault?: Fault | undefined }} error
 * @returns {string} in the user's language
 */
export function describeFailure(error) {
  const { name, message, fault = "refused" } = error;
  if (name === "NoSuchCapture") return say("noSuchCapture");
  if (error instanceof DownloadInterrupted) return say("interruptedDownload", message);
  return faults(message)[fault];
}

/** @param {string} message */
function faults(message) {
  return {
    full: say("libraryFull"),
    newer: say("libraryNewer"),
    blocked: say("libraryBlocked"),
    damaged: say("libraryDamaged", message),
    private: say("libraryPrivate"),
    refused: say("actionFailed", message),
  };
}
