// Libraries of any size, written through the store's own functions, of pages that are the same in every run.

/** How many captures go into one transaction. */
const BATCH = 200;

/** What a page may be given; the rest is made up. @typedef {{ title?: string, body?: string, host?: string, lang?: string, tags?: string[], note?: string, read?: number | null, words?: number, byline?: string, image?: string }} Page */

/**
 * Adds captures. Their stamps are a minute apart, the first the newest.
 *
 * @param {any} page of the extension
 * @param {Page[]} pages
 * @returns {Promise<string[]>} their ids
 */
export function addPages(page, pages) {
  return page.evaluate(
    `async (window, pages) => { ${WRITE} return write(pages.map((one) => [one, one.body ?? one.title])); }`,
    pages,
  );
}

/**
 * Fills the library with captures of some size each, half of them English and half Chinese.
 *
 * @param {any} page of the extension
 * @param {number} count
 * @param {number} bytes of the text of each
 */
export async function fillLibrary(page, count, bytes) {
  for (let start = 0; start < count; start += BATCH) {
    const end = Math.min(start + BATCH, count);
    await page.evaluate(
      `async (window, start, end, bytes) => { ${WRITE} ${INVENT}
      const numbers = Array.from({ length: end - start }, (_, offset) => start + offset);
      await write(numbers.map((number) => invent(number, bytes)), start);
    }`,
      start,
      end,
      bytes,
    );
  }
}

const WRITE = `
  const from = (path) => import(window.location.origin + path);
  const { addCaptures } = await from("/store/captures.js");
  const { UNREAD } = await from("/store/unread.js");
  const { addressOf } = await from("/store/address.js");
  const { digest } = await from("/digest.js");
  const NEWEST = Date.UTC(2026, 5, 1);
  const MINUTE = 60_000;

  async function write(pages, first = 0) {
    const added = await Promise.all(pages.map(async ([known, body], index) => {
      const { host = "example.org", title = "Title", lang = "en", words = 100, tags = [], note = "", read = null, byline = null, image = null } = known;
      const stamp = NEWEST - (first + index) * MINUTE;
      const url = "https://" + host + "/" + (first + index);
      const html = body.split("\\n").map((line) => "<p>" + line + "</p>").join("");
      const file = "<!--" + stamp + "-->\\n[" + title + "](" + url + ")\\n------\\n\\n<article lang=\\"" + lang + "\\">" + html + "</article>\\n";
      const capture = {
        id: crypto.randomUUID(), stamp, url, address: addressOf(url), title, site: null, byline, authors: [],
        published: null, modified: null, lang, dir: null, excerpt: body.slice(0, 200), image, canonical: null,
        keywords: [], words, confidence: 1, policy: "article", selection: false, name: host + "/" + stamp + "_Title.md",
        digest: await digest(file), bytes: file.length, timings: null, ...UNREAD, tags, note, read,
      };
      return { capture, file };
    }));
    await addCaptures(added);
    return added.map(({ capture }) => capture.id);
  }
`;

/** Words by Zipf's law, out of 50,000 of English make and 5,000 characters of Han. */
const INVENT = `
  const WORDS = 50_000;
  const CHARACTERS = 5_000;
  const HAN = 0x4e00;
  const SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "xu", "zy"];

  function wordOf(rank) {
    let word = "";
    for (let rest = rank + 16; rest > 0; rest = Math.floor(rest / 16)) word += SYLLABLES[rest % 16];
    return word;
  }

  function invent(number, bytes) {
    let state = (number + 1) * 2654435761 % 4294967296;
    const chance = () => {
      state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
      return (state >>> 0) / 4294967296;
    };
    const rank = (most) => Math.floor(most ** chance()) - 1;
    const isHan = number % 2 === 1;
    const piece = () => (isHan ? String.fromCharCode(HAN + rank(CHARACTERS)) : wordOf(rank(WORDS)) + " ");
    const stop = () => (chance() < 0.05 ? (isHan ? "。" : ". ") : chance() < 0.005 ? "\\n" : "");
    const pieces = [];
    for (let size = 0; size < bytes; ) {
      const next = piece() + stop();
      pieces.push(next);
      size += isHan ? next.length * 3 : next.length;
    }
    const body = pieces.join("").trim();
    const title = pieces.slice(0, isHan ? 18 : 7).join("").replace(/\\n/g, " ").trim();
    const words = Math.round(bytes / (isHan ? 3 : 6));
    const known = { title, words, lang: isHan ? "zh" : "en", host: "site" + (number % 50) + ".example", tags: number % 10 ? [] : ["tenth"] };
    return [known, body];
  }
`;
