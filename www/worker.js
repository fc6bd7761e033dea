// The site without a network: its own files, as they were when it was last visited with one, and nothing else.
//
// A version is kept whole or not at all: files of two versions do not fit together.

const CACHE = "offprint-";
const LIST = "files.json";

/** What the types of a page's window do not know of a service worker's. @typedef {{ waitUntil: (work: Promise<unknown>) => void }} Waiting */
/** @typedef {{ request: Request, respondWith: (answer: Promise<Response>) => void }} Asked */

/**
 * @type {{
 *   registration: { scope: string }, clients: { claim: () => Promise<void> }, skipWaiting: () => Promise<void>,
 *   addEventListener: ((kind: "install" | "activate", listener: (event: Waiting) => void) => void)
 *     & ((kind: "fetch", listener: (event: Asked) => void) => void),
 * }}
 */
const worker = /** @type {any} */ (self);

worker.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) {
    event.respondWith(answer(request));
  }
});

/** Keeps the version that is served now, and forgets the others. */
async function keep() {
  const response = await fetch(LIST, { cache: "no-cache" });
  const { version, files } = await response.json();
  const cache = await caches.open(CACHE + version);
  await cache.addAll([...files, "./"].map((file) => new Request(file, { cache: "no-cache" })));
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE) && name !== CACHE + version);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * What is served, and what is kept where nothing is. Pages are asked for anew each time, and a page that changed brings its
 * version along.
 * @param {Request} request
 */
async function answer(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (request.mode !== "navigate") return kept ?? fetch(request);
  try {
    const served = await fetch(request);
    refresh();
    return served;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** Keeps a newer version, if there is one. */
async function refresh() {
  try {
    const response = await fetch(LIST, { cache: "no-cache" });
    const { version } = await response.json();
    if (!(await caches.has(CACHE + version))) await keep();
  } catch {
    // There is no network: what is kept stays.
  }
}
