// In and out: what leaves comes back byte for byte, what is refused is said, and the page does both.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { emptyDatabase, runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { captured } from "./reading.js";
import { click, startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
beforeEach(() => emptyDatabase(session.office));
after(() => session?.close());

/** @param {(store: any, ...args: any[]) => unknown} body @param {...unknown} args */
const run = (body, ...args) => runInExtension(session.office, body, ...args);

/** Captures of two hosts and two versions, one of them with a mark at its beginning; runs in the extension. */
async function fill(/** @type {any} */ store, /** @type {number} */ count) {
  const added = [];
  for (let index = 0; index < count; index += 1) {
    const url = `https://${index % 2 ? "a" : "b"}.invalid/${index % 5}`;
    const [capture, file] = await store.make(url, 1_700_000_000_000 + index, `<p>text ${index} 文字 &amp; more</p>`);
    const text = index === 3 ? `\ufeff${file}` : file;
    const digest = await store.digest(text);
    added.push({ capture: { ...capture, digest, bytes: new TextEncoder().encode(text).length }, file: text });
  }
  await store.addCaptures(added);
  return added.map(({ capture, file }) => ({ id: capture.id, file }));
}

/** All files of the store, sorted; runs in the extension. */
async function filesOf(/** @type {any} */ store) {
  const captures = await store.allCaptures();
  return (await store.readFiles(captures.map((/** @type {any} */ { id }) => id))).sort();
}

const SHARED = `const fill = ${fill}; const filesOf = ${filesOf};`;

/** @param {string} body of an async function that gets the store and its arguments @param {...unknown} args */
const script = (body, ...args) => run(/** @type {any} */ (`async (store, ...args) => { ${SHARED} ${body} }`), ...args);

for (const format of ["captures", "archive"]) {
  test(`export as ${format}, wipe, import: byte for byte the same, with what stands beside`, async () => {
    const { before, after, report, again, tags } = await script(
      `
      const [{ id }] = await fill(store, 230);
      await store.changeTags([id], { add: ["kept"] });
      const before = await filesOf(store);
      const { exportCaptures } = await store.from("/transfer/export.js");
      const { importFiles } = await store.from("/transfer/import.js");
      const zip = await exportCaptures(args[0], await store.allCaptures(), { title: "" });
      await store.emptyDatabase();
      const given = [new File([zip], "captures.zip")];
      const report = await importFiles(given);
      const again = await importFiles(given);
      const tagged = (await store.allCaptures()).filter(({ tags }) => tags.length > 0);
      return { before, after: await filesOf(store), report, again, tags: tagged.map(({ tags }) => tags) };
    `,
      format,
    );
    assert.equal(before.length, 230);
    assert.deepEqual(after, before);
    assert.equal(report.added, 230);
    assert.deepEqual(report.refused, []);
    assert.deepEqual(
      { ...again, leftOut: 0 },
      { added: 0, restored: 0, known: 230, images: 0, leftOut: 0, refused: [], fault: null },
    );
    assert.deepEqual(tags, [["kept"]]);
  });
}

test("an imported capture is known by what its file says", async () => {
  const capture = await script(`
    const { importFiles } = await store.from("/transfer/import.js");
    const file = '<!--5-->\\n[A title](https://www.a.invalid/x#y)\\n------\\n\\n<article lang="zh"><header><p>'
      + '<a rel="author">王伟</a></p></header><p>两个字</p></article>\\n';
    await importFiles([new File([file], "any name.md")]);
    return (await store.allCaptures())[0];
  `);
  const { stamp, title, url, address, lang, authors, words, name, policy } = capture;
  assert.deepEqual(
    { stamp, title, url, address, lang, authors, words, name, policy },
    {
      ...{ stamp: 5, title: "A title", url: "https://www.a.invalid/x#y", address: "https://www.a.invalid/x" },
      ...{ lang: "zh", authors: ["王伟"], words: 3, name: "a.invalid/5_A title.md", policy: null },
    },
  );
});

test("every refusal is reported, and the rest is imported", async () => {
  const { report, count } = await script(`
    const { importFiles } = await store.from("/transfer/import.js");
    const good = "<!--5-->\\n[A](https://a.invalid/x)\\n------\\n\\n<p>a</p>\\n";
    const report = await importFiles([
      new File(["no capture"], "photo.md"),
      new File([new Uint8Array([60, 255])], "latin.md"),
      new File(["PK and nothing else"], "broken.zip"),
      new File([good], "good.md"),
      new File([good], "../../evil.md"),
      new File(["list"], "README.md"),
    ]);
    return { report, count: await store.countCaptures() };
  `);
  assert.equal(count, 1);
  assert.deepEqual([report.added, report.known, report.leftOut], [1, 1, 1]);
  const names = report.refused.map((/** @type {any} */ { name }) => name);
  assert.deepEqual(names, ["photo.md", "latin.md", "broken.zip"]);
  for (const { reason } of report.refused) assert.match(reason, /expected|found/);
});

test("what is imported while it is in the bin comes out of it, with what its reader had added, be its file damaged", async () => {
  const { report, left, rows, files, after } = await script(`
    const [first, second] = await fill(store, 3);
    await store.changeTags([first.id], { add: ["mine"] });
    await store.binCaptures([first.id, second.id]);
    await store.write(["files"], async (transaction) =>
      transaction.objectStore("files").put({ id: second.id, file: "damaged" }));
    const { importFiles } = await store.from("/transfer/import.js");
    const report = await importFiles([first, second].map(({ file }, index) => new File([file], index + ".md")));
    const rows = await store.allCaptures();
    return {
      report, rows, left: await store.countRows("bin"),
      files: await store.readFiles([first.id, second.id]), after: [first.file, second.file],
    };
  `);
  assert.deepEqual([report.added, report.restored, report.known, report.refused], [0, 2, 0, []]);
  assert.equal(left, 0);
  assert.equal(rows.length, 3);
  assert.deepEqual(rows.map((/** @type {any} */ { tags }) => tags).sort(), [[], [], ["mine"]]);
  assert.ok(rows.every((/** @type {any} */ row) => !("binned" in row)));
  assert.deepEqual(files, after);
});

test("captures of a host called lists are imported, and the lists of an archive left out", async () => {
  const { report, hosts } = await script(`
    const { exportCaptures } = await store.from("/transfer/export.js");
    const { importFiles } = await store.from("/transfer/import.js");
    const file = (mark, host) => mark + "<!--5-->\\n[A](https://" + host + "/x)\\n------\\n\\n<p>a" + mark + "</p>\\n";
    const given = [file("", "lists"), file("\\ufeff", "lists"), file("", "a.invalid")].map((one) => new File([one], "a.md"));
    await importFiles(given);
    const archive = await exportCaptures("archive", await store.allCaptures(), { title: "" });
    await store.emptyDatabase();
    const report = await importFiles([new File([archive], "archive.zip")]);
    return { report, hosts: (await store.allCaptures()).map(({ name }) => name.split("/")[0]).sort() };
  `);
  assert.deepEqual({ ...report }, { added: 3, restored: 0, known: 0, images: 0, leftOut: 3, refused: [], fault: null });
  assert.deepEqual(hosts, ["a.invalid", "lists", "lists"]);
});

test("a capture is known again by its file, whatever of its address no file can hold", async () => {
  await captured(session, "/pages/reading-essay.html?:)");
  const { report, addresses } = await script(`
    const { exportCaptures } = await store.from("/transfer/export.js");
    const { importFiles } = await store.from("/transfer/import.js");
    const given = [new File([await exportCaptures("captures", await store.allCaptures(), { title: "" })], "captures.zip")];
    const report = await importFiles(given);
    const addresses = [(await store.allCaptures()).map(({ address }) => address)];
    await store.emptyDatabase();
    await importFiles(given);
    addresses.push((await store.allCaptures()).map(({ address }) => address));
    return { report, addresses };
  `);
  assert.deepEqual([report.added, report.known], [0, 1]);
  const [[address], imported] = addresses;
  assert.ok(address.endsWith("?:%29"), address);
  assert.deepEqual(imported, [address]);
});

test("what is given twice is added once", async () => {
  const { report, count } = await script(`
    const [{ file }] = await fill(store, 1);
    await store.emptyDatabase();
    const { importFiles } = await store.from("/transfer/import.js");
    const report = await importFiles(["one.md", "copy.md"].map((name) => new File([file], name)));
    return { report, count: await store.countCaptures() };
  `);
  assert.deepEqual([report.added, report.known, count], [1, 1, 1]);
});

test("what is imported twice at once is added once", async () => {
  const { added, count } = await script(`
    const { importFiles } = await store.from("/transfer/import.js");
    const bring = () => importFiles([new File(["<!--1-->\\n[A](https://a.invalid/x)\\n------\\n\\n<p>a</p>\\n"], "a.md")]);
    const reports = await Promise.all([bring(), bring(), bring()]);
    return { added: reports.map(({ added }) => added).sort(), count: await store.countCaptures() };
  `);
  assert.deepEqual(added, [0, 0, 1]);
  assert.equal(count, 1);
});

test("what stands beside captures comes back as readers made it, and is refused where they cannot have", async () => {
  const { report, captures } = await script(`
    const { importFiles } = await store.from("/transfer/import.js");
    const files = [1, 2, 3].map((stamp) => "<!--" + stamp + "-->\\n[A](https://a.invalid/" + stamp + ")\\n------\\n\\n<p>a</p>\\n");
    const key = async (index) => ({ stamp: index + 1, digest: await store.digest(files[index]) });
    const highlight = { id: "h", quote: "a", prefix: "", suffix: "", start: 0, end: 1, colour: "rose", note: "n" };
    const lines = [
      { ...await key(0), tags: [" a  b "], highlights: [{ ...highlight, later: {} }], place: { character: 0, share: 1 }, later: 1 },
      { ...await key(1), note: "lost", highlights: [{ ...highlight, end: "1" }] },
      { ...await key(2), tags: Array(10001).fill("x") },
    ];
    const beside = lines.map((line) => JSON.stringify(line)).concat("{").join("\\n");
    const given = files.map((file, index) => new File([file], index + ".md"));
    const report = await importFiles([new File([beside], "offprint.jsonl"), ...given]);
    const captures = (await store.allCaptures()).sort((a, b) => a.stamp - b.stamp);
    return { report, captures: captures.map(({ tags, note, highlights, place }) => ({ tags, note, highlights, place })) };
  `);
  assert.equal(report.added, 3);
  const reasons = report.refused.map((/** @type {any} */ { reason }) => reason);
  for (const [index, pattern] of [/^line 2: .+/, /^line 3: found 10001 tags/, /^line 4: /].entries()) {
    assert.match(reasons[index], pattern);
  }
  const highlight = { id: "h", quote: "a", prefix: "", suffix: "", start: 0, end: 1, colour: "rose", note: "n" };
  const none = { tags: [], note: "", highlights: [], place: null };
  const first = { tags: ["a b"], note: "", highlights: [highlight], place: { character: 0, share: 1 } };
  assert.deepEqual(captures, [first, none, none]);
});

test("highlights leave with the capture in every format, beside it and never in it, and come back", async () => {
  const { file, left, back } = await script(`
    const [capture, file] = await store.make("https://a.invalid/x", 1000, "<p>The tide came in, and went out.</p>");
    const passage = { prefix: "The ", suffix: " came in", start: 4, end: 8, colour: "rose" };
    const highlights = [{ ...passage, id: "h", quote: "tide", note: "as it does" }];
    await store.addCapture({ ...capture, highlights }, file);
    const { exportCaptures } = await store.from("/transfer/export.js");
    const { importFiles } = await store.from("/transfer/import.js");
    const { sourcesIn } = await store.from("/transfer/sources.js");
    const all = await store.allCaptures();
    const [left, back, zips] = [{}, {}, {}];
    for (const format of ["html", "jsonl"]) left[format] = await (await exportCaptures(format, all, { title: "" })).text();
    for (const format of ["captures", "archive", "markdown", "epub"]) {
      zips[format] = new File([await exportCaptures(format, all, { title: "" })], "a.zip");
      left[format] = {};
      for await (const { name, bytes } of sourcesIn([zips[format]])) left[format][name.split("/").at(-1)] = new TextDecoder().decode(bytes);
    }
    for (const format of ["captures", "archive"]) {
      await store.emptyDatabase();
      await importFiles([zips[format]]);
      back[format] = (await store.allCaptures()).map(({ highlights }) => highlights);
    }
    return { file, left, back };
  `);
  const highlight = { quote: "tide", prefix: "The ", suffix: " came in", start: 4, end: 8, colour: "rose" };
  const made = { ...highlight, id: "h", note: "as it does" };
  for (const format of ["captures", "archive"]) {
    const { "offprint.jsonl": beside, ...files } = left[format];
    assert.deepEqual(JSON.parse(beside).highlights, [made]);
    assert.deepEqual(
      Object.values(files).filter((text) => text.startsWith("<!--")),
      [file],
    );
    assert.deepEqual(back[format], [[made]]);
  }
  assert.deepEqual(JSON.parse(left.jsonl).highlights, [made]);
  assert.match(Object.values(left.markdown).join(""), /\n> tide\n\nas it does\n$/);
  for (const text of [left.html, Object.values(left.epub).join("")]) {
    assert.match(text, /<blockquote class="rose"><p>tide<\/p><\/blockquote>\n<aside>as it does<\/aside>/);
  }
});

test("an import that is cancelled keeps what it has added", async () => {
  const { added, count } = await script(`
    await fill(store, 300);
    const { exportCaptures } = await store.from("/transfer/export.js");
    const { importFiles } = await store.from("/transfer/import.js");
    const zip = await exportCaptures("captures", await store.allCaptures(), { title: "" });
    await store.emptyDatabase();
    const cancel = new AbortController();
    const onProgress = (done) => done >= 100 && cancel.abort();
    const { added } = await importFiles([new File([zip], "c.zip")], { signal: cancel.signal, onProgress });
    return { added, count: await store.countCaptures() };
  `);
  assert.equal(count, added);
  assert.ok(added >= 100 && added < 300, `${added} were added`);
});

test("an import that the database ends says what was added until then", async () => {
  const { fault, added, count } = await script(`
    const { importFiles } = await store.from("/transfer/import.js");
    const texts = (await fill(store, 101)).map(({ file }) => file);
    await store.emptyDatabase();
    // Another window is of a newer version, and takes the database over before the last file is there.
    let newer;
    const onProgress = (done) => { newer ??= store.openRaw(99, () => {}); };
    const files = texts.map((text) => new File([text], "a.md"));
    files[100].arrayBuffer = async () => {
      await newer;
      return new Blob([texts[100]]).arrayBuffer();
    };
    const { added, fault } = await importFiles(files, { onProgress });
    const database = await newer;
    const counting = database.transaction("captures").objectStore("captures").count();
    await new Promise((resolve) => { counting.onsuccess = resolve; });
    database.close();
    return { fault: fault?.fault, added, count: counting.result };
  `);
  assert.equal(fault, "newer");
  assert.deepEqual([added, count], [100, 100]);
});

describe("when the module of formats stops", () => {
  /** Makes it stop: it is asked about an object that lies outside of its memory. */
  const STOP = `
    const { guarded, loadFormats } = await store.from("/formats.js");
    const formats = await loadFormats();
    const outside = Object.create(formats.ZipReader.prototype, { __wbg_ptr: { value: 0xfffffff0 } });
    const stop = () => {
      try {
        guarded(() => outside.files());
      } catch (error) {
        return error.cause instanceof WebAssembly.RuntimeError;
      }
    };
  `;

  test("the rest of a zip is read by the next one", async () => {
    const { stopped, files, before, refused } = await script(`
      ${STOP}
      await fill(store, 4);
      const before = await filesOf(store);
      const { exportCaptures } = await store.from("/transfer/export.js");
      const { sourcesIn } = await store.from("/transfer/sources.js");
      const zip = await exportCaptures("captures", await store.allCaptures(), { title: "" });
      const stopped = [];
      const files = [];
      const refused = [];
      for await (const { bytes, refusal } of sourcesIn([new File([zip], "c.zip")])) {
        if (refusal) refused.push(refusal);
        else files.push(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
        stopped.push(stop());
      }
      return { stopped, files: files.sort(), before, refused };
    `);
    assert.deepEqual(refused, []);
    assert.deepEqual(stopped, [true, true, true, true]);
    assert.deepEqual(files, before);
  });

  for (const format of ["captures", "archive", "markdown", "html", "epub"]) {
    test(`an export as ${format} ends and says so, and the next one is whole`, async () => {
      const { reason, isSame } = await script(
        `
        ${STOP}
        await fill(store, 60);
        const { exportCaptures } = await store.from("/transfer/export.js");
        const captures = await store.allCaptures();
        const exported = (onProgress) => exportCaptures(args[0], captures, { title: "", onProgress });
        const before = await (await exported(() => {})).bytes();
        const reason = await exported((done) => done === 50 && stop()).catch((error) => error.message);
        const after = await (await exported(() => {})).bytes();
        return { reason, isSame: before.length > 0 && before.toHex() === after.toHex() };
      `,
        format,
      );
      assert.match(reason, /^the module of formats stopped/);
      assert.equal(isSame, true);
    });
  }
});

describe("each format", () => {
  /** @param {string} format @returns {Promise<Buffer>} */
  const exported = async (format) => {
    const bytes = await script(
      `
      await fill(store, 7);
      const { exportCaptures } = await store.from("/transfer/export.js");
      const blob = await exportCaptures(args[0], await store.allCaptures(), { title: "Seven" });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    `,
      format,
    );
    return Buffer.from(bytes);
  };

  test("is what others read: the page and the lines", async () => {
    const page = (await exported("html")).toString();
    assert.equal(page.match(/<main /g)?.length, 7);
    assert.ok(page.includes("text 6 文字 &amp; more"));
    await emptyDatabase(session.office);
    const lines = (await exported("jsonl")).toString().trim().split("\n");
    assert.equal(lines.length, 7);
    const first = JSON.parse(lines[0] ?? "");
    assert.ok(first.capture.startsWith("<!--1700000000000-->\n"));
    assert.equal(first.text, "text 0 文字 & more");
  });

  const hasUnzip = spawnSync("unzip", ["-v"]).status === 0;
  test("is what others read: the zip of Markdown, and the book", { skip: !hasUnzip }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "offprint-export-"));
    writeFileSync(join(folder, "notes.zip"), await exported("markdown"));
    await emptyDatabase(session.office);
    writeFileSync(join(folder, "book.epub"), await exported("epub"));
    for (const name of ["notes.zip", "book.epub"]) {
      const read = spawnSync("unzip", ["-q", "-o", name, "-d", name.slice(0, 4)], { cwd: folder });
      assert.equal(read.status, 0, String(read.error ?? read.stderr));
    }
    const notes = readdirSync(join(folder, "note"), { recursive: true }).filter((name) => String(name).endsWith(".md"));
    assert.equal(notes.length, 7);
    const texts = notes.map((name) => readFileSync(join(folder, "note", String(name)), "utf8"));
    for (let index = 0; index < 7; index += 1) {
      assert.equal(texts.filter((text) => text.includes(`text ${index} 文字 & more`)).length, 1, `note ${index}`);
    }
    assert.equal(readFileSync(join(folder, "book", "mimetype"), "utf8"), "application/epub+zip");
    rmSync(folder, { recursive: true });
  });
});

describe("the page", () => {
  test("exports what is chosen, and imports what is given", async () => {
    await script("await fill(store, 12);");
    const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
    await until("the page to count", () =>
      page.evaluate((/** @type {any} */ w) => /12/.test(w.document.getElementById("chosen").textContent)),
    );
    await click(page, "#export");
    const outcome = () => page.evaluate((/** @type {any} */ w) => w.document.getElementById("outcome").textContent);
    // The name is there before its bytes are.
    const [name] = await until("the zip to be downloaded", async () => /\S+\.zip/.exec(await outcome()));
    const path = join(session.downloads, "Offprint", name);
    const zip = readFileSync(path);
    await emptyDatabase(session.office);
    await page.evaluate(give, Array.from(zip), "again.zip");
    await until("the captures to be there again", async () => /12/.test(await outcome()));
    assert.equal(await run(({ countCaptures }) => countCaptures()), 12);
    await page.evaluate(give, Array.from(Buffer.from("no capture")), "photo.md");
    await until("the refusal to be listed", () =>
      page.evaluate((/** @type {any} */ w) => w.document.getElementById("reasons").textContent.includes("photo.md")),
    );
    await page.close();
  });
});

// Only Chromium has a command that drops.
const isChromium = process.env.OFFPRINT_BROWSER !== "firefox";
test("a folder that is dropped is imported with all that is in it, and what cannot be opened is refused", {
  skip: !isChromium,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "offprint-dropped-"));
  for (const [path, text] of [
    ["articles/a.invalid/5_A.md", "<!--5-->\n[A](https://a.invalid/x)\n------\n\n<p>a</p>\n"],
    ["lists/a.invalid.md", "a list"],
    ["README.md", "the lists"],
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
  await until("the page", () => page.evaluate((/** @type {any} */ w) => w.document.body.dataset.state === "shown"));
  const old = Buffer.from([...Buffer.from(`${folder}/caf`), 0xe9]);
  mkdirSync(old);
  writeFileSync(Buffer.concat([old, Buffer.from("/5_A.md")]), "in a folder whose name is no UTF-8");
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await page.send("Input.dispatchDragEvent", { type, x: 50, y: 50, data });
  }
  await until("the report", () =>
    page.evaluate(
      (/** @type {any} */ w) =>
        w.document.getElementById("outcome").textContent === "New: 1. Left out as lists or hidden files: 2.",
    ),
  );
  const refused = (/** @type {any} */ w) => w.document.getElementById("reasons").textContent;
  assert.match(await page.evaluate(refused), /^offprint-dropped-\w+\/: found a name that is not UTF-8$/);
  await page.close();
  rmSync(folder, { recursive: true });
});

test("the page says what was imported before the database failed, and can try again", async () => {
  const zip = await script(`
    await fill(store, 1500);
    const { exportCaptures } = await store.from("/transfer/export.js");
    const zip = await exportCaptures("captures", await store.allCaptures(), { title: "" });
    await store.emptyDatabase();
    return Array.from(await zip.bytes());
  `);
  const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
  await until("the page", () => page.evaluate((/** @type {any} */ w) => w.document.body.dataset.state === "shown"));
  const outcome = () => page.evaluate((/** @type {any} */ w) => w.document.getElementById("outcome").textContent);
  // A newer version takes the database over as soon as something is in it.
  await run(({ onChange, openRaw }) => {
    const end = onChange(async (/** @type {any} */ { kind }) => {
      if (kind !== "added") return;
      end();
      (await openRaw(99, () => {})).close();
    });
  });
  await page.evaluate(give, zip, "captures.zip");
  const [, added] = await until("the fault", async () =>
    /^New: ([1-9][\d,]*)\..*written by a newer Offprint/.exec(await outcome()),
  );
  assert.notEqual(added, "1,500");
  await run(({ emptyDatabase }) => emptyDatabase());
  await click(page, "#again");
  await until("all of them", async () => (await outcome()) === "New: 1,500.");
  await page.close();
});

describe("the name of downloads", () => {
  test("is previewed as it is typed, and an unknown field is not saved", async () => {
    const options = await session.browser.open(session.browser.extensionUrl("options.html"));
    const typed = (/** @type {string} */ template) => options.evaluate(type, template);
    const preview = () =>
      options.evaluate((/** @type {any} */ w) => w.document.getElementById("name-preview").textContent);
    await until("the template to be shown", async () => (await preview()) !== "");
    await typed("{lang}/{title} ({date})");
    await until("the preview to follow", async () => /en\/.*\(\d{4}-\d\d-\d\d\)\.md/.test(await preview()));
    await typed("{nothing}");
    await until("the field to be named", async () => (await preview()).includes("nothing"));
    const saved = () =>
      options.evaluate(async (/** @type {any} */ w) => {
        const { nameTemplate } = await (w.browser ?? w.chrome).storage.local.get("nameTemplate");
        return nameTemplate;
      });
    assert.equal(await saved(), "{lang}/{title} ({date})");
    await click(options, "#name-reset");
    await until("the first template to be saved", async () => (await saved()) === "{host}/{stamp}_{title}");
    await until("its name to be shown", async () => /[^{}]+\/\d+_[^{}]+\.md$/.test(await preview()));
    assert.equal(
      await options.evaluate((/** @type {any} */ w) => w.document.getElementById("name-reset").hidden),
      true,
    );
    await options.close();
  });
});

/** Gives a file to the page as its button does; runs there. */
function give(/** @type {any} */ window, /** @type {number[]} */ bytes, /** @type {string} */ name) {
  const transfer = new window.DataTransfer();
  transfer.items.add(new window.File([new window.Uint8Array(bytes)], name));
  const input = window.document.getElementById("files");
  input.files = transfer.files;
  input.dispatchEvent(new window.Event("change"));
}

/** Runs in the options page. */
function type(/** @type {any} */ window, /** @type {string} */ template) {
  const control = window.document.getElementById("nameTemplate");
  control.value = template;
  control.dispatchEvent(new window.Event("input", { bubbles: true }));
}
