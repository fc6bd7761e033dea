// What is done to captures from the list, and what is said when it is done.

import { downloadBlob, downloadCapture } from "../download.js";
import { askForAnnotation } from "../list/annotate.js";
import { inDigits, say } from "../localize.js";
import { exportName, fileName } from "../names.js";
import { readerPath, versionsPath } from "../pages.js";
import { binCaptures, restoreCaptures } from "../store/bin.js";
import { readFile } from "../store/captures.js";
import { changeTags, markRead, setNote } from "../store/notes.js";
import { handChoice } from "../transfer/choice.js";

/** @typedef {import("../list/shelf.js").Entry} Entry */
/** @typedef {import("../list/capture_list.js").Act | "export" | "restore"} Act */

/**
 * The page around: `announce` shows a sentence, `focus` gives the focus back to an entry after a dialog, `knownTags` are those
 * that the dialog offers.
 * @typedef {{ announce: (sentence: string) => void, focus: (id: string) => void, knownTags: () => string[] }} Page
 */

export class Acts {
  #page;
  /** What can be put back, the last deletion at the end. @type {{ ids: string[], titles: string[] }[]} */
  #deletions = [];

  /** @type {Record<Act, (entries: Entry[]) => Promise<void>>} */
  #acts = {
    open: async ([entry]) => location.assign(readerPath(entry?.capture.id ?? "")),
    compare: async ([entry]) => {
      if (entry && entry.versions.length > 1) location.assign(versionsPath(entry.capture.id));
    },
    delete: (entries) => this.#delete(entries),
    restore: (entries) => this.#restore(entries),
    tag: (entries) => this.#annotate(entries),
    read: (entries) => this.#markRead(entries),
    download: (entries) => this.#download(entries),
    export: async (entries) => location.assign(handChoice(idsOf(entries))),
  };

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Whether there is a deletion that can be taken back. */
  get canUndo() {
    return this.#deletions.length > 0;
  }

  /** @param {Act} act @param {Entry[]} entries */
  async run(act, entries) {
    if (entries.length > 0) await this.#acts[act](entries);
  }

  /** Takes the last deletion back. @returns {Promise<string[]>} the captures that are there again */
  async undo() {
    const latest = this.#deletions.pop();
    if (!latest) return [];
    await restoreCaptures(latest.ids).catch((error) => {
      this.#deletions.push(latest);
      throw error;
    });
    this.#sayOf("putBack", "listPutBack", latest.titles);
    return latest.ids;
  }

  /** A page goes with all its versions: nobody expects an older one to take its place. @param {Entry[]} entries */
  async #delete(entries) {
    const ids = await binCaptures(idsOf(entries));
    const titles = titlesOf(entries);
    this.#deletions.push({ ids, titles });
    this.#sayOf("deleted", "listDeleted", titles);
  }

  /** @param {Entry[]} entries */
  async #restore(entries) {
    await restoreCaptures(idsOf(entries));
    this.#sayOf("putBack", "listPutBack", titlesOf(entries));
  }

  /** @param {Entry[]} entries */
  async #annotate(entries) {
    const captures = entries.map(({ capture }) => capture);
    const ids = captures.map(({ id }) => id);
    const [first = ""] = ids;
    const annotation = await askForAnnotation(captures, this.#page.knownTags(), say);
    this.#page.focus(first);
    if (!annotation) return;
    await changeTags(ids, annotation);
    if (annotation.note !== null) await setNote(first, annotation.note);
    this.#page.announce(say("listAnnotated"));
  }

  /** Marks as read, or as unread where all are read. @param {Entry[]} entries */
  async #markRead(entries) {
    const isRead = entries.every(({ capture }) => capture.read !== null);
    const ids = entries.map(({ capture }) => capture.id);
    await markRead(ids, isRead ? null : Date.now());
    this.#page.announce(say(isRead ? "listMarkedUnread" : "listMarkedRead", inDigits(ids.length)));
  }

  /** One capture as a file, several as a zip of their files. @param {Entry[]} entries */
  async #download(entries) {
    const captures = entries.map(({ capture }) => capture);
    const [first] = captures;
    const isPrivate = browser.extension.inIncognitoContext;
    if (captures.length === 1 && first) {
      const name = await downloadCapture(await readFile(first.id), await fileName(first), isPrivate);
      return this.#page.announce(say("downloaded", name));
    }
    // Few who open the library need it.
    const { exportCaptures, FORMATS } = await import("../transfer/export.js");
    const zip = await exportCaptures("captures", captures, { title: "" });
    const name = await exportName(captures, FORMATS.captures.extension);
    this.#page.announce(say("downloaded", await downloadBlob(zip, name, isPrivate)));
  }

  /** Names the one it was done to, or says how many. @param {string} one @param {string} several @param {string[]} names */
  #sayOf(one, several, names) {
    const [name = ""] = names;
    this.#page.announce(names.length === 1 ? say(one, name) : say(several, inDigits(names.length)));
  }
}

/** @param {Entry[]} entries */
function idsOf(entries) {
  return entries.flatMap(({ versions }) => versions.map(({ id }) => id));
}

/** @param {Entry[]} entries */
function titlesOf(entries) {
  return entries.map(({ capture }) => capture.title);
}
