// In and out: captures leave in a format of the user's choice, and come from files, folders and zips. What is chosen in
// the library is handed over in the session of the tab; without a choice it is all of them.

import { byId } from "./by_id.js";
import { downloadBlob } from "./download.js";
import { describeFailure } from "./failure.js";
import { inDigits, localizePage, say } from "./localize.js";
import { exportName } from "./names.js";
import { allCaptures } from "./store/captures.js";
import { takeChoice } from "./transfer/choice.js";
import { connectCopies } from "./transfer/copies.js";
import { filesIn } from "./transfer/dropped.js";
import { exportCaptures, FORMATS } from "./transfer/export.js";
import { importFiles } from "./transfer/import.js";

/** @typedef {import("./store/captures.js").Capture} Capture */
/** @typedef {keyof typeof FORMATS} FormatName */

/** How many refusals are listed: a folder of photographs may have any number. */
const LONGEST_LIST = 1000;

const files = /** @type {HTMLInputElement} */ (byId("files"));
const folder = /** @type {HTMLInputElement} */ (byId("folder"));
const progress = /** @type {HTMLProgressElement} */ (byId("progress"));

/** @type {Capture[]} */
let chosen = [];
/** What is under way, and how it is ended. @type {AbortController | null} */
let running = null;

function showFormats() {
  const template = /** @type {HTMLTemplateElement} */ (byId("format"));
  for (const name of /** @type {FormatName[]} */ (Object.keys(FORMATS))) {
    const choice = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    const radio = /** @type {HTMLInputElement} */ (choice.querySelector("input"));
    radio.value = name;
    radio.checked = name === "captures";
    const { title, note } = describe(name);
    /** @type {HTMLElement} */ (choice.querySelector(".name")).textContent = title;
    /** @type {HTMLElement} */ (choice.querySelector(".note")).textContent = note;
    byId("formats").append(choice);
  }
}

/** @param {FormatName} name */
function describe(name) {
  return {
    captures: { title: say("transferCaptures"), note: say("transferCapturesNote") },
    archive: { title: say("transferArchive"), note: say("transferArchiveNote") },
    markdown: { title: say("transferMarkdown"), note: say("transferMarkdownNote") },
    html: { title: say("transferHtml"), note: say("transferHtmlNote") },
    epub: { title: say("transferEpub"), note: say("transferEpubNote") },
    jsonl: { title: say("transferJsonl"), note: say("transferJsonlNote") },
  }[name];
}

async function showChosen() {
  const all = await allCaptures();
  const ids = takeChoice();
  chosen = (ids ? all.filter(({ id }) => ids.has(id)) : all).reverse();
  const count = inDigits(chosen.length);
  byId("chosen").textContent = ids ? say("transferSelected", count) : say("transferAll", count);
  /** @type {HTMLButtonElement} */ (byId("export")).disabled = chosen.length === 0;
}

/** @param {AbortSignal} signal */
async function exportChosen(signal) {
  const radio = /** @type {HTMLInputElement} */ (document.querySelector("input[name=format]:checked"));
  const name = /** @type {FormatName} */ (radio.value);
  const onProgress = (/** @type {number} */ done) => showProgress(done, chosen.length);
  const title = chosen.length === 1 ? "" : say("transferBookTitle", inDigits(chosen.length));
  const blob = await exportCaptures(name, chosen, { title, signal, onProgress });
  const fileName = await exportName(chosen, FORMATS[name].extension);
  const file = await downloadBlob(blob, fileName, browser.extension.inIncognitoContext);
  announce(say("downloaded", file));
}

/** @param {import("./transfer/sources.js").Given} given @param {AbortSignal} signal */
async function importGiven(given, signal) {
  const { added, restored, known, images, leftOut, refused, fault } = await importFiles(given, {
    signal,
    onProgress: showProgress,
  });
  const sentences = [say("transferAdded", inDigits(added))];
  if (restored > 0) sentences.push(say("transferRestored", inDigits(restored)));
  if (known > 0) sentences.push(say("transferKnown", inDigits(known)));
  if (images > 0) sentences.push(say("transferImages", inDigits(images)));
  if (leftOut > 0) sentences.push(say("transferLeftOut", inDigits(leftOut)));
  if (signal.aborted) sentences.push(say("transferCancelled"));
  if (fault) {
    sentences.push(describeFailure(fault));
    offerAgain((next) => importGiven(given, next));
  }
  announce(sentences.join(" "));
  showRefusals(refused);
  await showChosen().catch((error) => {
    // What is wrong with the database has been said.
    if (!fault) throw error;
  });
}

/** @param {{ name: string, reason: string }[]} refused */
function showRefusals(refused) {
  byId("refusals").hidden = refused.length === 0;
  byId("refused").textContent = say("transferRefused", inDigits(refused.length));
  const rows = refused.slice(0, LONGEST_LIST).map(({ name, reason }) => {
    const row = document.createElement("li");
    const label = document.createElement("bdi");
    label.className = "name";
    label.textContent = name;
    row.append(label, `: ${reason}`);
    return row;
  });
  byId("reasons").replaceChildren(...rows);
}

/** @param {number} done @param {number} total */
function showProgress(done, total) {
  progress.max = Math.max(total, 1);
  progress.value = done;
}

/** @param {string} sentence */
function announce(sentence) {
  byId("outcome").textContent = sentence;
}

/** @param {Error} error */
function fail(error) {
  announce(describeFailure(error));
}

/**
 * Does one thing at a time; what failed can be tried again.
 * @param {(signal: AbortSignal) => Promise<void>} act
 */
async function run(act) {
  if (running) return;
  running = new AbortController();
  progress.removeAttribute("value");
  setBusy(true);
  announce(say("transferWorking"));
  byId("again").hidden = true;
  showRefusals([]);
  try {
    await act(running.signal);
  } catch (error) {
    // The browser may have asked for something, and got nothing.
    const isCancelled = running.signal.aborted || /** @type {Error} */ (error).name === "AbortError";
    if (isCancelled) announce(say("transferCancelled"));
    else {
      fail(/** @type {Error} */ (error));
      offerAgain(act);
    }
  } finally {
    running = null;
    setBusy(false);
  }
}

/** @param {(signal: AbortSignal) => Promise<void>} act */
function offerAgain(act) {
  byId("again").hidden = false;
  byId("again").onclick = () => run(act);
}

/** @param {boolean} isBusy */
function setBusy(isBusy) {
  byId("going").hidden = !isBusy;
  document.body.dataset.state = isBusy ? "working" : "shown";
  for (const id of ["export", "import-files", "import-folder"]) {
    /** @type {HTMLButtonElement} */ (byId(id)).disabled = isBusy || (id === "export" && chosen.length === 0);
  }
}

/** @param {{ name: string, reason: string }[]} faults @param {string} sentence */
function announceChecked(faults, sentence) {
  announce(sentence);
  showRefusals(faults);
}

/** @param {HTMLInputElement} input */
function onGiven(input) {
  input.addEventListener("change", () => {
    const given = [...(input.files ?? [])];
    // The same files may be given again.
    input.value = "";
    if (given.length > 0) run((signal) => importGiven(given, signal));
  });
}

localizePage();
showFormats();
byId("export").addEventListener("click", () => run(exportChosen));
byId("cancel").addEventListener("click", () => running?.abort());
byId("import-files").addEventListener("click", () => files.click());
byId("import-folder").addEventListener("click", () => folder.click());
onGiven(files);
onGiven(folder);
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { dataTransfer } = event;
  if (running || !dataTransfer?.types.includes("Files")) return;
  // The browser takes away what was dropped as soon as anything is awaited.
  const dropped = filesIn(dataTransfer);
  run(async (signal) => importGiven(await dropped, signal));
});
const copies = connectCopies({ run, showProgress, announce, announceChecked, fail });
Promise.all([showChosen(), copies]).then(
  () => {
    document.body.dataset.state = "shown";
  },
  (error) => {
    fail(error);
    document.body.dataset.state = "failed";
  },
);
