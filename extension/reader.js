// The page of the reading view in the extension: it fetches a capture from the library, has the engine sanitize it, and
// lets `reading/` show it. Only what the text needs is imported at once; what stands around it comes when it is there.

import { byId } from "./by_id.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "./engine.js";
import { lengthInWords } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { showText } from "./reading/show.js";
import { choicesIn } from "./settings.js";

/** @typedef {import("./ahead.js").Ahead} Ahead */
/** @typedef {NonNullable<Awaited<Ahead["kept"]>>} Kept */

/** What was begun before this module was there. */
const { ahead } = /** @type {{ ahead: Ahead }} */ (/** @type {unknown} */ (globalThis));

async function show() {
  const { id } = ahead;
  // If it cannot be loaded, readCaptureFile() tries again and says why.
  await loadEngine(ahead.compiled).catch(() => {});
  const { capture, file, images } = (await ahead.kept) ?? (await readPatiently(id));
  const { title, url, body } = await readCaptureFile(file);
  const html = await sanitizeHtml(body, url);
  document.title = title;
  const { lang, dir, place } = capture;
  // It ends with the page.
  const { signal } = new AbortController();
  const view = await showText({
    frame: byId("article"),
    article: { html, title, lang, dir, length: lengthInWords(capture), userLanguage: userLanguage() },
    url,
    say,
    announce,
    fail,
    open: (address) => browser.tabs.create({ url: address }),
    signal,
    choices: choicesIn(await ahead.stored),
    place,
    pictures: await picturesOf(images, signal),
  });
  const { surroundWith } = await import("./around.js");
  await surroundWith(view, { capture, file, announce, fail });
  document.body.dataset.state = "shown";
}

/** The ordinary way to read, which says what is wrong. @param {string} id @returns {Promise<Kept>} */
async function readPatiently(id) {
  const [{ readCapture, readFile }, { readAlbum }] = await Promise.all([
    import("./store/captures.js"),
    import("./store/images.js"),
  ]);
  // Without its album there are links in the places of images.
  const noAlbum = () => null;
  const [capture, file, album] = await Promise.all([readCapture(id), readFile(id), readAlbum(id).catch(noAlbum)]);
  return { capture, file, images: album?.kept ?? [] };
}

function userLanguage() {
  return { lang: say("language"), dir: say("direction") };
}

/**
 * The kept images, which the text does not wait for.
 * @param {Kept["images"]} images
 * @param {AbortSignal} signal
 */
async function picturesOf(images, signal) {
  if (images.length === 0) return null;
  const { PicturePlaces } = await import("./reading/pictures.js");
  const digests = new Map(images.map(({ address, digest }) => [address, digest]));
  const read = async (/** @type {string} */ address) =>
    (await import("./store/images.js")).readImage(digests.get(address) ?? "");
  return new PicturePlaces({ addresses: [...digests.keys()], read }, signal);
}

/** @param {string} sentence */
function announce(sentence) {
  byId("outcome").textContent = sentence;
}

/** @param {Error} error */
async function fail(error) {
  const { describeFailure } = await import("./failure.js");
  announce(describeFailure(error));
}

localizePage();
announce(say("opening"));
show().then(
  () => announce(""),
  async (error) => {
    await fail(error);
    document.body.dataset.state = "failed";
  },
);
