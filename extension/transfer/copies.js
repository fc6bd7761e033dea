// The part of the page that is about copies outside the browser: where they go, how many there are, and whether they are
// what they should be.

import { byId } from "../by_id.js";
import { checkCopies, openAmong } from "../copies/check.js";
import { askFor, canPickFolder, keptFolder, openFile, pickFolder } from "../copies/folder.js";
import { changeFolder, copyMissing, forgetCopies, withoutCopy } from "../copies/keep.js";
import { inDigits, say } from "../localize.js";
import { readSettings, writeSetting } from "../settings.js";
import { listBin } from "../store/bin.js";
import { allCaptures } from "../store/captures.js";
import { onChange, UNLISTED } from "../store/changes.js";

/** @typedef {{ name: string, reason: string }} Refused */

/**
 * What the page does for all its parts: one thing at a time, with progress, and what came of it.
 * @typedef {{
 *   run: (act: (signal: AbortSignal) => Promise<void>) => Promise<void>,
 *   showProgress: (done: number, total: number) => void,
 *   announce: (sentence: string) => void,
 *   announceChecked: (faults: Refused[], sentence: string) => void,
 *   fail: (error: Error) => void,
 * }} Page
 */

/** How many copies there are is counted when none was made or forgotten for so long, in ms: to count reads all captures. */
const REST = 200;

const places = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=place]"));

/** The place that the settings name. */
let chosen = "off";

/** The folder that was picked; read before it is used, because nothing may come between a click and the browser's question. */
let folder = /** @type {FileSystemDirectoryHandle | null} */ (null);

/** @param {Page} page */
export async function connectCopies(page) {
  chosen = (await readSettings()).copies;
  folder = await keptFolder();
  showChosen();
  for (const place of places) {
    place.addEventListener("change", async () => {
      await page.run((signal) => choose(page, place.value, signal));
      // Where nothing was picked, or something else was under way, it stays as it was.
      showChosen();
    });
    // Only Chromium lets an extension keep a folder.
    if (place.value === "folder" && !canPickFolder()) place.closest("label")?.remove();
  }
  byId("copy-missing").addEventListener("click", () => page.run((signal) => copy(page, signal)));
  byId("check-copies").addEventListener("click", () => startCheck(page));
  const shown = /** @type {HTMLInputElement} */ (byId("checked-folder"));
  shown.addEventListener("change", () => {
    const files = [...(shown.files ?? [])];
    shown.value = "";
    if (files.length > 0) page.run((signal) => check(page, openAmong(files), signal));
  });
  followChanges(page);
  await showCopied();
}

/** @param {Page} page */
function followChanges(page) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  onChange(({ kind }) => {
    if (UNLISTED.has(kind)) return;
    clearTimeout(resting);
    resting = setTimeout(() => showCopied().catch(page.fail), REST);
  });
}

function showChosen() {
  for (const place of places) place.checked = place.value === chosen;
}

/** @param {Page} page @param {string} place @param {AbortSignal} signal */
async function choose(page, place, signal) {
  if (place === "folder") {
    folder = await pickFolder();
    await changeFolder(folder);
  }
  await writeSetting("copies", place);
  chosen = place;
  showChosen();
  if (place !== "off") await copyAll(page, signal);
  else page.announce(say("saved"));
  await showCopied();
}

/** @param {Page} page @param {AbortSignal} signal */
async function copy(page, signal) {
  if (chosen === "folder" && folder) await askFor(folder, "readwrite");
  await copyAll(page, signal);
  await showCopied();
}

/** @param {Page} page @param {AbortSignal} signal */
async function copyAll(page, signal) {
  const { left, refused } = await copyMissing({ signal, onProgress: page.showProgress });
  page.announceChecked(refused, left > 0 ? say("copiesLeft", inDigits(left)) : say("copiesDone"));
}

/** Of a folder that was picked the copies are opened at once; of downloads the user has to show where they are. @param {Page} page */
function startCheck(page) {
  const picked = chosen === "folder" ? folder : null;
  if (!picked) return byId("checked-folder").click();
  page.run(async (signal) => {
    await askFor(picked, "read");
    await check(page, (name) => openFile(picked, name), signal);
  });
}

/** @param {Page} page @param {(name: string) => Promise<File | null>} open @param {AbortSignal} signal */
async function check(page, open, signal) {
  const captures = await allCaptures();
  const checked = await checkCopies(captures, open, { signal, onProgress: page.showProgress });
  await forgetCopies([...checked.missing, ...checked.different]);
  // Who put one back later would be told of a copy that nobody has looked for. What is deleted may lack one without a word.
  const deleted = await checkCopies(
    (await listBin()).filter(({ copy }) => copy),
    open,
    { signal },
  );
  await forgetCopies([...deleted.missing, ...deleted.different]);
  const faults = [
    ...checked.missing.map(({ title }) => ({ name: title, reason: say("copiesIsMissing") })),
    ...checked.different.map(({ title }) => ({ name: title, reason: say("copiesIsDifferent") })),
    ...checked.unread.map(({ capture, reason }) => ({ name: capture.title, reason })),
  ];
  const counts = [inDigits(checked.intact.length), inDigits(captures.length)];
  page.announceChecked(faults, say("copiesChecked", counts));
  await showCopied();
}

async function showCopied() {
  const isOn = chosen !== "off";
  for (const id of ["copied", "check-copies"]) byId(id).hidden = !isOn;
  byId("copy-missing").hidden = true;
  if (!isOn) return;
  const [all, missing] = await Promise.all([allCaptures(), withoutCopy()]);
  byId("copied").textContent = say("copiesCount", [inDigits(all.length - missing.length), inDigits(all.length)]);
  byId("copy-missing").hidden = missing.length === 0;
}
