// Images that are kept: asked for once, fetched after the capture, shown without anybody being asked, and gone with the last
// capture that has them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { emptyDatabase, runInExtension } from "./database.js";
import { until } from "./driver/until.js";
import { CHAPEL, HARBOUR, startPictureServer } from "./picture_server.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

const PAGES = ["library.html", "options.html", "popup.html", "reader.html", "transfer.html", "versions.html"];

/** @type {import("./session.js").Session} */
let session;
/** @type {Awaited<ReturnType<typeof startPictureServer>>} */
let server;
/** The options page. @type {any} */
let options;
before(async () => {
  server = await startPictureServer();
  session = await startSession({ server });
});
afterEach(() => session.tidy());
after(async () => {
  await session?.close();
  await server?.close();
});

/** @param {(store: any, ...args: any[]) => unknown} body @param {...unknown} args */
const run = (body, ...args) => runInExtension(session.office, body, ...args);

const sha256 = (/** @type {Buffer} */ bytes) => createHash("sha256").update(bytes).digest("hex");

/** What was asked for since, by the path, of what pictures there are. @param {number} from */
const pathsSince = (from) =>
  server.asked
    .slice(from)
    .map(({ path }) => path)
    .filter((path) => path.endsWith(".png"));

/** Waits until an album is closed. @param {string} id */
function closed(id) {
  return until("the album to be closed", async () => {
    const album = await run((store, one) => store.readAlbum(one), id);
    return album && album.attempts === undefined && album;
  });
}

/** The switch and what is said beside it. @param {any} window */
function shown(window) {
  const control = window.document.getElementById("keepImages");
  const refused = window.document.getElementById("keepImages-refused");
  return { isOn: control.checked, isRefused: !refused.hidden && refused.textContent.length > 0 };
}

/** Turns the switch by a key: only what a user does lets the browser ask. */
async function turn() {
  await options.front();
  await options.evaluate((/** @type {any} */ window) => window.document.getElementById("keepImages").focus());
  await options.pressKey(" ");
}

/** @param {boolean} isAllowed */
async function turnOn(isAllowed) {
  await turn();
  await session.browser.answerPermission(isAllowed);
}

describe("the setting", () => {
  before(async () => {
    options = await session.browser.open(session.browser.extensionUrl("options.html"));
    await until("the options", () =>
      options.evaluate((/** @type {any} */ { document }) => document.body.dataset.state === "shown"),
    );
  });

  test("is off, and nothing is fetched or noted", async () => {
    assert.deepEqual(await options.evaluate(shown), { isOn: false, isRefused: false });
    const from = server.asked.length;
    const id = await captured(session, "/harbour.html");
    assert.equal(await run((store, one) => store.readAlbum(one), id), null);
    // Once by the page itself.
    assert.deepEqual(pathsSince(from).sort(), ["/chapel.png", "/harbour.png"]);
  });

  test("stays off where its permission is refused, and says why", async () => {
    await turnOn(false);
    await until("the reason", async () => (await options.evaluate(shown)).isRefused);
    assert.deepEqual(await options.evaluate(shown), { isOn: false, isRefused: true });
    assert.equal((await run(({ storage }) => storage.get("keepImages"))).keepImages, false);
  });

  test("is on where it is given", async () => {
    await turnOn(true);
    await until("the switch", async () => (await run(({ storage }) => storage.get("keepImages"))).keepImages);
    assert.deepEqual(await options.evaluate(shown), { isOn: true, isRefused: false });
  });
});

describe("a capture", () => {
  beforeEach(() => emptyDatabase(session.office));

  test("has its images, fetched by nobody who could be known", async () => {
    const from = server.asked.length;
    const id = await captured(session, "/harbour.html");
    const { addresses, kept } = await closed(id);
    assert.deepEqual(addresses, ["/harbour.png", "/chapel.png?size=1&of=2"].map(server.address));
    const expected = [sha256(HARBOUR), sha256(CHAPEL)].map((digest, index) => [addresses[index], digest]);
    assert.deepEqual(
      new Map(kept.map((/** @type {any} */ { address, digest }) => [address, digest])),
      new Map(/** @type {any} */ (expected)),
    );
    const bytes = await run(async (store, one) => {
      const images = [...(await store.readImages(one)).values()];
      return images.map(({ type, bytes }) => [type, /** @type {any} */ (new Uint8Array(bytes)).toBase64()]);
    }, id);
    assert.deepEqual(
      bytes.sort(),
      [HARBOUR, CHAPEL].map((picture) => ["image/png", picture.toString("base64")]).sort(),
    );
    const own = server.asked.slice(from).filter(({ headers }) => headers["sec-fetch-dest"] === "empty");
    assert.deepEqual(own.map(({ path }) => path).sort(), ["/chapel.png", "/harbour.png"]);
    for (const { headers } of own) {
      for (const name of ["cookie", "referer", "origin"]) assert.equal(headers[name], undefined, name);
    }
  });

  test("keeps no drawing, no words, nothing too large and nothing that is gone, and says so", async () => {
    const id = await captured(session, "/mixed.html");
    const { addresses, kept } = await closed(id);
    assert.equal(addresses.length, 5);
    assert.deepEqual(kept, [{ address: server.address("/harbour.png"), digest: sha256(HARBOUR) }]);
  });

  test("of a gallery keeps the first two hundred", async () => {
    const id = await captured(session, "/gallery.html");
    const { addresses, kept } = await closed(id);
    assert.equal(addresses.length, 203);
    const first = new Set(addresses.slice(0, 200));
    assert.deepEqual(new Set(kept.map((/** @type {any} */ { address }) => address)), first);
  });

  test("keeps 48 MiB of images and no more", async () => {
    const id = await captured(session, "/photographs.html");
    const { addresses, kept } = await closed(id);
    const size = await run(async (store, one) => {
      const images = [...(await store.readImages(one)).values()];
      return images.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    }, id);
    assert.deepEqual([addresses.length, kept.length, size], [5, 4, 4 * 11 * 1024 * 1024]);
  });

  test("without images has no album", async () => {
    const id = await captured(session, "/plain.html");
    assert.equal(await run((store, one) => store.readAlbum(one), id), null);
  });

  test("is acknowledged while an image has not come", async () => {
    const id = await captured(session, "/slow.html");
    await until("the slow image to be asked for", () => server.waiting.size > 0);
    const album = await until("the other image", async () => {
      const found = await run((store, one) => store.readAlbum(one), id);
      return found.kept.length === 1 && found;
    });
    assert.equal(typeof album.attempts, "number");
    const reader = await openReader(session, id);
    const words = await until("the count", () => reader.evaluate(keptWords));
    assert.match(words, /1 of 2/);
    await reader.close();
    server.slow(false);
    assert.equal((await closed(id)).kept.length, 2);
  });

  // Firefox's background is stopped by no protocol.
  test("is illustrated to the end though the background was stopped", {
    skip: process.env.OFFPRINT_BROWSER === "firefox",
  }, async () => {
    server.slow(true);
    const id = await captured(session, "/slow.html");
    await until("the slow image to be asked for", () => server.waiting.size > 0);
    await until("the other image to be kept", async () => {
      const { kept } = await run((store, one) => store.readAlbum(one), id);
      return kept.length === 1;
    });
    assert.ok(await session.browser.stopBackground());
    server.slow(false);
    const reader = await openReader(session, id);
    const { addresses, kept } = await closed(id);
    assert.equal(kept.length, addresses.length);
    await reader.close();
  });

  test("shares a picture with another, which goes with the last of them", async () => {
    const ids = [await captured(session, "/harbour.html"), await captured(session, "/again.html")];
    for (const id of ids) await closed(id);
    const counts = [await run((store) => store.countRows("images"))];
    for (const id of ids) {
      await run((store, one) => store.binCaptures([one]), id);
      counts.push(await run((store) => store.countRows("images")));
      await run((store) => store.purgeBin(Date.now() + 1));
      counts.push(await run((store) => store.countRows("images")));
    }
    assert.deepEqual(counts, [2, 2, 1, 1, 0]);
    assert.equal(await run((store) => store.countRows("albums")), 0);
  });
});

/** Whether all kept images are shown, from addresses that the page has made. @param {any} article */
function hasPictures(article) {
  const images = [...article.images];
  return (
    images.length === 2 && images.every(({ src, naturalWidth }) => src.startsWith("blob:") && naturalWidth === 320)
  );
}

/** Whether the frame that is printed has the kept images, too. @param {any} window */
function arePrinted({ document }) {
  const images = [...(document.querySelector("iframe.printed")?.contentDocument?.images ?? [])];
  return images.length === 2 && images.every(({ src }) => src.startsWith("blob:"));
}

/** What is said of kept images in the panel. @param {any} window */
function keptWords(window) {
  return window.document.getElementById("images-kept")?.textContent;
}

describe("the reading view", () => {
  /** @type {string} */
  let id;
  before(async () => {
    await emptyDatabase(session.office);
    id = await captured(session, "/harbour.html");
    await closed(id);
  });

  for (const images of ["always", "ask", "never"]) {
    test(`shows what is kept and asks nobody, where images are to load: ${images}`, async () => {
      await run(
        ({ storage }, choice) => storage.set({ reading: { images: choice }, loadImages: choice === "always" }),
        images,
      );
      const from = server.asked.length;
      const reader = await openReader(session, id);
      await until("the pictures", () => inArticle(reader, hasPictures));
      assert.deepEqual(server.asked.slice(from), []);
      const label = await until("the button", () =>
        reader.evaluate((/** @type {any} */ window) =>
          window.document.getElementById("images")?.getAttribute("aria-label"),
        ),
      );
      assert.match(label, /All kept, none is loaded/);
      assert.match(await until("the count", () => reader.evaluate(keptWords)), /2 of 2/);
      await reader.close();
    });
  }

  test("shows the text while no image can be read yet, with the room that they will take", async () => {
    // Whoever wants to read images waits for this transaction.
    await run((store) => {
      store.notes.length = 0;
      store.write(["images"], async (/** @type {any} */ transaction) => {
        while (store.notes.length === 0) await store.settled(transaction.objectStore("images").count());
      });
    });
    const from = server.asked.length;
    const reader = await openReader(session, id);
    const height = (/** @type {any} */ article) => article.documentElement.scrollHeight;
    const before = await inArticle(reader, (article) => [
      article.body.textContent.includes("laid so that the water runs off"),
      [...article.images].map(({ src }) => src.slice(0, 5)),
    ]);
    const heightBefore = await inArticle(reader, height);
    await run(({ notes }) => notes.push("let go"));
    await until("the pictures", () => inArticle(reader, hasPictures));
    assert.deepEqual(before, [true, ["data:", "data:"]]);
    assert.equal(await inArticle(reader, height), heightBefore);
    await until("the pictures to be enlarged when pressed", () =>
      inArticle(reader, (article) => [...article.images].every((image) => image.getAttribute("role") === "button")),
    );
    assert.deepEqual(server.asked.slice(from), []);
    await reader.close();
  });

  test("lets no page of the extension ask a site", async () => {
    const from = server.asked.length;
    for (const name of PAGES) {
      const page = await session.browser.open(session.browser.extensionUrl(name));
      const refused = await page.evaluate(
        (/** @type {any} */ window, /** @type {string} */ url) =>
          window.fetch(url).then(
            () => false,
            () => true,
          ),
        server.address("/harbour.png"),
      );
      assert.ok(refused, name);
      await page.close();
    }
    assert.deepEqual(server.asked.slice(from), []);
  });
});

describe("in and out", () => {
  beforeEach(() => emptyDatabase(session.office));

  /** All albums and images of the store, by what they are about; runs in the extension. */
  const READ = `async (store) => {
    const captures = await store.allCaptures();
    const rows = [];
    for (const { id, digest } of captures) {
      const { addresses, kept } = (await store.readAlbum(id)) ?? {};
      const images = [...(await store.readImages(id))].map(([address, { type, bytes }]) => [address, type, new Uint8Array(bytes).toBase64()]);
      rows.push({ digest, addresses, kept, images: images.sort() });
    }
    return rows.sort((one, other) => (one.digest < other.digest ? -1 : 1));
  }`;

  test("export, wipe, import: the same images, each of them once", async () => {
    for (const path of ["/harbour.html", "/again.html", "/mixed.html", "/plain.html"]) {
      const id = await captured(session, path);
      if (path !== "/plain.html") await closed(id);
    }
    const { before, after, names, report, again, counts } = await run(
      /** @type {any} */ (
        `async (store) => {
        const read = ${READ};
        const before = await read(store);
        const { exportCaptures } = await store.from("/transfer/export.js");
        const { importFiles } = await store.from("/transfer/import.js");
        const { sourcesIn } = await store.from("/transfer/sources.js");
        const zip = new File([await exportCaptures("captures", await store.allCaptures(), { title: "" })], "captures.zip");
        const names = [];
        for await (const { name } of sourcesIn([zip])) names.push(name);
        await store.emptyDatabase();
        const report = await importFiles([zip]);
        const counts = [await store.countRows("albums"), await store.countRows("images")];
        return { before, after: await read(store), names, report, again: await importFiles([zip]), counts };
      }`
      ),
    );
    assert.equal(before.length, 4);
    assert.deepEqual(after, before);
    assert.deepEqual(counts, [3, 2]);
    assert.deepEqual([report.added, report.images, report.refused], [4, 2, []]);
    assert.deepEqual([again.added, again.known, again.images, again.refused], [0, 4, 2, []]);
    const images = names.filter((/** @type {string} */ name) => name.includes("/images/")).sort();
    assert.deepEqual(images, [HARBOUR, CHAPEL].map((picture) => `captures.zip/images/${sha256(picture)}.png`).sort());
  });

  test("an image with other bytes than its name says is refused, and so is a line that no export writes", async () => {
    const id = await captured(session, "/harbour.html");
    await closed(id);
    const { report, albums } = await run(
      /** @type {any} */ (
        `async (store, harbour, chapel, bytes) => {
        const [capture] = await store.allCaptures();
        const file = await store.readFile(capture.id);
        await store.emptyDatabase();
        const { importFiles } = await store.from("/transfer/import.js");
        const key = { stamp: capture.stamp, digest: capture.digest };
        const address = "https://a.invalid/x.png";
        const lines = [
          { ...key, addresses: [address], images: [{ address, digest: harbour }, { address: "https://b.invalid/", digest: chapel }] },
          { ...key, addresses: ["javascript:1"], images: [] },
          { ...key, addresses: [], images: [{ address, digest: "../" + harbour }] },
          { ...key, digest: "x", addresses: [], images: [] },
          { ...key, addresses: "all", images: [] },
          null,
        ];
        const text = lines.map((line) => JSON.stringify(line) + "\\n").join("");
        const given = [
          new File([file], "one.md"),
          new File([text + "{"], "offprint-images.jsonl"),
          new File([Uint8Array.fromBase64(bytes)], "images/" + harbour + ".png"),
          new File(["no picture"], "images/" + chapel + ".png"),
          new File(["stray"], "images/" + "0".repeat(64) + ".png"),
        ];
        for (const one of given) Object.defineProperty(one, "webkitRelativePath", { value: "folder/" + one.name });
        const report = await importFiles(given);
        const [again] = await store.allCaptures();
        return { report, albums: [await store.readAlbum(again.id), await store.countRows("images")] };
      }`
      ),
      sha256(HARBOUR),
      sha256(CHAPEL),
      HARBOUR.toString("base64"),
    );
    assert.equal(report.refused.length, 7, JSON.stringify(report.refused));
    assert.deepEqual([report.added, report.images, report.leftOut], [1, 1, 1]);
    assert.deepEqual(albums[0].kept, [{ address: "https://a.invalid/x.png", digest: sha256(HARBOUR) }]);
    assert.equal(albums[1], 1);
  });

  test("a page holds its images as addresses, a book as files, and both link the others", async () => {
    const id = await captured(session, "/mixed.html");
    await closed(id);
    const [page, book] = await run(
      /** @type {any} */ (
        `async (store) => {
        const { exportCaptures } = await store.from("/transfer/export.js");
        const captures = await store.allCaptures();
        const page = await (await exportCaptures("html", captures, { title: "" })).text();
        const { sourcesIn } = await store.from("/transfer/sources.js");
        const book = {};
        const zip = new File([await exportCaptures("epub", captures, { title: "" })], "book.zip");
        for await (const { name, bytes } of sourcesIn([zip])) book[name.slice("book.zip/".length)] = bytes;
        const text = (name) => new TextDecoder().decode(book["book/" + name]);
        return [page, { names: Object.keys(book), manifest: text("package.opf"), chapter: text("00001.xhtml") }];
      }`
      ),
    );
    const sources = [...page.matchAll(/<img[^>]* src="([^"]*)"/g)].map(([, source]) => source);
    const address = `data:image/png;base64,${HARBOUR.toString("base64")}`;
    assert.deepEqual(sources, [
      address,
      ...["/drawing.png", "/words.png", "/large.png", "/gone.png"].map(server.address),
    ]);
    const { names, manifest, chapter } = book;
    const name = `images/${sha256(HARBOUR)}.png`;
    assert.ok(names.includes(`book/${name}`), names.join(" "));
    assert.ok(manifest.includes(`href="${name}" media-type="image/png"`), manifest);
    assert.ok(chapter.includes(`<img src="${name}"`), chapter);
    assert.equal(chapter.match(/<a class="image"/g)?.length, 4);
  });
});

describe("turned off again", () => {
  test("gives the permission back, and what is kept stays", async () => {
    await turn();
    await until("the switch", async () => !(await run(({ storage }) => storage.get("keepImages"))).keepImages);
    const has = await until("the permission to go", async () =>
      options.evaluate(async (/** @type {any} */ window) => {
        const { permissions } = window.browser ?? window.chrome;
        return !(await permissions.contains({ origins: ["http://*/*"] }));
      }),
    );
    assert.ok(has);
    assert.ok((await run((store) => store.countRows("images"))) > 0);
  });
});

// The last, because Firefox keeps the page and its database for as long as it asks how to print.
test("what is kept is printed, too", async () => {
  await emptyDatabase(session.office);
  const id = await run(
    async (store, urls, base64) => {
      const bytes = /** @type {any} */ (Uint8Array).fromBase64(base64);
      const { imageOf } = await store.from("/images/signatures.js");
      const images = urls.map((/** @type {string} */ url) => `<figure><img src="${url}" alt=""></figure>`).join("");
      const [capture, file] = await store.make("https://a.invalid/printed", 1000, `<p>text</p>${images}`);
      await store.addCapture(capture, file, { addresses: urls, isToBeFetched: true });
      for (const url of urls) await store.addImage(capture.id, url, await imageOf(bytes));
      return capture.id;
    },
    ["https://a.invalid/1.png", "https://a.invalid/2.png"],
    HARBOUR.toString("base64"),
  );
  const reader = await openReader(session, id);
  await reader.pressKey("P");
  await until("the pictures on paper", () => reader.evaluate(arePrinted));
});
