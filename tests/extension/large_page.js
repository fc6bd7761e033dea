// An article of one megabyte, made of a few sentences in ever new order.

const SIZE = 1_000_000;
const SENTENCES = [
  "The ferry keeps a log of everything that was left on board, and the log is longer than the ferry.",
  "Nobody has counted the umbrellas since the year the purser tried, gave up at four hundred, and went ashore.",
  "A cello stood in the saloon for a whole summer, and was played, a little, by everybody who waited for the fog to lift.",
  "What is not fetched within a year is sold at the quay, on the first dry Saturday, to people who were looking for it.",
  "The record for one crossing is held by a wedding party, which left behind a cake, two hats and an uncle.",
  "He was returned on the evening boat, well fed, and asked whether he might do it again next year.",
  "The crew say that things are not lost at sea at all; they merely take the slow connection.",
];

/** A page that is mostly article, with a menu before it and links behind. */
export function largePage() {
  const paragraphs = [];
  for (let length = 0, count = 0; length < SIZE; count += 1) {
    const paragraph = `<p>Entry ${count + 1}. ${turned(count).join(" ")}</p>\n`;
    paragraphs.push(count % 20 === 19 ? `<h2>Volume ${(count + 1) / 20}</h2>\n${paragraph}` : paragraph);
    length += paragraph.length;
  }
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The log of things left on board</title></head><body>
<nav><a href="/">Home</a> <a href="/ferries">Ferries</a> <a href="/fares">Fares</a></nav>
<article><h1>The log of things left on board</h1>
${paragraphs.join("")}</article>
<footer><a href="/about">About</a> <a href="/imprint">Imprint</a></footer>
</body></html>
`;
}

/**
 * Another order of the sentences for every number.
 *
 * @param {number} count
 */
function turned(count) {
  const start = count % SENTENCES.length;
  const step = 1 + (Math.floor(count / SENTENCES.length) % (SENTENCES.length - 1));
  return SENTENCES.map((_, index) => SENTENCES[(start + index * step) % SENTENCES.length]);
}
