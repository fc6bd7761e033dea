// The page of the reading view in the extension: it fetches a capture from the library, has the engine sanitize it, and
// lets `reading/` show it. All that the view needs of the extension is said here.

import { locate } from "./anchors.js";
import { byId } from "./by_id.js";
import { downloadCapture } from "./download.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "./engine.js";
import { lengthInWords, readingMinutes } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { request } from "./messages.js";
import { fileName } from "./names.js";
import { LIBRARY, readerPath } from "./pages.js";
import { readChoices } from "./settings.js";
import { readCapture, readFile } from "./store/captures.js";
import { onChange } from "./store/changes.js";
import { NoSuchCapture } from "./store/database.js";
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
  const [capture, file, choices] = await Promise.all([readCapture(id), readFile(id), readChoices()]);
  const { title, url, body } = await readCaptureFile(file);
  const html = await sanitizeHtml(body, url);
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
    leftOut: leftOutOf(capture),
    library: LIBRARY,
    neighbours: () => linksAround(capture),
    download: () => download(capture, file),
  });
  document.body.dataset.state = "shown";
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

/** The page is read when it is first asked for. @param {Capture} capture */
function leftOutOf(capture) {
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
