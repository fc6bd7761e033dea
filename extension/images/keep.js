// Fills the albums of captures: one after the other, several images of one at a time. A capture is acknowledged long before,
// and nothing here concerns it any more.
//
// The browser may stop the background while an album is filled. It stays open then, and is filled on when the background
// starts again; each start is counted, so that an image which ends the background is not fetched for ever.

import { readCaptureFile } from "../engine.js";
import { addImage, albumsToFill, beginAlbum, closeAlbum, readImages } from "../store/images.js";
import { imageAddresses } from "./addresses.js";
import { fetchImage } from "./fetch.js";
import { keepsImages } from "./permission.js";

/** @typedef {import("../store/images.js").Album} Album */

/** What has more images is a gallery, of which an article shows the first ones. */
export const MOST_IMAGES = 200;
/** What the images of one capture may take, in bytes: two hundred captures like that fill a disk's last ten gigabytes. */
export const LARGEST_ALBUM = 48 * 1024 * 1024;
/** How long an album may take, in ms. */
const LONGEST_FILLING = 180_000;
/** As many as browsers ask one server for at once. */
const AT_ONCE = 6;
/** Chromium stops a background that has called nothing for half a minute, in ms. */
const STIR = 20_000;

/** The filling that is under way: one album at a time. */
let filling = Promise.resolve();

/**
 * What is to be kept of a capture's images.
 * @param {string} file of the capture
 * @param {string} [from] a capture whose images go along
 * @returns {Promise<import("../store/images.js").Wanted | null>} null where nothing is
 */
export async function wantedImages(file, from) {
  const isToBeFetched = await keepsImages();
  if (!isToBeFetched && from === undefined) return null;
  const { body } = await readCaptureFile(file);
  return { addresses: imageAddresses(body), isToBeFetched, ...(from && { from }) };
}

/** Fills the albums that are open. Nobody waits for it; what goes wrong leaves images as links. */
export function fillAlbums() {
  filling = filling.then(fillAll).catch(() => {});
  return filling;
}

async function fillAll() {
  for (const id of await albumsToFill()) {
    const album = await beginAlbum(id);
    if (!album) continue;
    const ends = new AbortController();
    const stir = setInterval(() => browser.runtime.getPlatformInfo(), STIR);
    try {
      if (await keepsImages()) await fill(album, AbortSignal.any([ends.signal, AbortSignal.timeout(LONGEST_FILLING)]));
    } finally {
      clearInterval(stir);
      // Where the disk is full, the other fetches have nothing to come to.
      ends.abort();
      await closeAlbum(id);
    }
  }
}

/** @param {Album} album @param {AbortSignal} signal */
async function fill(album, signal) {
  const there = await readImages(album.id);
  const missing = album.addresses.slice(0, MOST_IMAGES).filter((address) => !there.has(address));
  let room = LARGEST_ALBUM - [...there.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const next = missing.values();
  const fetchNext = async () => {
    for (const address of next) {
      if (signal.aborted) return;
      const image = await fetchImage(address, { room, signal });
      // Others may have taken the room meanwhile.
      if (!image || image.bytes.byteLength > room) continue;
      room -= image.bytes.byteLength;
      await addImage(album.id, address, image, "relaxed");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
}
