// The page of the reading view in the extension: it fetches a capture from the library, has the engine sanitize it, and
// lets `reading/` show it. Only what the text needs is imported at once; what stands around it comes when it is there.

import { byId } from "./by_id.js";
import { loadEngine, readCaptureFile, sanitizeHtml } from "./engine.js";
import { lengthInWords } from "./facts.js";
import { localizePage, say } from "./localize.js";
import { showText } from "./reading/show.js";
import { readChoices } from "./settings.js";

/** @typedef {import("./store/images.js").Image} Image */
/** @typedef {import("./ahead.js").Ahead} Ahead */
/** @typedef {Awaited<Ahead["kept"]>} Kept */

/** What was begun before this module was there. */
const { ahead } = /** @type {{ ahead: Ahead }} */ (/** @type {unknown} */ (globalThis));

async function show() {
  const { id } = ahead;
  const choosing = readChoices();
  choosing.catch(() => {});
  // If it cannot be loaded, readCaptureFile() tries again and says why.
  await loadEngine(ahead.compiled).catch(() => {});
  const { capture, file, hasImages } = (await ahead.kept) ?? (await readPatiently(id));
  const { title, url, body } = await readCaptureFile(file);
  const illustrated = hasImages ? await illustrator(id) : asItIs;
  const html = illustrated(await sanitizeHtml(body, url));
  document.title = title;
  const { lang, dir, place } = capture;
  const view = await showText({
    frame: byId("article"),
    article: { html, title, lang, dir, length: lengthInWords(capture), userLanguage: userLanguage() },
    url,
    say,
    announce,
    open: (address) => browser.tabs.create({ url: address }),
    // It ends with the page.
    signal: new AbortController().signal,
    choices: await choosing,
    place,
  });
  const { surroundWith } = await import("./around.js");
  await surroundWith(view, { capture, file, illustrated, announce, fail });
  document.body.dataset.state = "shown";
}

/** The ordinary way to read, which says what is wrong. @param {string} id @returns {Promise<NonNullable<Kept>>} */
async function readPatiently(id) {
  const { readCapture, readFile } = await import("./store/captures.js");
  const [capture, file] = await Promise.all([readCapture(id), readFile(id)]);
  return { capture, file, hasImages: true };
}

function userLanguage() {
  return { lang: say("language"), dir: say("direction") };
}

/** @param {string} html */
const asItIs = (html) => html;

/**
 * Puts kept images in their places. Only here is it known what is kept, and only what this page makes is put there; the
 * sanitizer lets no such address pass.
 * @param {string} id
 * @returns {Promise<(html: string) => string>} of sanitized HTML
 */
async function illustrator(id) {
  const [{ readImages }, { withImages }] = await Promise.all([
    import("./store/images.js"),
    import("./images/addresses.js"),
  ]);
  // Without them there are links in their places.
  const kept = await readImages(id).catch(() => /** @type {Map<string, Image>} */ (new Map()));
  // They last as long as this page.
  const made = [...kept].map(([address, { type, bytes }]) => [
    address,
    URL.createObjectURL(new Blob([bytes], { type })),
  ]);
  const addresses = new Map(/** @type {[string, string][]} */ (made));
  return (html) => withImages(html, (address) => addresses.get(address));
}

/** @param {string} sentence */
function announce(sentence) {
  byId("outcome").textContent = sentence;
}

/** @param {Error} error */
async function fail(error) {
  const { NoSuchCapture } = await import("./store/database.js");
  announce(error instanceof NoSuchCapture ? say("noSuchCapture") : say("actionFailed", error.message));
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
