// An article with a program and a table that are each longer than a sheet of paper.

const SHIPS = [
  "The Marianne, with salt and two passengers, who wished to be let out at the upper gate, and were.",
  "The Ebba, empty, and in a hurry.",
  "A tug with a raft of spruce behind it, which had to be taken through in three parts and tied together again.",
];
const [LINES, ROWS] = [160, 90];

const BEFORE =
  "For a season the lock kept its register by a program, and printed it every evening, because nobody trusted the machine to be there in the morning. Both are given here in full, as they were found, the program before what it wrote.";
const BETWEEN =
  "It ran from the first of April until the ice came, and was never changed, which is more than can be said of the lock. The keeper fed it by hand, a ship at a time, and read aloud what he typed, so that whoever waited in the chamber could correct him, as many did, and some at length.";
const AFTER =
  "After the last of them the keeper drained the chamber, greased the gates, and wrote the date below the table. In the spring there was a new machine, with a new program, and the register of that year is lost.";

/** A page with both. */
export function registerPage() {
  const told = (/** @type {string} */ words) => `<p>${words}</p>`.repeat(2);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The register of the lock</title></head><body>
<article><h1>The register of the lock</h1>
${told(BEFORE)}
<h2>The program of the first season</h2>
<pre><code>${Array.from({ length: LINES }, (_, index) => line(index)).join("\n")}</code></pre>
${told(BETWEEN)}
<table><caption>All ships of the season</caption><thead><tr><th>No.</th><th>Day</th><th>What passed</th></tr></thead>
<tbody>${Array.from({ length: ROWS }, (_, index) => row(index)).join("\n")}</tbody></table>
${told(AFTER)}
</article></body></html>
`;
}

/** Some are longer than a line of paper. @param {number} index */
function line(index) {
  const remark = index % 7 === 0 ? `  # ${"and a remark of the keeper ".repeat(5)}` : "";
  return index % 11 === 10 ? "" : `pass_${index} = count(chamber, gate=${index % 2})${remark}`;
}

/** The last are so high that a few of them are more than a sheet. @param {number} index */
function row(index) {
  const told = index < ROWS - 10 ? SHIPS[index % SHIPS.length] : `A raft${"<br>of spruce".repeat(14)}`;
  return `<tr><td>ship ${index}</td><td>${1 + (index % 28)} May</td><td>${told}</td></tr>`;
}
