// The library as its users have it: the list, its keys, the search, tags and notes, and the bin.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { emptyDatabase, runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { addPages } from "./filled.js";
import { pressKeys, typeText } from "./keys.js";
import { click, startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
/** @type {any} */
let library;
before(async () => {
  session = await startSession();
});
beforeEach(() => emptyDatabase(session.office));
afterEach(async () => {
  await library?.close();
  library = null;
});
after(() => session?.close());

/** @param {import("./filled.js").Page[]} pages */
async function openWith(pages) {
  const ids = await addPages(session.office, pages);
  await reopen();
  return ids;
}

async function reopen() {
  library = await session.browser.open(session.browser.extensionUrl("library.html"));
  await until("all rows", () => library.evaluate(isComplete));
}

/** @param {any} window */
function isComplete(window) {
  return window.document.body.dataset.state === "complete" && window.document.body.dataset.index === "complete";
}

/** The titles in the list, in order. */
const titles = () =>
  library.evaluate((/** @type {any} */ window) =>
    [...window.document.querySelectorAll("#captures .title")].map((title) => title.textContent),
  );

/** Types into the search field, and waits for the titles that are wanted. @param {string} typed @param {string[]} wanted */
async function search(typed, wanted) {
  await library.evaluate((/** @type {any} */ window, /** @type {string} */ text) => {
    const field = window.document.getElementById("query");
    field.value = text;
    field.dispatchEvent(new window.Event("input", { bubbles: true }));
  }, typed);
  await expectTitles(wanted, `${typed} to find ${wanted}`);
}

/** @param {string[]} wanted @param {string} [what] */
async function expectTitles(wanted, what = `the list ${wanted}`) {
  await until(what, async () => JSON.stringify(await titles()) === JSON.stringify(wanted)).catch(async (error) => {
    assert.deepEqual(await titles(), wanted, error.message);
  });
}

/** What is said of the row in focus, and how many are selected. */
const focused = () =>
  library.evaluate((/** @type {any} */ { document }) => {
    const row = document.activeElement?.closest("[role=row]");
    const selected = document.querySelectorAll("#captures [aria-selected=true]").length;
    return { index: Number(row?.ariaRowIndex), of: Number(document.getElementById("captures").ariaRowCount), selected };
  });

/** @param {string} keys @param {{ index: number, of: number, selected: number }} wanted */
async function pressAndExpect(keys, wanted) {
  await pressKeys(library, keys);
  await until(`${keys} to lead to ${wanted.index}`, async () => (await focused()).index === wanted.index).catch(
    () => {},
  );
  assert.deepEqual(await focused(), wanted, keys);
}

const FERRY = {
  title: "The last ferry",
  body: "It rained. On Sunday the ferry crossed the river for the last time. It was cold.",
  host: "news.example.org",
};
const DOCK = {
  title: "渡轮停航",
  body: "居民很难过。渡轮在星期天最后一次过河。天气很冷。",
  lang: "zh",
  host: "example.com",
  tags: ["交通"],
};
const CAFE = {
  title: "A café opens",
  body: "Nothing of boats is said here.",
  note: "for the ferry article",
  byline: "Ada Byron",
};

describe("the order", () => {
  test("is the one that was chosen last, whichever is ready first", async () => {
    await openWith([{ title: "c" }, { title: "a" }, { title: "b" }]);
    await expectTitles(["c", "a", "b"]);
    await library.evaluate(async (/** @type {any} */ { document, Event, setTimeout }) => {
      const order = document.getElementById("order");
      for (const value of ["title", "time"]) {
        order.value = value;
        order.dispatchEvent(new Event("change"));
      }
      // Three titles are ranked in far less.
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    assert.deepEqual(await titles(), ["c", "a", "b"]);
  });

  test("has a place for what comes while the others are ranked", async () => {
    const ranked = await runInExtension(session.office, async ({ from, make }) => {
      const { NO_FILTERS, Shelf } = await from("/list/shelf.js");
      const shelf = new Shelf("en", () => "a.invalid");
      const [capture] = await make("https://a.invalid/", 1000, "text");
      const put = (/** @type {string} */ title) =>
        shelf.put([{ ...capture, id: title, address: `https://a.invalid/${title}`, title }]);
      put("a");
      put("c");
      const ranking = shelf.rank("title");
      put("b");
      await ranking;
      await shelf.rank("title");
      return shelf.entries(NO_FILTERS, "title", null).map((/** @type {any} */ { capture }) => capture.title);
    });
    assert.deepEqual(ranked, ["a", "b", "c"]);
  });
});

test("what the search cannot follow is told to its page", async () => {
  const told = await runInExtension(session.office, async ({ from, openRaw }) => {
    (await openRaw(99, () => {})).close();
    const { SearchClient } = await from("/search/client.js");
    return new Promise((resolve) => {
      const start = () => new Worker("/search/worker.js", { type: "module" });
      const client = new SearchClient(
        start,
        () => {},
        (/** @type {Error} */ error) => resolve(error.message),
      );
      client.start();
    });
  });
  assert.match(told, /version/i);
});

describe("the search", () => {
  test("finds every script by word, character, phrase and beginning", async () => {
    await openWith([FERRY, DOCK, CAFE]);
    await search("river", ["The last ferry"]);
    await search("河", ["渡轮停航"]);
    await search("“最后一次”", ["渡轮停航"]);
    await search("最后过河", []);
    await search('"last time"', ["The last ferry"]);
    await search("riv", ["The last ferry"]);
    await search("riv ", []);
    await search("CAFE", ["A café opens"]);
    await search("byron", ["A café opens"]);
    await search("ferry", ["The last ferry", "A café opens"]);
    await search("site:example.org ", ["The last ferry", "A café opens"]);
    await search("tag:交通", ["渡轮停航"]);
    await search("ferry site:news", ["The last ferry"]);
    await search("", ["The last ferry", "渡轮停航", "A café opens"]);
  });

  test("shows the hit in its sentence", async () => {
    await openWith([FERRY, DOCK]);
    await search("river", ["The last ferry"]);
    const excerpt = await until("the sentence", () => library.evaluate(excerptWithHit));
    assert.equal(excerpt, "On Sunday the ferry crossed the <mark>river</mark> for the last time.");
    await search("过河", ["渡轮停航"]);
    const chinese = await until("the sentence", () => library.evaluate(excerptWithHit));
    assert.equal(chinese, "渡轮在星期天最后一次<mark>过河</mark>。");
  });

  test("follows the library while it is open", async () => {
    const [id] = await openWith([FERRY]);
    await addPages(session.office, [{ title: "Another", body: "a river", host: "another.example" }]);
    await search("river", ["The last ferry", "Another"].sort());
    await runInExtension(session.office, (store, one) => store.binCaptures([one]), id);
    await expectTitles(["Another"]);
    await runInExtension(session.office, (store, one) => store.restoreCaptures([one]), id);
    await expectTitles(["Another", "The last ferry"]);
    await runInExtension(session.office, (store, one) => store.setNote(one, "submarine"), id);
    await search("submarine", ["The last ferry"]);
  });

  test("builds anew what was damaged", async () => {
    await openWith([FERRY, DOCK]);
    await library.close();
    assert.equal(await session.office.evaluate(damageSegments), true);
    await reopen();
    await search("river", ["The last ferry"]);
    await search("河", ["渡轮停航"]);
  });
});

describe("the list", () => {
  const many = Array.from({ length: 300 }, (_, number) => ({ title: `Number ${number}`, words: (number * 7) % 300 }));

  test("has few rows in the document, and every row in reach of the keys", async () => {
    await openWith(many);
    await library.evaluate((/** @type {any} */ window) =>
      window.document.querySelector("#captures [tabindex='0']").focus(),
    );
    const of = 300;
    await pressAndExpect("ArrowDown", { index: 2, of, selected: 0 });
    await pressAndExpect("End", { index: 300, of, selected: 0 });
    const inDocument = (await titles()).length;
    assert.ok(inDocument < 40, `${inDocument} rows`);
    assert.ok((await titles()).includes("Number 299"));
    await pressAndExpect("ArrowUp", { index: 299, of, selected: 0 });
    await pressAndExpect("Home", { index: 1, of, selected: 0 });
    await pressKeys(library, "PageDown");
    assert.ok((await focused()).index > 3);
    await pressAndExpect("Home", { index: 1, of, selected: 0 });
    await pressAndExpect(" ", { index: 1, of, selected: 1 });
    await pressAndExpect("Shift+ArrowDown", { index: 2, of, selected: 2 });
    await pressAndExpect("Shift+ArrowDown", { index: 3, of, selected: 3 });
    await pressAndExpect("Delete", { index: 1, of: 297, selected: 0 });
    assert.equal((await titles())[0], "Number 3");
    await click(library, "#undo");
    await until("all rows", async () => (await focused()).of === of);
    assert.equal((await titles())[0], "Number 0");
    await pressAndExpect("Control+a", { index: 1, of, selected: (await titles()).length });
    await pressAndExpect("Escape", { index: 1, of, selected: 0 });
  });

  test("is sorted and narrowed", async () => {
    await openWith([
      { title: "Item 10", words: 5, host: "b.example", tags: ["one"], read: 1 },
      { title: "Item 9", words: 50, host: "a.example", lang: "zh-Hans" },
      { title: "Ähnlich", words: 10, host: "c.example", tags: ["one", "two"] },
    ]);
    const choose = (/** @type {string} */ selector, /** @type {string} */ value) =>
      library.evaluate(
        (/** @type {any} */ window, /** @type {string} */ wanted, /** @type {string} */ chosen) => {
          const field = window.document.querySelector(wanted);
          if (field.type === "checkbox") field.checked = chosen !== "";
          else field.value = chosen;
          field.dispatchEvent(new window.Event("change", { bubbles: true }));
        },
        selector,
        value,
      );
    await choose("#order", "title");
    await expectTitles(["Ähnlich", "Item 9", "Item 10"]);
    await choose("#order", "site");
    await expectTitles(["Item 9", "Item 10", "Ähnlich"]);
    await choose("#order", "length");
    await expectTitles(["Item 9", "Ähnlich", "Item 10"]);
    await choose("[name=tag]", "one");
    await expectTitles(["Ähnlich", "Item 10"]);
    await choose("[name=unread]", "on");
    await expectTitles(["Ähnlich"]);
    await click(library, "#filters [type=reset]");
    await choose("[name=language]", "zh");
    await expectTitles(["Item 9"]);
    await choose("[name=language]", "");
    await choose("[name=from]", "2099-01-01");
    await expectTitles([]);
  });

  test("shows a page once, with its versions", async () => {
    await openWith([]);
    await runInExtension(session.office, async (store) => {
      await store.addCapture(...(await store.make("https://a.invalid/x", 1000, "one")));
      await store.addCapture(...(await store.make("https://a.invalid/x", 2000, "two")));
    });
    await expectTitles(["Title"]);
    await until("both versions", () =>
      library.evaluate((/** @type {any} */ { document }) =>
        document.querySelector(".versions")?.textContent.includes("2"),
      ),
    );
    await search("one", ["Title"]);
    await click(library, "#captures .delete");
    await expectTitles([]);
    await click(library, "#bin");
    await expectTitles(["Title"]);
    await click(library, "#captures .restore");
    await expectTitles([]);
  });

  test("leads by a key to what changed between the versions of a page", async () => {
    await runInExtension(session.office, async (store) => {
      await store.addCapture(...(await store.make("https://a.invalid/x", 1000, "one")));
      await store.addCapture(...(await store.make("https://a.invalid/x", 2000, "two")));
    });
    await reopen();
    await library.evaluate((/** @type {any} */ window) =>
      window.document.querySelector("#captures [tabindex='0']").focus(),
    );
    await pressKeys(library, "v");
    await session.browser.find((/** @type {string} */ url) => url.includes("/versions.html?id="));
  });

  test("has a capture whose language has no name", async () => {
    await openWith([{ title: "From elsewhere", lang: "x-elsewhere" }]);
    const languages = await library.evaluate((/** @type {any} */ window) =>
      [...window.document.querySelector("[name=language]").options].map(({ value }) => value),
    );
    assert.deepEqual(languages, ["", "x"]);
  });
});

describe("several that are selected", () => {
  /** Opens the library with the first two of three selected. */
  async function openSelected() {
    const ids = await openWith([FERRY, DOCK, CAFE]);
    for (const row of [1, 2]) await click(library, `#captures [aria-rowindex="${row}"] .check`);
    await until("the selection", async () => (await focused()).selected === 2);
    return ids;
  }

  test("are tagged at once, and the others are not", async () => {
    const ids = await openSelected();
    await click(library, "#chosen [data-act=tag]");
    await until("the dialog", () =>
      library.evaluate((/** @type {any} */ { document }) => document.querySelector("#annotation[open]") !== null),
    );
    await typeText(library, "river");
    await click(library, "#annotation [value=save]");
    await until("the tag to be kept", async () => (await readCapture(ids[1])).tags.includes("river"));
    const tags = await Promise.all(ids.map(async (id) => (await readCapture(id)).tags));
    assert.deepEqual(tags, [["river"], ["交通", "river"], []]);
  });

  test("are downloaded as one zip", async () => {
    const ids = await openSelected();
    await click(library, "#chosen [data-act=download]");
    const said = () => library.evaluate((/** @type {any} */ w) => w.document.getElementById("outcome").textContent);
    const [name] = await until("the download", async () => /\S+\.zip/.exec(await said()));
    const bytes = readFileSync(join(session.downloads, "Offprint", name)).toString("base64");
    const { files, wanted } = await runInExtension(
      session.office,
      async ({ from, readFiles }, base64, chosen) => {
        const { sourcesIn } = await from("/transfer/sources.js");
        const files = [];
        const zip = new File([/** @type {any} */ (Uint8Array).fromBase64(base64)], "all.zip");
        for await (const { bytes } of sourcesIn([zip])) files.push(new TextDecoder().decode(bytes));
        return { files: files.sort(), wanted: (await readFiles(chosen)).sort() };
      },
      bytes,
      ids.slice(0, 2),
    );
    // Tags and notes are in a file of their own.
    assert.deepEqual(
      files.filter((/** @type {string} */ file) => file.startsWith("<!--")),
      wanted,
    );
    assert.equal(files.length, 3);
  });

  test("are what is exported", async () => {
    await openSelected();
    await click(library, "#chosen [data-act=export]");
    await until("the page of exports to name them", () =>
      library.evaluate(
        ({ document, location }) =>
          location.pathname === "/transfer.html" && /\b2\b/.test(document.getElementById("chosen")?.textContent ?? ""),
      ),
    );
  });
});

test("how much room the captures take is shown", async () => {
  await openWith([FERRY]);
  const shown = await until("the size", () =>
    library.evaluate((/** @type {any} */ { document }) => document.getElementById("storage").textContent),
  );
  assert.match(shown, /^[\d.]+ MB on this computer$/);
});

test("a picture is loaded where its reader allows it, and nowhere else", async () => {
  const image = session.server.address("/images/lighthouse.svg");
  const allow = (/** @type {boolean} */ loadImages) =>
    session.office.evaluate(
      (/** @type {any} */ window, /** @type {boolean} */ allowed) =>
        (window.browser ?? window.chrome).storage.local.set({ loadImages: allowed }),
      loadImages,
    );
  await openWith([{ ...FERRY, image }]);
  await until("the picture", () =>
    library.evaluate((/** @type {any} */ { document }) => document.images[0]?.naturalWidth > 0),
  );
  await library.close();
  await allow(false);
  await reopen();
  await library.evaluate((/** @type {any} */ window) => new Promise((resolve) => window.setTimeout(resolve, 500)));
  assert.equal(await library.evaluate((/** @type {any} */ { document }) => document.images.length), 0);
  await allow(true);
});

test("tags and a note are typed, kept and found", async () => {
  const [id] = await openWith([FERRY, CAFE]);
  await library.evaluate((/** @type {any} */ window) =>
    window.document.querySelector("#captures [tabindex='0']").focus(),
  );
  await pressKeys(library, "t");
  await until("the dialog", () =>
    library.evaluate((/** @type {any} */ { document }) => document.querySelector("#annotation[open]") !== null),
  );
  await typeText(library, "boats, long read");
  await pressKeys(library, "Enter");
  await library.evaluate((/** @type {any} */ { document }) => {
    document.querySelector("#annotation textarea").value = "submarine";
    document.querySelector("#annotation [value=save]").click();
  });
  await until("the tags to be kept", async () => (await readCapture(id))?.note === "submarine");
  assert.deepEqual((await readCapture(id)).tags, ["boats", "long read"]);
  await search('tag:"long read"', ["The last ferry"]);
  await search("submarine", ["The last ferry"]);
});

test("a search index that is deleted while a page has it open is kept anew by that page", async () => {
  const kept = await session.office.evaluate(keepSegmentsTwice);
  assert.deepEqual(kept, [[1], [2]]);
});

/** @param {string | undefined} id */
const readCapture = (id) => runInExtension(session.office, (store, one) => store.readCapture(one), id);

/** @param {any} window */
function excerptWithHit(window) {
  const excerpt = window.document.querySelector("#captures .excerpt");
  return excerpt?.querySelector("mark") && excerpt.innerHTML;
}

/** Changes a byte of every segment of the index; runs in a page of the extension. @param {any} window */
async function damageSegments(window) {
  const { keepSegment, listSegments, readSegment } = await import(`${window.location.origin}/search/segments.js`);
  const keys = await listSegments();
  for (const key of keys) {
    const bytes = await readSegment(key);
    bytes[bytes.length >> 1] ^= 1;
    await keepSegment({ key, bytes, replaced: [] });
  }
  return keys.length > 0;
}

/** Keeps a segment, lets the index be deleted, and keeps another; runs in a page of the extension. @param {any} window */
async function keepSegmentsTwice(window) {
  const { keepSegment, listSegments } = await import(`${window.location.origin}/search/segments.js`);
  const kept = [];
  for (const key of [1, 2]) {
    await new Promise((resolve, reject) => {
      const deleting = window.indexedDB.deleteDatabase("offprint-search");
      deleting.onsuccess = resolve;
      deleting.onerror = () => reject(deleting.error);
    });
    await keepSegment({ key, bytes: new Uint8Array(1), replaced: [] });
    kept.push(await listSegments());
  }
  return kept;
}
