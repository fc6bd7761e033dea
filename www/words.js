// The site's words. The modules that the extension shares with the site ask the browser for messages, as extensions do;
// here the same files answer, and this is all of `browser` that there is.

/** @typedef {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} Messages */

/** Where the messages lie of the languages that the site's own pages are written in: folders below both `_locales`. */
const FOLDERS = ["en", "zh_CN"];
const FALLBACK = "en";

/** Loads the words of the user's language, or of the one that the address asks for with `?lang=`. */
export async function loadWords() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  const folder = wanted.map((tag) => FOLDERS.find((name) => name.slice(0, 2) === tag)).find(Boolean) ?? FALLBACK;
  const messages = { ...(await read(FALLBACK)), ...(folder === FALLBACK ? {} : await read(folder)) };
  const i18n = {
    getMessage: (/** @type {string} */ name, /** @type {string | string[]} */ values = []) =>
      say(messages, name, [values].flat()),
  };
  Object.assign(globalThis, { browser: { i18n } });
}

/** @param {string} folder @returns {Promise<Messages>} the extension's words and the site's own */
async function read(folder) {
  const files = [`../extension/_locales/${folder}/messages.json`, `_locales/${folder}/messages.json`];
  const read = files.map(async (file) => (await fetch(new URL(file.replace("../", "./"), import.meta.url))).json());
  return Object.assign({}, ...(await Promise.all(read)));
}

/** @param {Messages} messages @param {string} name @param {string[]} values */
function say(messages, name, values) {
  const found = messages[name];
  if (!found) return "";
  const places = found.placeholders ?? {};
  const named = found.message.replace(/\$(\w+)\$/g, (whole, place) => places[place.toLowerCase()]?.content ?? whole);
  return named.replace(/\$(\d)/g, (_, number) => values[Number(number) - 1] ?? "").replaceAll("$$", "$");
}
