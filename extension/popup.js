// The popup: it asks for a capture the moment it opens and shows how it ended. The work is done in the background, so
// closing the popup changes nothing.

import { byId } from "./by_id.js";
import { isOfferDue, noteOffer } from "./copies/offer.js";
import { downloadCapture } from "./download.js";
import { lengthInWords, siteOf } from "./facts.js";
import { describeFailure } from "./failure.js";
import { localizePage, say } from "./localize.js";
import { announcePopup, onStage, request } from "./messages.js";
import { fileName } from "./names.js";
import { describeOutcome } from "./outcome.js";
import { COPIES, LIBRARY, openPage, readerPath, versionsPath } from "./pages.js";
import { lostLibrary } from "./store/loss.js";

/** @typedef {import("./messages.js").Outcome} Outcome */
/** @typedef {import("./messages.js").Policy} Policy */
/** @typedef {"read" | "compare" | "download" | "undo" | "capture-page-anyway" | "retry" | "cancel"} Action */

/** What can be done meanwhile and after each outcome, the likeliest first. @type {Record<Outcome["state"] | "working", Action[]>} */
const ACTIONS = {
  working: ["cancel"],
  captured: ["read", "compare", "download", "undo"],
  offered: ["download"],
  "no-article": ["capture-page-anyway"],
  forbidden: [],
  cancelled: ["retry"],
  failed: ["retry"],
};

/** What takes longer than this, in ms, can be cancelled: a button that is gone again at once would only flicker. */
const LONG = 800;

const STAGES = { snapshot: "stageSnapshot", engine: "stageEngine", store: "stageStore" };

/** @type {Outcome | null} */
let outcome = null;
/** @type {Policy} */
let policy = "article";

/** @param {Policy} wanted @param {number} started ms since 1970 */
async function capture(wanted, started) {
  policy = wanted;
  showWorking();
  try {
    outcome = await request("capture", { tabId, url, policy, started });
  } catch (error) {
    // The background ended before it could answer.
    outcome = { state: "failed", failure: "interrupted", message: /** @type {Error} */ (error).message };
  }
  showOutcome(outcome);
}

function showWorking() {
  document.body.dataset.state = "working";
  byId("outcome").textContent = say("working");
  for (const id of ["title", "facts", "advice", ...Object.values(ACTIONS).flat()]) byId(id).hidden = true;
  setTimeout(() => {
    if (document.body.dataset.state === "working") showActions(ACTIONS.working);
  }, LONG);
}

/** @param {Outcome} ended */
function showOutcome(ended) {
  const { sentence, advice } = describeOutcome(ended);
  byId("outcome").textContent = sentence;
  showText("advice", advice);
  const captured = "capture" in ended ? ended.capture : undefined;
  if (captured) {
    showText("title-text", captured.title);
    byId("title").hidden = false;
    byId("site").textContent = siteOf(captured);
    for (const id of ["title-text", "site"]) byId(id).lang = captured.lang ?? "";
    byId("length").textContent = lengthInWords(captured);
    byId("facts").hidden = false;
  }
  showActions(actionsAfter(ended));
  if (ended.state === "captured") offerCopies().catch(() => {});
  document.body.dataset.state = ended.state;
}

/** It is asked once whether what there is to lose is to be copied; what was lost is told until it is noticed. */
async function offerCopies() {
  if (incognito) return;
  const isLost = (await lostLibrary()) !== null;
  const isOffered = !isLost && (await isOfferDue());
  byId("copies-words").textContent = say(isLost ? "lossTold" : "copiesOffer");
  byId("set-up-copies").textContent = say(isLost ? "lossRestore" : "copiesSetUp");
  byId("copies").hidden = !isLost && !isOffered;
  byId("copies").dataset.state = "asked";
  if (isOffered) await noteOffer();
}

/** @param {Outcome} ended @returns {Action[]} */
function actionsAfter(ended) {
  const actions = ACTIONS[ended.state];
  if (ended.state === "captured" && !(ended.isNew && ended.previous)) return actions.filter((id) => id !== "compare");
  return "file" in ended && ended.file ? ["download", ...actions] : actions;
}

/** @param {string} id @param {string} text */
function showText(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = text === "";
}

/** @param {Action[]} actions */
function showActions(actions) {
  const [first] = actions;
  for (const id of new Set(Object.values(ACTIONS).flat())) {
    byId(id).hidden = !actions.includes(id);
    byId(id).classList.toggle("primary", id === first);
  }
  // The button pressed last may be hidden by now.
  const { activeElement } = document;
  const isLost = !activeElement || activeElement === document.body || !activeElement.checkVisibility();
  if (first && isLost) byId(first).focus();
}

async function read() {
  if (outcome?.state !== "captured") return;
  await openPage(readerPath(outcome.capture.id));
  window.close();
}

async function compare() {
  if (outcome?.state !== "captured") return;
  await openPage(versionsPath(outcome.capture.id));
  window.close();
}

async function download() {
  if (!outcome || !("capture" in outcome) || !outcome.capture) return;
  const { capture: captured } = outcome;
  const file = ("file" in outcome && outcome.file) || (await request("file", { id: captured.id }));
  const name = await downloadCapture(file, await fileName(captured), incognito);
  showText("advice", say("downloaded", name));
}

async function undo() {
  if (outcome?.state !== "captured") return;
  await request("undo", { id: outcome.capture.id, isNew: outcome.isNew, tabId });
  outcome = null;
  byId("outcome").textContent = say("undone");
  showText("advice", "");
  showActions(["retry"]);
  document.body.dataset.state = "undone";
}

/** @param {string} id @param {() => Promise<void>} act */
function onClick(id, act) {
  byId(id).addEventListener("click", () => {
    act().catch((error) => {
      showText("advice", describeFailure(error));
    });
  });
}

async function openLibrary() {
  await openPage(LIBRARY);
  window.close();
}

async function openCopies() {
  await openPage(COPIES);
  window.close();
}

async function openOptions() {
  await browser.runtime.openOptionsPage();
  window.close();
}

const now = () => performance.timeOrigin + performance.now();

announcePopup();
localizePage();
onClick("read", read);
onClick("compare", compare);
onClick("download", download);
onClick("undo", undo);
onClick("cancel", () => request("cancel", { tabId }).then(() => {}));
onClick("retry", () => capture(policy, now()));
onClick("capture-page-anyway", () => capture("page", now()));
onClick("library", openLibrary);
onClick("options", openOptions);
onClick("set-up-copies", openCopies);

const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
if (tab?.id === undefined) throw new Error("the window of the popup has no active tab");
const { id: tabId, url = "", incognito } = tab;
onStage(tabId, (stage) => {
  if (document.body.dataset.state === "working") byId("outcome").textContent = say(STAGES[stage]);
});
// The page's own clock began with the click.
await capture("article", performance.timeOrigin);
