// What is said about an outcome: one sentence for it, and one of what can be done. The popup shows both; the toolbar
// button shows a sign and has the sentences as its title, which is all there is after a command or the context menu.

/** @typedef {import("./messages.js").Outcome} Outcome */
/** @typedef {Outcome["state"] | "working"} State */

/** The sign on the button, and its colours: readable on light and dark toolbars. @type {Record<State, { sign: string, colour: string }>} */
const BADGES = {
  working: { sign: "…", colour: "#5b5650" },
  captured: { sign: "✓", colour: "#1f6b3a" },
  offered: { sign: "↓", colour: "#1d5a8c" },
  "no-article": { sign: "?", colour: "#7a5200" },
  forbidden: { sign: "–", colour: "#5b5650" },
  cancelled: { sign: "", colour: "#5b5650" },
  failed: { sign: "!", colour: "#a4262c" },
};

const SIGN_COLOUR = "#ffffff";

/**
 * @param {Outcome} outcome
 * @returns {{ sentence: string, advice: string }} in the user's language; the advice may be empty
 */
export function describeOutcome(outcome) {
  const say = browser.i18n.getMessage;
  switch (outcome.state) {
    case "captured":
      return describeCaptured(say, outcome);
    case "offered":
      return { sentence: say("offered"), advice: say("offeredAdvice") };
    case "no-article":
      return { sentence: say("noArticle"), advice: say("noArticleAdvice") };
    case "forbidden":
      return obstacles(say)[outcome.obstacle];
    case "cancelled":
      return { sentence: say("cancelled"), advice: "" };
    case "failed":
      return failures(say, outcome.message)[outcome.failure];
  }
}

/** What a second capture of a page says of the first. @param {typeof browser.i18n.getMessage} say @param {import("./store/captures.js").Added} added */
function describeCaptured(say, { capture, isNew, previous }) {
  const day = (/** @type {number} */ stamp) =>
    new Intl.DateTimeFormat(say("language"), { dateStyle: "long" }).format(stamp);
  if (!isNew) return { sentence: say("storeUnchanged"), advice: say("storeUnchangedSince", day(capture.stamp)) };
  const sentence = say(capture.selection ? "capturedSelection" : "captured");
  return { sentence, advice: previous ? say("storeChangedSince", day(previous.stamp)) : "" };
}

/** @param {typeof browser.i18n.getMessage} say */
function obstacles(say) {
  return {
    protected: { sentence: say("protectedPage"), advice: say("protectedPageAdvice") },
    local: { sentence: say("localFile"), advice: say("localFileAdvice") },
    file: { sentence: say("notAPage"), advice: say("notAPageAdvice") },
    "error-page": { sentence: say("errorPage"), advice: say("errorPageAdvice") },
  };
}

/** @param {typeof browser.i18n.getMessage} say @param {string} message */
function failures(say, message) {
  return {
    gone: { sentence: say("pageGone"), advice: say("pageGoneAdvice") },
    interrupted: { sentence: say("interrupted"), advice: say("interruptedAdvice") },
    silent: { sentence: say("pageSilent"), advice: say("pageSilentAdvice") },
    engine: { sentence: say("engineFailed"), advice: say("engineFailedAdvice", message) },
    full: { sentence: say("storeFull"), advice: say("storeFullAdvice") },
    newer: { sentence: say("storeNewer"), advice: say("storeNewerAdvice") },
    blocked: { sentence: say("storeBlocked"), advice: say("storeBlockedAdvice") },
    damaged: { sentence: say("storeDamaged"), advice: say("storeDamagedAdvice", message) },
    private: { sentence: say("storePrivate"), advice: say("storePrivateAdvice") },
    refused: { sentence: say("storageFailed"), advice: say("storageFailedAdvice", message) },
  };
}

/** @param {number} tabId */
export async function showWorking(tabId) {
  await showOnButton(tabId, "working", browser.i18n.getMessage("working"));
}

/** @param {number} tabId @param {Outcome} outcome */
export async function showOutcome(tabId, outcome) {
  const { sentence, advice } = describeOutcome(outcome);
  const more = outcome.state === "captured" ? outcome.capture.title : advice;
  // Whoever reads this has not opened the popup, where the download is.
  const hint = "file" in outcome ? browser.i18n.getMessage("offeredOnButton") : "";
  await showOnButton(tabId, outcome.state, [sentence, more, hint].filter(Boolean).join("\n"));
}

/** Back to the plain button. @param {number} tabId */
export async function clearOutcome(tabId) {
  await Promise.all([
    browser.action.setBadgeText({ tabId, text: "" }),
    browser.action.setTitle({ tabId, title: browser.i18n.getMessage("capturePage") }),
  ]).catch(() => {});
}

/**
 * @param {number} tabId
 * @param {State} state
 * @param {string} title
 */
async function showOnButton(tabId, state, title) {
  const { sign, colour } = BADGES[state];
  await Promise.all([
    browser.action.setBadgeBackgroundColor({ tabId, color: colour }),
    browser.action.setBadgeTextColor({ tabId, color: SIGN_COLOUR }),
    browser.action.setBadgeText({ tabId, text: sign }),
    browser.action.setTitle({ tabId, title }),
    // The tab may be closed by now, and then nothing needs to be shown.
  ]).catch(() => {});
}
