// The names of files, through real downloads: whatever a title holds, the browser writes the file under the name that it
// was asked for, inside the folder, and that name means nothing to any system.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSession } from "../extension/session.js";
import { startServer } from "./server.js";

const STAMP = 1_790_000_000_000;
const LONGEST_NAME = 150;
const REFUSED = /[/\\:*?"<>|\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const DEVICE = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³]|conin\$|conout\$|clock\$)\s*(\.|$)/i;

/** Titles that some system, shell or browser reads otherwise than as words. */
const TITLES = [
  ..."CON con.txt Prn.md AUX nul. COM1 lpt9.x COM² CONIN$ conout$ CLOCK$".split(" "),
  "con .txt",
  "con:.txt",
  "../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "/etc/passwd",
  "\\\\server\\share",
  "C:\\autoexec.bat",
  "file:///reports/x",
  "https://e.example/a?b=c#d",
  "...",
  ".hidden",
  ".",
  "-rf",
  "--help",
  "; rm -rf ~",
  "`id` $(id) %PATH% $HOME",
  "a%2e%2e%2fb%00c",
  "a\nb\rc\td",
  "a\u0000b\u0007c\u009bd",
  "a\u2028b\u2029c",
  "\u202egnp.exe",
  "\u2066a\u2069\u200fb\u061cc",
  "\u200b\u200d\ufeff",
  "a\u{e0041}\u{e007f}b",
  "trailing. . .",
  "   leading",
  'a:b*c?d"e<f>g|h',
  "page.html.exe",
  "setup.exe.md.crdownload",
  "x.desktop",
  "desktop.ini",
  "Thumbs.db",
  "$MFT",
  "~$lock.docx",
  "ｃｏｎ",
  "e\u0301".repeat(120),
  "雨".repeat(120),
  "👩\u200d👩\u200d👧".repeat(40),
  "🇳🇴".repeat(60),
  "a\u0301".repeat(300),
  "ﷺ".repeat(60),
  "x".repeat(400),
  "\ud800 lone \udc00",
  "",
];

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import("../extension/session.js").Session} */
let session;
before(async () => {
  server = await startServer();
  session = await startSession({ server });
});
after(async () => {
  await session?.close();
  await server?.close();
});

test("every title gives a name that the browser takes as it is", async (t) => {
  const files = await session.office.evaluate(downloadAll, TITLES, STAMP);
  assert.equal(files.length, TITLES.length);
  for (const [at, { name, saved, file }] of files.entries()) {
    const told = `${JSON.stringify(TITLES[at])} became ${JSON.stringify(name)}, was saved as ${JSON.stringify(saved)}`;
    const [host, base, ...more] = name.split("/");
    assert.deepEqual([host, more], ["harbour.example", []], told);
    assert.ok(!REFUSED.test(base) && !/^[-. ]|[. ]$/.test(base) && base.endsWith(".md"), told);
    assert.ok(!DEVICE.test(base) && !DEVICE.test(base.replace(/^\d+_/, "")), told);
    assert.ok(Buffer.byteLength(base) <= LONGEST_NAME, told);
    assert.equal(saved, base, told);
    assert.equal(readFileSync(join(session.downloads, "Offprint", name), "utf8"), file, told);
  }
  assert.deepEqual(readdirSync(session.downloads), ["Offprint"], "nothing is written beside the folder");
  t.diagnostic(`${files.length} titles`);
});

test("a name that is taken gets a number", async () => {
  const [first, second] = await session.office.evaluate(downloadAll, ["Twice", "Twice"], STAMP + 1);
  assert.equal(first.name, second.name);
  assert.notEqual(first.saved, second.saved);
  for (const { saved } of [first, second]) {
    assert.ok(existsSync(join(session.downloads, "Offprint", "harbour.example", saved)));
  }
});

/** Runs in a page of the extension: captures a page of each title and downloads it. */
async function downloadAll(/** @type {any} */ window, /** @type {string[]} */ titles, /** @type {number} */ stamp) {
  const { readPage, selectFrom } = await import(`${window.location.origin}/engine.js`);
  const { downloadCapture } = await import(`${window.location.origin}/download.js`);
  const escaped = (/** @type {string} */ text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const words = "<p>Every evening at nine the harbour master counts the boats, twice, and writes the number down.</p>";
  const files = [];
  for (const [at, title] of titles.entries()) {
    const html = `<!DOCTYPE html><title>${escaped(title)}</title><article>${words.repeat(5)}</article>`;
    const page = await readPage(html.toWellFormed(), "https://harbour.example/count");
    const { capture, name } = selectFrom(page, "page", titles[0] === titles[1] ? stamp : stamp + 10 + at);
    files.push({ name, saved: await downloadCapture(capture, name, false), file: capture });
  }
  return files;
}
