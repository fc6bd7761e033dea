// The database as the tests use it: through the store's own functions, and past them.

/** What runs before each question: the store in one object, and what the tests add to it. */
const PRELUDE = `
  const from = (path) => import(window.location.origin + path);
  const names = ["captures", "bin", "notes", "snapshots", "changes", "database", "faults", "images"];
  const modules = await Promise.all(names.map((name) => from("/store/" + name + ".js")));
  const { digest } = await from("/digest.js");
  const { addressOf } = await from("/store/address.js");
  const { UNREAD } = await from("/store/unread.js");
  const notes = (window.notesOfTests ??= []);
  const { local: storage } = (window.browser ?? window.chrome).storage;
  const store = Object.assign({ from, storage, make, openRaw, emptyDatabase, countRows, notes, digest, addressOf }, ...modules);

  async function make(url, stamp, body, written = url) {
    const file = "<!--" + stamp + "-->\\n[Title](" + written + ")\\n------\\n\\n<article>" + body + "</article>\\n";
    const capture = {
      id: crypto.randomUUID(), stamp, url, address: addressOf(url), title: "Title", site: null, byline: null,
      authors: [], published: null, modified: null, lang: "en", dir: null, excerpt: null, image: null,
      canonical: null, keywords: [], words: 1, confidence: 1, policy: "article", selection: false,
      name: "a.invalid/" + stamp + "_Title.md", digest: await digest(file),
      bytes: new TextEncoder().encode(file).length, timings: null, ...UNREAD,
    };
    return [capture, file];
  }

  function openRaw(version, upgrade) {
    return new Promise((resolve, reject) => {
      const opening = window.indexedDB.open("offprint", version);
      opening.onupgradeneeded = () => upgrade(opening.result);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
  }

  function emptyDatabase() {
    return new Promise((resolve, reject) => {
      const deleting = window.indexedDB.deleteDatabase("offprint");
      deleting.onsuccess = () => resolve(null);
      deleting.onerror = () => reject(deleting.error);
    });
  }

  function countRows(name) {
    return modules[5].read([name], (transaction) => modules[5].settled(transaction.objectStore(name).count()));
  }
`;

/**
 * Runs a function in a page of the extension; it gets the store's functions and what else is given.
 *
 * @param {any} page
 * @param {(store: any, ...args: any[]) => unknown} body
 * @param {...unknown} args
 * @returns {Promise<any>}
 */
export function runInExtension(page, body, ...args) {
  return page.evaluate(`async (window, ...args) => { ${PRELUDE} return (${body})(store, ...args); }`, ...args);
}

/** Deletes the whole database, and the notes that there was one. @param {any} page of the extension */
export function emptyDatabase(page) {
  return runInExtension(page, async (store) => {
    await store.emptyDatabase();
    await store.storage.remove("library");
    window.localStorage.removeItem("library");
  });
}

/** Writes a database as version 1 of the schema did; runs in a page of the extension. @param {any} window */
export function writeVersionOne(window) {
  return new Promise((resolve, reject) => {
    const opening = window.indexedDB.open("offprint", 1);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      database.createObjectStore("captures", { keyPath: "id" }).createIndex("stamp", "stamp");
      database.createObjectStore("files", { keyPath: "id" });
    };
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(["captures", "files"], "readwrite");
      const shared = { title: "Old", words: 1, lang: null, timings: { snapshot: 1, engine: 1, store: 1, total: 3 } };
      const captures = transaction.objectStore("captures");
      captures.put({ ...shared, id: "old-1", stamp: 1, url: "https://old.invalid/page#part" });
      captures.put({ ...shared, id: "old-2", stamp: 2, url: "https://old.invalid/#/route", keywords: ["kept"] });
      transaction.objectStore("files").put({ id: "old-1", file: "<!--1-->\none" });
      transaction.objectStore("files").put({ id: "old-2", file: "<!--2-->\ntwo" });
      transaction.oncomplete = () => {
        database.close();
        resolve(null);
      };
    };
  });
}

/** Writes a database as version 2 of the schema did, with one capture in the bin; runs in a page of the extension. @param {any} window */
export function writeVersionTwo(window) {
  return new Promise((resolve, reject) => {
    const opening = window.indexedDB.open("offprint", 2);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      const captures = database.createObjectStore("captures", { keyPath: "id" });
      captures.createIndex("stamp", "stamp");
      captures.createIndex("address", ["address", "stamp"]);
      const bin = database.createObjectStore("bin", { keyPath: "id" });
      bin.createIndex("binned", "binned");
      bin.put({ id: "old-1", stamp: 1, url: "https://old.invalid/", address: "https://old.invalid/", binned: 9 });
      database.createObjectStore("files", { keyPath: "id" }).put({ id: "old-1", file: "<!--1-->\none" });
      database.createObjectStore("pages", { keyPath: "id" });
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve(null);
    };
  });
}

/** Writes a database as version 3 of the schema did, with a capture, its page and one in the bin; runs in a page of the extension. @param {any} window */
export function writeVersionThree(window) {
  return new Promise((resolve, reject) => {
    const opening = window.indexedDB.open("offprint", 3);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      const row = { url: "https://old.invalid/", address: "https://old.invalid/", tags: ["kept"], highlights: [] };
      const captures = database.createObjectStore("captures", { keyPath: "id" });
      captures.createIndex("stamp", "stamp");
      captures.createIndex("address", ["address", "stamp"]);
      captures.put({ ...row, id: "old-1", stamp: 1 });
      const bin = database.createObjectStore("bin", { keyPath: "id" });
      bin.createIndex("binned", "binned");
      bin.createIndex("stamp", "stamp");
      bin.put({ ...row, id: "old-2", stamp: 2, binned: Date.now() });
      const files = database.createObjectStore("files", { keyPath: "id" });
      files.put({ id: "old-1", file: "<!--1-->\none" });
      files.put({ id: "old-2", file: "<!--2-->\ntwo" });
      database.createObjectStore("pages", { keyPath: "id" }).put({ id: "old-1", html: new ArrayBuffer(3) });
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve(null);
    };
  });
}
