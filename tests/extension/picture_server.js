// A site with an article and its images, of which some can be kept and others cannot. It remembers who asked for what.

import { createServer } from "node:http";
import { deflateSync } from "node:zlib";

/** As images/fetch.js has it, and a byte more. */
const TOO_LARGE = 12 * 1024 * 1024 + 1;

/** Each may be kept, and of five together only four: images/keep.js has the limit of an album. */
const PHOTOGRAPH = 11 * 1024 * 1024;
const PHOTOGRAPHS = 5;

/** More than an album may have: images/keep.js. */
const GALLERY = 203;

/** A picture that browsers draw: 320 by 180 pixels of one colour. @param {[number, number, number]} colour @returns {Buffer} a PNG */
export function png(colour) {
  const [width, height] = [320, 180];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(colour))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** @param {string} name @param {Buffer} body */
function chunk(name, body) {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(name, "latin1"), body, Buffer.alloc(4)]);
  bytes.writeUInt32BE(body.length, 0);
  bytes.writeUInt32BE(crc(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

/** As PNG (appendix D) and zip have it. @param {Buffer} bytes */
export function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

export const HARBOUR = png([36, 92, 140]);
export const CHAPEL = png([168, 84, 40]);
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><script>top.ran = 1</script></svg>';

/** What there is besides the two pictures. @type {Record<string, { type: string, body: Buffer | string, status?: number }>} */
const OTHERS = {
  "/drawing.png": { type: "image/png", body: DRAWING },
  "/words.png": { type: "image/png", body: "<!doctype html><p>No picture.</p>" },
  "/large.png": { type: "image/png", body: Buffer.concat([HARBOUR, Buffer.alloc(TOO_LARGE - HARBOUR.length)]) },
  "/gone.png": { type: "text/plain", body: "gone", status: 404 },
};

const PARAGRAPHS = [
  "The harbour was built by people who meant to stay, and it shows in every stone of the quay, which is laid so that the water runs off towards the sea and never towards the houses behind it.",
  "Above it stands a chapel that was a warehouse first, then a school, and for eleven winters the only dry room in the village, in which boats were mended and letters were read aloud to those who waited.",
  "Nobody has counted the steps between the two, because everybody who walks them is carrying something, and people who carry things count other things than steps, mostly the days until the ferry.",
];

/**
 * The article; its images in the order of their paths, each between two paragraphs.
 *
 * @param {string} title
 * @param {string[]} images
 */
function article(title, images) {
  const figure = (/** @type {string} */ path, /** @type {number} */ index) =>
    `<figure><img src="${path}" width="320" height="180" alt="Picture ${index + 1}"><figcaption>The place, seen from number ${index + 1} &amp; behind it</figcaption></figure><p>${PARAGRAPHS[index % 3]}</p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>
    <p>${PARAGRAPHS[0]}</p><p>${PARAGRAPHS[1]}</p>${images.map(figure).join("")}<p>${PARAGRAPHS[2]}</p></article></body></html>`;
}

/** What each page shows. @type {Record<string, string[]>} */
export const PAGES = {
  "/harbour.html": ["/harbour.png", "/chapel.png?size=1&amp;of=2"],
  "/again.html": ["/harbour.png?again"],
  "/mixed.html": ["/harbour.png", "/drawing.png", "/words.png", "/large.png", "/gone.png"],
  "/slow.html": ["/harbour.png", "/slow.png"],
  "/plain.html": [],
  "/gallery.html": Array.from({ length: GALLERY }, (_, number) => `/gallery-${number}.png`),
  "/photographs.html": Array.from({ length: PHOTOGRAPHS }, (_, number) => `/photograph-${number}.png`),
};

/** Starts the site on a port that is free. */
export async function startPictureServer() {
  /** @type {{ path: string, headers: import("node:http").IncomingHttpHeaders }[]} */
  const asked = [];
  /** Who waits for the slow picture. @type {Set<import("node:http").ServerResponse>} */
  const waiting = new Set();
  let isSlow = true;
  const server = createServer((request, response) => {
    const { pathname: path } = new URL(request.url ?? "/", "http://localhost");
    asked.push({ path, headers: request.headers });
    const images = PAGES[path];
    if (images) return page(response, article(`The harbour, ${path}`, images));
    // The page itself has it, or it would never be loaded.
    const isFetched = request.headers["sec-fetch-dest"] === "empty";
    if (path === "/slow.png" && isSlow && isFetched) return waiting.add(response);
    send(response, path);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    asked,
    waiting,
    address: (/** @type {string} */ path) => `http://127.0.0.1:${port}${path}`,
    /** Lets the slow picture come never, or at once. @param {boolean} slow */
    slow: (slow) => {
      isSlow = slow;
      if (slow) return;
      for (const response of waiting) send(response, "/slow.png");
      waiting.clear();
    },
    close: () => {
      server.closeAllConnections();
      return /** @type {Promise<void>} */ (new Promise((resolve) => server.close(() => resolve())));
    },
  };
}

/** @param {import("node:http").ServerResponse} response @param {string} body */
function page(response, body) {
  // Whoever gave it back with an image would be known.
  const headers = { "content-type": "text/html; charset=utf-8", "set-cookie": "visitor=1; SameSite=None; Path=/" };
  response.writeHead(200, headers).end(body);
}

/** The harbour, or a photograph: the same with other bytes behind it for each. @param {string} path */
function large(path) {
  const [, number] = /^\/photograph-(\d)\.png$/.exec(path) ?? [];
  return number ? Buffer.concat([HARBOUR, Buffer.alloc(PHOTOGRAPH - HARBOUR.length, number)]) : HARBOUR;
}

/** @param {import("node:http").ServerResponse} response @param {string} path */
function send(response, path) {
  const picture = { type: "image/png", body: path === "/chapel.png" ? CHAPEL : large(path) };
  const { type, body, status = 200 } = /** @type {any} */ (OTHERS[path] ?? picture);
  response.writeHead(status, { "content-type": type, "set-cookie": "picture=1" }).end(body);
}
