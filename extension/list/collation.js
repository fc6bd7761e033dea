// The order of words in the reader's language. It takes a microsecond or two a comparison, which is a fifth of a second for
// ten thousand titles: so they are ranked once, a slice at a time, and compared by rank from then on.

/** How long a slice may keep the page from its other work, in ms: less than a frame. */
const SLICE = 8;

/** What is sorted at once before anybody looks at the clock. */
const RUN = 128;

/**
 * The rank of each text among all of them.
 * @param {Iterable<string>} texts
 * @param {string} language a BCP 47 tag
 * @returns {Promise<Map<string, number>>}
 */
export async function rankTexts(texts, language) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const pause = pauses();
  /** @type {string[][]} */
  let runs = [];
  const distinct = [...new Set(texts)];
  for (let start = 0; start < distinct.length; start += RUN) {
    runs.push(distinct.slice(start, start + RUN).sort(compare));
    await pause();
  }
  while (runs.length > 1) runs = await mergePairs(runs, compare, pause);
  return new Map(runs[0]?.map((text, rank) => [text, rank]));
}

/**
 * @param {string[][]} runs sorted
 * @param {(a: string, b: string) => number} compare
 * @param {() => Promise<void>} pause
 */
async function mergePairs(runs, compare, pause) {
  const merged = [];
  for (let index = 0; index < runs.length; index += 2) {
    merged.push(await mergePair(runs[index] ?? [], runs[index + 1] ?? [], compare, pause));
  }
  return merged;
}

/** @param {string[]} left @param {string[]} right @param {(a: string, b: string) => number} compare @param {() => Promise<void>} pause */
async function mergePair(left, right, compare, pause) {
  const merged = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const [first, second] = [left[l] ?? "", right[r] ?? ""];
    if (compare(first, second) <= 0) {
      merged.push(first);
      l += 1;
    } else {
      merged.push(second);
      r += 1;
    }
    if (merged.length % RUN === 0) await pause();
  }
  return merged.concat(left.slice(l), right.slice(r));
}

/** A pause that lasts only where the slice is over. */
export function pauses() {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve));
    begun = performance.now();
  };
}
