// The page of the reading view in the extension: it fetches a capture from the library, has the engine sanitize it, and
// lets `reading/` show it. All that the view needs of the extension is said here.

import { locate } from "./anchors.js";
import { byId } from "./by_id.js";
import { downloadCapture } from "./download.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "./engine.js";
import { lengthInWords, readingMinutes } from "./facts.js";
import { withImages } from "./images/addresses.js";
import { localizePage, say } from "./localize.js";
import { request } from "./messages.js";
import { fileName } from "./names.js";
import { LIBRARY, readerPath } from "./pages.js";
import { readChoices } from "./settings.js";
import { readCapture, readFile } from "./store/captures.js";
import { onChange } from "./store/changes.js";
import { NoSuchCapture } from "./store/database.js";
import { readAlbum, readImages } from "./store/images.js";
import { neighboursOf } from "./store/neighbours.js";
import { keepPlace } from "./store/notes.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

async function show() {
  const id = new URLSearchParams(location.search).get("id") ?? "";
  // The view is fetched while the capture is read; if that fails, it is awaited below.
  const view = import("./reading/open.js");
  view.catch(() => {});
  // It is compiled while the capture is read; if that fails, readCaptureFile() says why.
  loadEngine().catch(() => {});
  const [capture, file, choices, kept] = await Promise.all([
    readCapture(id),
    readFile(id),
    readChoices(),
    // Without them there are links in their places.
    readImages(id).catch(() => new Map()),
  ]);
  const { title, url, body } = await readCaptureFile(file);
  const illustrated = illustrator(kept);
  const html = illustrated(await sanitizeHtml(body, url));
  document.title = title;
  const userLanguage = { lang: say("language"), dir: say("direction") };
  const { lang, dir, stamp, place } = capture;
  const { openView } = await view;
  await openView({
    frame: byId("article"),
    bar: byId("bar"),
    panels: byId("panels"),
    article: { html, title, lang, dir, length: lengthInWords(capture), userLanguage },
    url,
    stamp,
    minutes: readingMinutes(capture),
    say,
    announce,
    open: (address) => browser.tabs.create({ url: address }),
    // It ends with the page.
    signal: new AbortController().signal,
    choices,
    // As highlights are: somebody may choose and close.
    keepChoices: (chosen) => request("choose", { choices: chosen }),
    place,
    keepPlace: (next) => keepPlace(id, next),
    highlights: highlightsOf(capture),
    locate,
    leftOut: leftOutOf(capture, illustrated),
    album: albumOf(await readAlbum(id).catch(() => null)),
    library: LIBRARY,
    neighbours: () => linksAround(capture),
    download: () => download(capture, file),
  });
  document.body.dataset.state = "shown";
}

/**
 * Puts kept images in their places. Only here is it known what is kept, and only what this page makes is put there; the
 * sanitizer lets no such address pass.
 * @param {Map<string, import("./store/images.js").Image>} kept by address
 * @returns {(html: string) => string} of sanitized HTML
 */
function illustrator(kept) {
  // They last as long as this page.
  const made = [...kept].map(([address, { type, bytes }]) => [
    address,
    URL.createObjectURL(new Blob([bytes], { type })),
  ]);
  const addresses = new Map(/** @type {[string, string][]} */ (made));
  return (html) => withImages(html, (address) => addresses.get(address));
}

/** @param {import("./store/images.js").Album | null} album */
function albumOf(album) {
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

/** The background keeps them, because it outlives this page: a note may be what somebody does last. @param {Capture} capture */
function highlightsOf({ id, highlights }) {
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

/** The page is read when it is first asked for. @param {Capture} capture @param {(html: string) => string} illustrated */
function leftOutOf(capture, illustrated) {
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
    marked: async () => {
      const marked = (await page())?.marked() ?? null;
      return marked && illustrated(marked);
    },
    keep: async (/** @type {import("./engine.js").Corrections} */ corrections) => {
      await keeping;
      return readerPath((await (await page())?.keep(corrections)) ?? capture.id);
    },
  };
}

/** @param {Capture} capture @param {string} file */
async function download(capture, file) {
  await downloadCapture(file, await fileName(capture), browser.extension.inIncognitoContext).then(
    (name) => announce(say("downloaded", name)),
    (error) => announce(say("actionFailed", error.message)),
  );
}

/** @param {string} sentence */
function announce(sentence) {
  byId("outcome").textContent = sentence;
}

/** @param {Error} error */
function fail(error) {
  announce(error instanceof NoSuchCapture ? say("noSuchCapture") : say("actionFailed", error.message));
}

localizePage();
announce(say("opening"));
show().then(
  () => announce(""),
  (error) => {
    fail(error);
    document.body.dataset.state = "failed";
  },
);
