// Copies outside the browser's own storage: made after each capture, checked by their digests, and what a wiped browser is
// restored from. No protocol drives the dialog that picks a folder, so the folder is one of the origin's private file
// system, whose handle is of the same kind.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { emptyDatabase, runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { click, downloadedFile, startSession } from "./session.js";

const PLAIN = "/cases/article--plain.html";

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
beforeEach(() => emptyDatabase(session.office));
afterEach(() => session.tidy());
after(() => session?.close());

/** @param {(store: any, ...args: any[]) => unknown} body @param {...unknown} args */
const run = (body, ...args) => runInExtension(session.office, body, ...args);

/** @param {string} place */
const choose = (place) =>
  run(async ({ from }, copies) => {
    const { writeSetting } = await from("/settings.js");
    const { keepFolder } = await from("/copies/folder.js");
    const root = await navigator.storage.getDirectory();
    await root.removeEntry("copies", { recursive: true }).catch(() => {});
    await keepFolder(await root.getDirectoryHandle("copies", { create: true }));
    await writeSetting("copies", copies);
  }, place);

/** @param {string} path @returns {Promise<any>} the capture, once its copy is noted beside it */
async function capturedAndCopied(path) {
  const page = await session.open(path);
  const { state } = await session.press(page);
  assert.equal(state, "captured");
  return until("the copy to be noted", async () => {
    const [capture] = await session.stored(session.server.address(path));
    return capture?.copy && capture;
  });
}

describe("in the download folder", () => {
  test("every capture is a file, byte for byte, and a wiped browser is restored from it", async () => {
    await choose("downloads");
    const capture = await capturedAndCopied(`${PLAIN}?downloaded`);
    const copy = readFileSync(await downloadedFile(session.downloads, capture), "utf8");
    assert.equal(copy, capture.file);
    assert.deepEqual(capture.copy, { place: "downloads", name: capture.name });
    await emptyDatabase(session.office);
    const restored = await run(async ({ from, allCaptures, readFile }, text) => {
      const { importFiles } = await from("/transfer/import.js");
      await importFiles([new File([text], "copy.md")]);
      return readFile((await allCaptures())[0].id);
    }, copy);
    assert.equal(restored, capture.file);
  });

  test("captures of one name have a file each, also when the first of them is in the bin", async () => {
    await choose("downloads");
    const names = await run(async (store) => {
      const { copyCapture } = await store.from("/copies/keep.js");
      const copied = [];
      for (const body of ["one", "another", "a third"]) {
        const [capture, file] = await store.make(`https://a.invalid/${body.length}`, 2000, body);
        await store.addCapture(capture, file);
        await copyCapture(capture, file);
        copied.push((await store.readCapture(capture.id)).copy.name);
        if (copied.length === 1) await store.binCaptures([capture.id]);
      }
      return copied;
    });
    const title = "a.invalid/2000_Title";
    assert.deepEqual(names, [`${title}.md`, `${title}-2.md`, `${title}-3.md`]);
    const texts = names.map((/** @type {string} */ name) =>
      readFileSync(join(session.downloads, "Offprint", name), "utf8"),
    );
    const bodies = texts.map((/** @type {string} */ text) => /<article>(.*)<\/article>/.exec(text)?.[1]);
    assert.deepEqual(bodies, ["one", "another", "a third"]);
  });
});

describe("in a folder that was picked", () => {
  // Firefox lets nobody pick a folder, and its background may use none.
  const isOffered = process.env.OFFPRINT_BROWSER !== "firefox";
  test("every capture is a file, and a wiped browser is restored from it", { skip: !isOffered }, async () => {
    await choose("folder");
    const first = await capturedAndCopied(`${PLAIN}?first`);
    const second = await capturedAndCopied("/cases/article--chinese.html?second");
    await emptyDatabase(session.office);
    const { report, files } = await run(async ({ from, allCaptures, readFiles }) => {
      const { keptFolder, filesBelow } = await from("/copies/folder.js");
      const { importFiles } = await from("/transfer/import.js");
      const given = [];
      for await (const file of filesBelow(await keptFolder())) given.push(file);
      const report = await importFiles(given);
      const captures = await allCaptures();
      return { report, files: await readFiles(captures.map((/** @type {any} */ { id }) => id)) };
    });
    assert.equal(report.added, 2);
    assert.deepEqual(files.sort(), [first.file, second.file].sort());
  });

  test("what is missing is copied later, and what differs is found", async () => {
    await choose("folder");
    const result = await run(async (store) => {
      const { copyMissing, withoutCopy } = await store.from("/copies/keep.js");
      const { checkCopies } = await store.from("/copies/check.js");
      const { keptFolder, openFile } = await store.from("/copies/folder.js");
      for (const body of ["one", "two", "three"]) {
        await store.addCapture(...(await store.make(`https://a.invalid/${body}`, 1000 + body.length, body)));
      }
      const before = (await withoutCopy()).length;
      const { left } = await copyMissing();
      const folder = await keptFolder();
      const host = await folder.getDirectoryHandle("a.invalid");
      const names = [];
      for await (const name of host.keys()) names.push(name);
      // One is lost, another is written over.
      await host.removeEntry(names[0]);
      const stream = await (await host.getFileHandle(names[1])).createWritable();
      await stream.write("something else");
      await stream.close();
      const captures = await store.allCaptures();
      const checked = await checkCopies(captures, (/** @type {string} */ name) => openFile(folder, name));
      return {
        ...{ before, left, files: names.length },
        ...Object.fromEntries(Object.entries(checked).map(([key, list]) => [key, /** @type {any} */ (list).length])),
      };
    });
    assert.deepEqual(result, { before: 3, left: 0, files: 3, intact: 1, missing: 1, different: 1, unread: 0 });
  });

  test("one that cannot be copied is told, and the others are copied", async () => {
    await choose("folder");
    const { left, refused, copied } = await run(async (store) => {
      const { copyMissing } = await store.from("/copies/keep.js");
      const add = async (/** @type {string} */ title, /** @type {number} */ stamp, /** @type {object} */ facts) => {
        const [capture, file] = await store.make(`https://a.invalid/${title}`, stamp, title);
        await store.addCapture({ ...capture, ...facts, title }, file);
        return capture.id;
      };
      await add("badly named", 1000, { name: "a.invalid/.." });
      const id = await add("without a file", 2000, {});
      await store.write(["files"], async (/** @type {any} */ transaction) =>
        transaction.objectStore("files").delete(id),
      );
      await add("good", 3000, {});
      const outcome = await copyMissing();
      const captures = await store.allCaptures();
      return {
        ...outcome,
        copied: captures.filter((/** @type {any} */ { copy }) => copy).map((/** @type {any} */ { title }) => title),
      };
    });
    assert.equal(left, 2);
    assert.deepEqual(copied, ["good"]);
    assert.deepEqual(refused.map((/** @type {any} */ { name }) => name).sort(), ["badly named", "without a file"]);
    for (const { reason } of refused) assert.notEqual(reason, "");
  });

  test("one that is not picked after all is no failure", { skip: !isOffered }, async () => {
    await choose("off");
    const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
    await until("the page", () => page.evaluate((/** @type {any} */ w) => w.document.body.dataset.state === "shown"));
    await page.evaluate((/** @type {any} */ window) => {
      window.showDirectoryPicker = async () => {
        throw new window.DOMException("The user aborted a request.", "AbortError");
      };
    });
    await click(page, "[name=place][value=folder]");
    await until("it to be said", () => page.evaluate(isSaid, "Cancelled."));
    await page.close();
  });

  test("another folder has no copies yet, and the same one still has them", async () => {
    await choose("folder");
    const counts = await run(async (store) => {
      const { changeFolder, copyMissing, withoutCopy } = await store.from("/copies/keep.js");
      const { filesBelow, keptFolder } = await store.from("/copies/folder.js");
      await store.addCapture(...(await store.make("https://a.invalid/x", 1000, "text")));
      await copyMissing();
      const missing = [];
      await changeFolder(await keptFolder());
      missing.push((await withoutCopy()).length);
      const root = await navigator.storage.getDirectory();
      await root.removeEntry("others", { recursive: true }).catch(() => {});
      const others = await root.getDirectoryHandle("others", { create: true });
      await changeFolder(others);
      missing.push((await withoutCopy()).length);
      await copyMissing();
      missing.push((await withoutCopy()).length);
      const files = [];
      for await (const { name } of filesBelow(others)) files.push(name);
      return { missing, files };
    });
    assert.deepEqual(counts, { missing: [0, 1, 0], files: ["1000_Title.md"] });
  });

  test("the page says how many copies there are, and no longer counts one that a check found gone", async () => {
    await choose("folder");
    await run(async (store) => {
      const { copyMissing } = await store.from("/copies/keep.js");
      const { keptFolder } = await store.from("/copies/folder.js");
      for (const stamp of [1000, 2000]) {
        await store.addCapture(...(await store.make(`https://a.invalid/${stamp}`, stamp, "text")));
      }
      await copyMissing();
      await (await (await keptFolder()).getDirectoryHandle("a.invalid")).removeEntry("1000_Title.md");
    });
    const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
    const says = (/** @type {string} */ sentence) => page.evaluate(isSaid, sentence);
    await until("both to be counted", () => says("2 of 2 captures have a copy."));
    await click(page, "#check-copies");
    await until("the missing one to be told", () => says("there is no copy"));
    await until("one to be counted", () => says("1 of 2 captures have a copy."));
    await click(page, "#copy-missing");
    await until("both to be counted again", () => says("2 of 2 captures have a copy."));
    await page.close();
  });
});

describe("the library", () => {
  /** What each row says of its copy, by its title, and what is said of all. @param {any} window */
  const read = ({ document }) => {
    const all = document.getElementById("copies");
    const rows = [...document.querySelectorAll("#captures [role=row]:not([hidden])")].map((row) => {
      const copy = row.querySelector(".copy");
      return [row.querySelector(".title").textContent, copy.hidden ? null : copy.getAttribute("aria-label")];
    });
    return { rows: Object.fromEntries(rows), all: all.hidden ? null : all.textContent };
  };
  const [YES, NO] = ["Has a copy outside the browser", "Has no copy outside the browser yet"];

  test("says for each capture whether it has a copy, and follows what is copied, found gone, and set", async () => {
    await choose("folder");
    await run(async (store) => {
      for (const [stamp, title] of [
        [1000, "one"],
        [2000, "two"],
      ]) {
        const [capture, file] = await store.make(`https://a.invalid/${title}`, stamp, title);
        await store.addCapture({ ...capture, title }, file);
      }
    });
    const library = await session.browser.open(session.browser.extensionUrl("library.html"));
    const says = (/** @type {Record<string, string | null>} */ rows, /** @type {string | null} */ all) =>
      until(JSON.stringify(rows), async () => {
        const found = await library.evaluate(read);
        return isDeepStrictEqual(found, { rows, all });
      });
    await says({ one: NO, two: NO }, "0 of 2 captures have a copy.");
    await run(async (store) => {
      const { copyMissing } = await store.from("/copies/keep.js");
      await copyMissing();
    });
    await says({ one: YES, two: YES }, "2 of 2 captures have a copy.");
    await run(async (store) => {
      const { keptFolder } = await store.from("/copies/folder.js");
      await (await (await keptFolder()).getDirectoryHandle("a.invalid")).removeEntry("1000_Title.md");
    });
    const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
    await until("the page", () => page.evaluate(isSaid, "2 of 2"));
    await click(page, "#check-copies");
    await until("the missing one to be told", () => page.evaluate(isSaid, "there is no copy"));
    await page.close();
    await says({ one: NO, two: YES }, "1 of 2 captures have a copy.");
    // There are none in another place, and nothing is said of copies that nobody wants.
    const set = async (/** @type {string} */ place) =>
      run(async ({ from }, copies) => (await from("/settings.js")).writeSetting("copies", copies), place);
    await set("downloads");
    await says({ one: NO, two: NO }, "0 of 2 captures have a copy.");
    await set("off");
    await says({ one: null, two: null }, "Nothing is copied outside the browser");
    await library.close();
  });

  test("knows of one that was put back out of the bin whether its copy is still there", async () => {
    await choose("folder");
    await run(async (store) => {
      const { copyMissing } = await store.from("/copies/keep.js");
      const { keptFolder } = await store.from("/copies/folder.js");
      for (const stamp of [1000, 2000]) {
        await store.addCapture(...(await store.make(`https://a.invalid/${stamp}`, stamp, "text")));
      }
      await copyMissing();
      await store.binCaptures((await store.allCaptures()).map((/** @type {any} */ { id }) => id));
      await (await (await keptFolder()).getDirectoryHandle("a.invalid")).removeEntry("1000_Title.md");
    });
    const page = await session.browser.open(session.browser.extensionUrl("transfer.html"));
    await until("the page", () => page.evaluate(isSaid, "0 of 0"));
    await click(page, "#check-copies");
    await until("the end", () => page.evaluate(isSaid, "Intact copies: 0 of 0."));
    await page.close();
    const copied = await run(async (store) => {
      const { withoutCopy } = await store.from("/copies/keep.js");
      await store.restoreCaptures((await store.listBin()).map((/** @type {any} */ { id }) => id));
      return (await withoutCopy()).map((/** @type {any} */ { stamp }) => stamp);
    });
    assert.deepEqual(copied, [1000]);
  });
});

test("copies are offered once, in the first popup at which there are three captures or more", async () => {
  await run(({ storage }) => storage.remove(["copies", "copiesOffered"]));
  assert.equal(await isOffered(0), false);
  // Captures whose popup was closed before they ended.
  await run(async ({ make, addCapture }) => {
    for (const stamp of [1000, 2000, 3000])
      await addCapture(...(await make(`https://a.invalid/${stamp}`, stamp, "text")));
  });
  // The page has not changed, so that this is no new capture.
  assert.equal(await isOffered(0), true);
  assert.equal(await isOffered(1), false, "it was offered before");
});

test("copies are not offered to those who have set them up, be they turned off since", async () => {
  await run(({ storage }) => storage.remove("copiesOffered"));
  await choose("off");
  for (const index of [0, 1, 2, 3]) assert.equal(await isOffered(index), false);
});

/** Whether the popup offers copies after a capture. @param {number} index of the page */
async function isOffered(index) {
  const page = await session.open(`${PLAIN}?offer-${index}`);
  const { popup, state } = await session.press(page);
  assert.equal(state, "captured");
  const { isShown } = await until("the offer to be decided", () =>
    popup.evaluate((/** @type {any} */ window) => {
      const { dataset, hidden } = window.document.getElementById("copies");
      return dataset.state === "asked" && { isShown: !hidden };
    }),
  );
  await session.tidy();
  return isShown;
}

/** Runs in a page of the extension. */
function isSaid(/** @type {any} */ window, /** @type {string} */ sentence) {
  const { body } = window.document;
  return body.dataset.state === "shown" && body.textContent.includes(sentence);
}
