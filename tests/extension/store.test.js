// The store, asked by its own functions in a page of the extension: what it promises to every other part.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { emptyDatabase, runInExtension, writeVersionOne, writeVersionThree, writeVersionTwo } from "./database.js";
import { startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
before(async () => {
  session = await startSession();
});
beforeEach(() => emptyDatabase(session.office));
after(() => session?.close());

/** @param {(store: any, ...args: any[]) => unknown} body @param {...unknown} args */
const run = (body, ...args) => runInExtension(session.office, body, ...args);

/** The stores with their indexes; runs in the extension. */
async function schema(/** @type {any} */ store) {
  await store.countCaptures();
  const database = await store.openRaw();
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names);
  const found = names.map((name) => [name, ...transaction.objectStore(name).indexNames]);
  database.close();
  return [database.version, found];
}

describe("a second capture of an address", () => {
  test("adds its time where nothing has changed", async () => {
    const [captures, added] = await run(async ({ make, addCapture, allCaptures }) => {
      await addCapture(...(await make("https://a.invalid/x", 1000, "text")));
      const second = await addCapture(...(await make("https://a.invalid/x#part", 2000, "text", "https://a.invalid/x")));
      return [await allCaptures(), second];
    });
    assert.equal(captures.length, 1);
    assert.deepEqual(captures[0].seen, [2000]);
    assert.equal(added.isNew, false);
    assert.equal(added.capture.stamp, 1000);
  });

  test("is a version where something has", async () => {
    const [versions, added] = await run(async ({ make, addCapture, listVersions }) => {
      await addCapture(...(await make("https://a.invalid/x", 1000, "one")));
      await addCapture(...(await make("https://a.invalid/x", 2000, "two")));
      const third = await addCapture(...(await make("https://a.invalid/x", 3000, "one")));
      await addCapture(...(await make("https://a.invalid/x2", 4000, "one")));
      return [await listVersions("https://a.invalid/x"), third];
    });
    assert.deepEqual(
      versions.map((/** @type {any} */ { stamp }) => stamp),
      [3000, 2000, 1000],
    );
    assert.equal(added.isNew, true);
    assert.equal(added.previous.stamp, 2000);
  });

  test("does not lean on a file that was damaged since", async () => {
    const captures = await run(async ({ make, addCapture, allCaptures, write }) => {
      const [capture, file] = await make("https://a.invalid/x", 1000, "text");
      await addCapture(capture, file);
      await write(["files"], async (/** @type {any} */ transaction) => {
        transaction.objectStore("files").put({ id: capture.id, file: file.slice(0, -5) });
      });
      await addCapture(...(await make("https://a.invalid/x", 2000, "text")));
      return allCaptures();
    });
    assert.equal(captures.length, 2);
  });

  test("made by two pages at once is one capture and a sighting", async () => {
    const other = await session.browser.open(session.browser.extensionUrl("options.html"));
    const add = async (/** @type {any} */ { make, addCapture }, /** @type {number} */ from) => {
      for (let stamp = from; stamp < from + 50; stamp += 1) {
        await addCapture(...(await make("https://a.invalid/x", stamp, "text")));
      }
    };
    await Promise.all([run(add, 1000), runInExtension(other, add, 2000)]);
    await other.close();
    const captures = await run(({ allCaptures }) => allCaptures());
    assert.equal(captures.length, 1);
    assert.equal(captures[0].seen.length, 99);
  });
});

describe("a deleted capture", () => {
  test("is in the bin with its file, and comes back as it was", async () => {
    const result = await run(async (store) => {
      const [capture, file] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(capture, file);
      await store.changeTags([capture.id], { add: ["kept"] });
      const before = await store.readCapture(capture.id);
      await store.binCaptures([capture.id, "unknown"]);
      const gone = [await store.countCaptures(), (await store.listBin()).length];
      await store.restoreCaptures([capture.id]);
      const after = await store.readCapture(capture.id);
      return { before, gone, after, isSame: (await store.readFile(capture.id)) === file };
    });
    assert.deepEqual(result.gone, [0, 1]);
    assert.deepEqual(result.after, result.before);
    assert.ok(result.isSame);
  });

  test("takes the tags and the note that were typed while another window deleted it", async () => {
    const { rows, missed } = await run(async (store) => {
      const added = [];
      for (const name of ["deleted", "listed"]) {
        const [capture, file] = await store.make(`https://a.invalid/${name}`, 1000, name);
        await store.addCapture(capture, file);
        added.push(capture.id);
      }
      const [deleted] = added;
      await store.binCaptures([deleted]);
      await store.changeTags(added, { add: ["late"] });
      await store.setNote(deleted, "typed last");
      await store.restoreCaptures([deleted]);
      const rows = await Promise.all(added.map(store.readCapture));
      await store.binCaptures([deleted]);
      await store.purgeBin(Date.now() + 1);
      const missed = await store.setNote(deleted, "too late").then(
        () => false,
        () => true,
      );
      return { rows, missed };
    });
    assert.deepEqual(
      rows.map((/** @type {any} */ { tags, note }) => [tags, note]),
      [
        [["late"], "typed last"],
        [["late"], ""],
      ],
    );
    assert.ok(missed);
  });

  test("takes what its reader still highlights, and is missed when it is gone for good", async () => {
    const result = await run(async (store) => {
      const [capture, file] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(capture, file);
      await store.binCaptures([capture.id]);
      await store.changeHighlights(capture.id, { put: [{ id: "mark", note: "" }] });
      await store.restoreCaptures([capture.id]);
      const { highlights } = await store.readCapture(capture.id);
      await store.binCaptures([capture.id]);
      await store.purgeBin(Date.now());
      const fault = await store
        .changeHighlights(capture.id, { removed: ["mark"] })
        .catch((/** @type {any} */ no) => no);
      return { highlights, isMissed: fault instanceof store.NoSuchCapture };
    });
    assert.deepEqual(result, { highlights: [{ id: "mark", note: "" }], isMissed: true });
  });

  test("is purged with its page after thirty days and not before", async () => {
    const counts = await run(async (store) => {
      const [capture, file] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(capture, file);
      await store.addPage(capture.id, "<p>page</p>");
      await store.binCaptures([capture.id]);
      const [row] = await store.listBin();
      const counts = [];
      const minutes = 30 * 24 * 60;
      for (const age of [minutes - 1, minutes + 1]) {
        const binned = Date.now() - age * 60_000;
        await store.write(["bin"], async (/** @type {any} */ transaction) => {
          transaction.objectStore("bin").put({ ...row, binned });
        });
        await store.purgeBin();
        counts.push(await Promise.all(["files", "pages", "bin"].map((name) => store.countRows(name))));
      }
      return counts;
    });
    assert.deepEqual(counts, [
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });
});

describe("what stands beside a capture", () => {
  test("is kept, and never changes its file", async () => {
    const { capture, file, wanted } = await run(async (store) => {
      const [added, text] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(added, text);
      const { id } = added;
      await store.changeTags([id], { add: [" to   read ", "e\u0301t\u00e9", "gone", ""] });
      await store.changeTags([id], { add: ["to read"], remove: ["gone"] });
      await store.setNote(id, "a note");
      await store.markRead([id], 5000);
      await store.keepPlace(id, { character: 3, share: 0.5 });
      return { capture: await store.readCapture(id), file: await store.readFile(id), wanted: text };
    });
    assert.deepEqual(capture.tags, ["to read", "\u00e9t\u00e9"]);
    assert.equal(capture.note, "a note");
    assert.equal(capture.read, 5000);
    assert.deepEqual(capture.place, { character: 3, share: 0.5 });
    assert.equal(file, wanted);
  });

  test("is told to the other pages", async () => {
    const other = await session.browser.open(session.browser.extensionUrl("options.html"));
    await runInExtension(other, ({ onChange, notes }) => {
      onChange((/** @type {any} */ change) => notes.push(change.kind));
    });
    await run(async (store) => {
      const [capture, file] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(capture, file);
      await store.setNote(capture.id, "note");
      await store.keepPlace(capture.id, null);
      await store.binCaptures([capture.id]);
      await store.restoreCaptures([capture.id]);
      // Nothing that is there is changed, so nothing is told.
      await store.markRead(["unknown"]);
    });
    const kinds = await runInExtension(other, async ({ notes }) => {
      for (let wait = 0; notes.length < 5 && wait < 100; wait += 1) await new Promise((next) => setTimeout(next, 20));
      return notes;
    });
    await other.close();
    assert.deepEqual(kinds, ["added", "changed", "placed", "binned", "restored"]);
  });
});

describe("the captures around one", () => {
  test("are all walked in the order of the library, those of one millisecond among them", async () => {
    const [listed, older, newer, around] = await run(async (store) => {
      const { neighboursOf } = await store.from("/store/neighbours.js");
      for (const [index, stamp] of [1000, 2000, 2000, 2000, 3000].entries()) {
        await store.addCapture(...(await store.make(`https://a.invalid/${index}`, stamp, `text ${index}`)));
      }
      const walk = async (/** @type {any} */ from, /** @type {string} */ direction) => {
        const ids = [];
        for (let one = from; one; one = (await neighboursOf(one))[direction]) ids.push(one.id);
        return ids;
      };
      const all = await store.listCaptures(null, 10);
      const walked = [await walk(all[0], "older"), await walk(all.at(-1), "newer")];
      await store.binCaptures([all[2].id]);
      const { newer, older } = await neighboursOf(all[2]);
      return [all.map((/** @type {any} */ { id }) => id), ...walked, [newer.id, older.id]];
    });
    assert.equal(listed.length, 5);
    assert.deepEqual(older, listed);
    assert.deepEqual(newer, listed.toReversed());
    assert.deepEqual(around, [listed[1], listed[3]], "around one that was deleted meanwhile");
  });
});

describe("the page beside a capture", () => {
  test("is read back, and left out where it is too large", async () => {
    const [page, none, isKept] = await run(async (store) => {
      const [capture, file] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(capture, file);
      await store.addPage(capture.id, "<p>页面</p>");
      const page = await store.readPage(capture.id);
      // Letters that cannot be compressed to less than the bytes they stand for.
      const noise = new Uint8Array(84 * 65_536);
      for (let at = 0; at < noise.length; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
      const letters = /** @type {any} */ (noise).toBase64();
      return [page, await store.readPage("unknown"), await store.addPage(capture.id, letters)];
    });
    assert.equal(page, "<p>页面</p>");
    assert.equal(none, null);
    assert.equal(isKept, false);
  });
});

describe("the images of a capture", () => {
  const ADDRESSES = ["https://a.invalid/one.png", "https://a.invalid/two.png"];

  test("are wanted once more where it is seen again and some are missing", async () => {
    const albums = await run(async (store, addresses) => {
      const wanted = { addresses, isToBeFetched: true };
      const image = { digest: "a", type: "image/png", bytes: new ArrayBuffer(1) };
      const { capture } = await store.addCapture(...(await store.make("https://a.invalid/x", 1000, "text")), wanted);
      const albums = [await store.readAlbum(capture.id)];
      await store.addImage(capture.id, addresses[0], image);
      await store.addImage(capture.id, "https://a.invalid/none.png", image);
      await store.closeAlbum(capture.id);
      for (const stamp of [2000, 3000]) {
        await store.addCapture(
          ...(await store.make("https://a.invalid/x", stamp, "text")),
          stamp === 2000 ? null : wanted,
        );
        albums.push(await store.readAlbum(capture.id));
      }
      return albums;
    }, ADDRESSES);
    assert.deepEqual(
      albums.map((/** @type {any} */ { kept, attempts }) => [kept.length, attempts]),
      [
        [0, 3],
        [1, undefined],
        [1, 3],
      ],
    );
  });

  test("go along with a version that its reader corrects, as far as it has them", async () => {
    const [album, count] = await run(async (store, addresses) => {
      const [capture, file] = await store.make("https://a.invalid/x", 1000, "text");
      await store.addCapture(capture, file, { addresses, isToBeFetched: true });
      for (const [index, address] of addresses.entries()) {
        await store.addImage(capture.id, address, { digest: `${index}`, type: "image/png", bytes: new ArrayBuffer(1) });
      }
      const corrected = await store.make("https://a.invalid/x", 2000, "other");
      const wanted = { addresses: addresses.slice(1), isToBeFetched: false, from: capture.id };
      const added = await store.addCorrected(...corrected, capture.id, wanted);
      await store.binCaptures([capture.id]);
      await store.purgeBin(Date.now());
      return [await store.readAlbum(added.capture.id), await store.countRows("images")];
    }, ADDRESSES);
    assert.deepEqual(album.kept, [{ address: ADDRESSES[1], digest: "1" }]);
    assert.deepEqual([album.attempts, count], [undefined, 1]);
  });

  test("are not begun for ever", async () => {
    const begun = await run(async (store, addresses) => {
      const wanted = { addresses, isToBeFetched: true };
      const { capture } = await store.addCapture(...(await store.make("https://a.invalid/x", 1000, "text")), wanted);
      const begun = [];
      for (let time = 0; time < 4; time += 1) begun.push((await store.beginAlbum(capture.id)) !== null);
      return [...begun, (await store.albumsToFill()).length];
    }, ADDRESSES);
    assert.deepEqual(begun, [true, true, true, false, 0]);
  });
});

describe("a database", () => {
  test("of version 1 is taken over with everything in it", async () => {
    await session.office.evaluate(writeVersionOne);
    const { captures, files } = await run(async (store) => {
      const all = await store.allCaptures();
      return {
        captures: all,
        files: await Promise.all(all.map((/** @type {any} */ { id }) => store.readFile(id))),
      };
    });
    assert.deepEqual(
      captures.map((/** @type {any} */ { id, address, tags, read }) => ({ id, address, tags, read })),
      [
        { id: "old-1", address: "https://old.invalid/page", tags: [], read: null },
        { id: "old-2", address: "https://old.invalid/#/route", tags: [], read: null },
      ],
    );
    assert.deepEqual(captures[0].keywords, []);
    assert.deepEqual(captures[1].keywords, ["kept"]);
    assert.deepEqual(files, ["<!--1-->\none", "<!--2-->\ntwo"]);
  });

  test("of version 2 is taken over with its bin, in which captures are found by their moment", async () => {
    await session.office.evaluate(writeVersionTwo);
    const [found, none, binned, file] = await run(async ({ capturesOf, listBin, readFile }) => {
      return [await capturesOf(1), await capturesOf(2), await listBin(), await readFile("old-1")];
    });
    assert.deepEqual(
      found.map((/** @type {any} */ { id, binned }) => ({ id, binned })),
      [{ id: "old-1", binned: 9 }],
    );
    assert.deepEqual(none, []);
    assert.deepEqual(binned, found);
    assert.equal(file, "<!--1-->\none");
  });

  test("of version 3 is taken over with all that it has, and may have images", async () => {
    await session.office.evaluate(writeVersionThree);
    const [captures, binned, files, pages, added] = await run(async (store) => {
      await store.makeAlbums([{ id: "old-1", addresses: ["https://old.invalid/a.png"] }]);
      const image = { digest: "a", type: "image/png", bytes: new ArrayBuffer(1) };
      const added = await store.addImage("old-1", "https://old.invalid/a.png", image);
      const files = await store.readFiles(["old-1", "old-2"]);
      return [await store.allCaptures(), await store.listBin(), files, await store.countRows("pages"), added];
    });
    assert.deepEqual(
      [...captures, ...binned].map(({ id, stamp, tags }) => ({ id, stamp, tags })),
      [1, 2].map((stamp) => ({ id: `old-${stamp}`, stamp, tags: ["kept"] })),
    );
    assert.deepEqual([files, pages, added], [["<!--1-->\none", "<!--2-->\ntwo"], 1, true]);
  });

  for (const [version, write] of [writeVersionOne, writeVersionTwo, writeVersionThree].entries()) {
    test(`of version ${version + 1} has the stores and indexes of a new one`, async () => {
      const fresh = await run(schema);
      await run((store) => store.emptyDatabase());
      await session.office.evaluate(write);
      assert.deepEqual(await run(schema), fresh);
    });
  }

  test("of a newer version is refused and left as it is", async () => {
    const [fault, version] = await run(async (store) => {
      await store.emptyDatabase();
      (await store.openRaw(99, (/** @type {IDBDatabase} */ database) => database.createObjectStore("later"))).close();
      const fault = await store.countCaptures().catch((/** @type {any} */ error) => error.fault);
      const [{ version }] = await indexedDB.databases();
      return [fault, version];
    });
    assert.equal(fault, "newer");
    assert.equal(version, 99);
  });

  test("that another page holds open is told within two seconds", async () => {
    const [fault, took, then] = await run(async (store) => {
      await store.emptyDatabase();
      const holder = await store.openRaw(1, (/** @type {IDBDatabase} */ database) => {
        database.createObjectStore("captures", { keyPath: "id" }).createIndex("stamp", "stamp");
        database.createObjectStore("files", { keyPath: "id" });
      });
      const begun = performance.now();
      const fault = await store.countCaptures().catch((/** @type {any} */ error) => error.fault);
      const took = performance.now() - begun;
      holder.close();
      return [fault, took, await store.countCaptures()];
    });
    assert.equal(fault, "blocked");
    assert.ok(took < 2000, `it took ${took} ms`);
    assert.equal(then, 0, "once it is let go, it opens");
  });

  test("that the browser does not open, and says nothing of, is told after some seconds, and keeps no connection", async () => {
    const [fault, took, then, isLeft] = await run(async (store) => {
      await store.emptyDatabase();
      const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
      let isHeld = true;
      // Whoever opens it during another's upgrade waits for that, and is told nothing.
      const holding = store.openRaw(1, (/** @type {IDBDatabase} */ database) => {
        const captures = database.createObjectStore("captures", { keyPath: "id" });
        captures.createIndex("stamp", "stamp");
        database.createObjectStore("files", { keyPath: "id" });
        const hold = () => {
          if (isHeld) captures.count().onsuccess = hold;
        };
        hold();
      });
      const begun = performance.now();
      const counting = store.countCaptures().catch((/** @type {any} */ error) => error.fault);
      const fault = await Promise.race([counting, wait(10_000)]);
      const took = performance.now() - begun;
      isHeld = false;
      (await holding).close();
      const then = await store.countCaptures();
      const isLeft = await Promise.race([store.emptyDatabase().then(() => true), wait(4000)]);
      return [fault, took, then, isLeft];
    });
    assert.equal(fault, "blocked");
    assert.ok(took < 7000, `it took ${took} ms`);
    assert.equal(then, 0, "once it is let go, it opens");
    assert.equal(isLeft, true, "the connection that came late holds nothing");
  });
});
