// The part of the page that is about copies outside the browser: where they go, how many there are, and whether they are
// what they should be.

import { checkCopies, openAmong } from "../copies/check.js";
import { canPickFolder, keptFolder, mayWrite, openFile, pickFolder } from "../copies/folder.js";
import { copyMissing, withoutCopy } from "../copies/keep.js";
import { say } from "../localize.js";
import { readSettings, writeSetting } from "../settings.js";
import { allCaptures } from "../store/captures.js";
import { onChange } from "../store/changes.js";

/**
 * What the page does for all its parts: one thing at a time, with progress, and what came of it.
 * @typedef {{
 *   run: (act: (signal: AbortSignal) => Promise<void>) => Promise<void>,
 *   showProgress: (done: number, total: number) => void,
 *   announce: (sentence: string) => void,
 *   announceChecked: (faults: { name: string, reason: string }[], sentence: string) => void,
 * }} Page
 */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const element = (id) => /** @type {T} */ (document.getElementById(id));
const places = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=place]"));
const number = (/** @type {number} */ count) => count.toLocaleString(say("language"));

/** @param {Page} page */
export async function connectCopies(page) {
  const { copies } = await readSettings();
  for (const place of places) {
    place.checked = place.value === copies;
    place.addEventListener("change", () => page.run((signal) => choose(page, place.value, signal)));
    // Only Chromium lets an extension keep a folder.
    if (place.value === "folder" && !canPickFolder()) place.closest("label")?.remove();
  }
  element("copy-missing").addEventListener("click", () => page.run((signal) => copy(page, signal)));
  element("check-copies").addEventListener("click", () => startCheck(page));
  const folder = /** @type {HTMLInputElement} */ (element("checked-folder"));
  folder.addEventListener("change", () => {
    const files = [...(folder.files ?? [])];
    folder.value = "";
    if (files.length > 0) page.run((signal) => check(page, openAmong(files), signal));
  });
  onChange(({ kind }) => {
    if (kind !== "placed") showCopied().catch(() => {});
  });
  await showCopied();
}

/** @param {Page} page @param {string} place @param {AbortSignal} signal */
async function choose(page, place, signal) {
  const { copies } = await readSettings();
  try {
    if (place === "folder") await pickFolder();
    await writeSetting("copies", place);
  } catch (error) {
    // Nothing was picked: it stays as it was.
    for (const one of places) one.checked = one.value === copies;
    throw error;
  }
  if (place === "off") page.announce(say("saved"));
  else await copy(page, signal);
}

/** @param {Page} page @param {AbortSignal} signal */
async function copy(page, signal) {
  const folder = await keptFolder();
  if (folder) await mayWrite(folder, { ask: true });
  const left = await copyMissing({ signal, onProgress: page.showProgress });
  page.announce(left > 0 ? say("copiesLeft", number(left)) : say("copiesDone"));
  await showCopied();
}

/** Of a folder that was picked the copies are opened at once; of downloads the user has to show where they are. @param {Page} page */
async function startCheck(page) {
  const { copies } = await readSettings();
  const folder = copies === "folder" ? await keptFolder() : null;
  if (!folder) element("checked-folder").click();
  else {
    await page.run(async (signal) => {
      await mayWrite(folder, { ask: true });
      await check(page, (name) => openFile(folder, name), signal);
    });
  }
}

/** @param {Page} page @param {(name: string) => Promise<File | null>} open @param {AbortSignal} signal */
async function check(page, open, signal) {
  const captures = await allCaptures();
  const { intact, missing, different } = await checkCopies(captures, open, { signal, onProgress: page.showProgress });
  const faults = [
    ...missing.map(({ title }) => ({ name: title, reason: say("copiesIsMissing") })),
    ...different.map(({ title }) => ({ name: title, reason: say("copiesIsDifferent") })),
  ];
  page.announceChecked(faults, say("copiesChecked", [number(intact.length), number(captures.length)]));
}

async function showCopied() {
  const { copies } = await readSettings();
  const isOn = copies !== "off";
  for (const id of ["copied", "copy-missing"]) element(id).hidden = !isOn;
  element("check-copies").hidden = !isOn;
  if (!isOn) return;
  const [all, missing] = await Promise.all([allCaptures(), withoutCopy()]);
  element("copied").textContent = say("copiesCount", [number(all.length - missing.length), number(all.length)]);
  element("copy-missing").hidden = missing.length === 0;
}
