// What stands around the text of a capture in the extension: what its reader keeps beside it, corrects, downloads, and where
// they go from it. All that the features of the reading view need of the extension is said here.

import { locate } from "./anchors.js";
import { byId } from "./by_id.js";
import { downloadCapture } from "./download.js";
import { readingMinutes } from "./facts.js";
import { say } from "./localize.js";
import { request } from "./messages.js";
import { fileName } from "./names.js";
import { LIBRARY, readerPath } from "./pages.js";
import { surround } from "./reading/open.js";
import { readCapture } from "./store/captures.js";
import { onChange } from "./store/changes.js";
import { readAlbum } from "./store/images.js";
import { neighboursOf } from "./store/neighbours.js";
import { keepPlace, markRead } from "./store/notes.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

/**
 * The capture that is shown.
 * @typedef {{
 *   capture: Capture, file: string,
 *   announce: (sentence: string) => void, fail: (error: Error) => void,
 * }} Opened
 */

/** @param {import("./reading/view.js").View} view @param {Opened} opened */
export async function surroundWith(view, opened) {
  const { capture } = opened;
  const { id } = capture;
  await surround(view, {
    bar: byId("bar"),
    panels: byId("panels"),
    stamp: capture.stamp,
    minutes: readingMinutes(capture),
    // As highlights are: somebody may choose and close.
    keepChoices: (chosen) => request("choose", { choices: chosen }),
    keepPlace: (next) => keepPlace(id, next),
    highlights: highlightsOf(opened),
    locate,
    leftOut: leftOutOf(opened),
    album: albumOf(await readAlbum(id).catch(() => null), opened),
    library: LIBRARY,
    neighbours: () => linksAround(capture),
    download: () => download(opened),
  });
  // Losing it loses nothing.
  markSeen(capture).catch(() => {});
}

/** As with letters: what somebody has before them is no longer unread. @param {Capture} capture */
async function markSeen({ id, read }) {
  if (read !== null) return;
  if (document.hidden) {
    await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
  }
  await markRead([id]);
}

/** @param {import("./store/images.js").Album | null} album @param {Opened} opened */
function albumOf(album, { fail }) {
  if (!album) return null;
  const { id } = album;
  // The background may have been stopped while it was at it.
  if (album.attempts !== undefined) request("illustrate", {}).catch(() => {});
  return {
    follow: (/** @type {(state: { kept: number, all: number, isFilling: boolean }) => void} */ listener) => {
      const tell = async () => {
        const { addresses, kept, attempts } = (await readAlbum(id)) ?? album;
        listener({ kept: kept.length, all: addresses.length, isFilling: attempts !== undefined });
      };
      onChange(({ kind, ids }) => kind === "illustrated" && ids.includes(id) && tell().catch(fail));
      tell().catch(fail);
    },
  };
}

/** @param {Capture} capture */
async function linksAround(capture) {
  const { newer, older } = await neighboursOf(capture);
  /** @param {Capture | null} one */
  const link = (one) => one && { href: readerPath(one.id), title: one.title };
  return { previous: link(newer), next: link(older) };
}

/** What is being kept of highlights: a new version takes them along. @type {Promise<unknown>} */
let keeping = Promise.resolve();

/** The background keeps them, because it outlives this page: a note may be what somebody does last. @param {Opened} opened */
function highlightsOf({ capture: { id, highlights }, fail }) {
  return {
    all: highlights,
    keep: async (/** @type {import("./highlights.js").Change} */ change) => {
      const kept = request("highlight", { id, change });
      keeping = Promise.allSettled([keeping, kept]);
      await kept;
    },
    follow: (/** @type {(all: import("./highlights.js").Highlight[]) => void} */ listener) => {
      const tell = () => readCapture(id).then(({ highlights: all }) => listener(all), fail);
      onChange(({ kind, ids }) => kind === "changed" && ids.includes(id) && tell());
      // Another window may have changed some since the capture was read.
      tell();
    },
  };
}

/** The page is read when it is first asked for. @param {Opened} opened */
function leftOutOf({ capture }) {
  /** @type {Promise<import("./correct.js").CorrectedPage | null> | null} */
  let opening = null;
  const page = () => {
    opening ??= import("./correct.js")
      .then(({ openPageOf }) => openPageOf(capture))
      .catch((error) => {
        opening = null;
        throw error;
      });
    return opening;
  };
  return {
    marked: async () => (await page())?.marked() ?? null,
    keep: async (/** @type {import("./engine.js").Corrections} */ corrections) => {
      await keeping;
      return readerPath((await (await page())?.keep(corrections)) ?? capture.id);
    },
  };
}

/** @param {Opened} opened */
async function download({ capture, file, announce }) {
  const name = await downloadCapture(file, await fileName(capture), browser.extension.inIncognitoContext);
  announce(say("downloaded", name));
}
