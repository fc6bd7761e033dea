// The images of captures. Each is kept once, by its SHA-256, however many captures have it; a capture has an album, which
// says at which of its addresses which image was.
//
// An album is opened in the transaction that adds its capture, so that a background which stops cannot forget it, and is
// filled afterwards, image by image. What could not be had stays a link.

import { announceChange } from "./changes.js";
import { read, settled, write } from "./database.js";

/** `digest` is of the bytes, in hex. @typedef {{ digest: string, type: string, bytes: ArrayBuffer }} Image */

/**
 * `addresses` are those of the capture's images, each once; `kept` are those whose image is there, and `digests` these
 * images, each once. `attempts` says how often it may still be begun to fill the album; one without it is closed.
 * @typedef {{ id: string, addresses: string[], kept: { address: string, digest: string }[], digests: string[],
 *   attempts?: number }} Album
 */

/**
 * What is wanted of an album: `addresses` as in it, whether what is missing `isToBeFetched`, and the capture whose images go
 * along, if another than its own.
 * @typedef {{ addresses: string[], isToBeFetched: boolean, from?: string }} Wanted
 */

/** How often it is begun to fill an album: what stopped the background once may do so each time. */
const MOST_ATTEMPTS = 3;

/**
 * Opens the album of a capture that is being added, or once more where it is there and images are missing.
 * @param {IDBTransaction} transaction with the store `albums`
 * @param {string} id of the capture
 * @param {Wanted} wanted
 */
export async function openAlbum(transaction, id, { addresses, isToBeFetched, from = id }) {
  const albums = transaction.objectStore("albums");
  /** @type {Album | undefined} */
  const before = await settled(albums.get(from));
  const goAlong = before !== undefined && from !== id;
  if (addresses.length === 0 || !(isToBeFetched || goAlong)) return;
  const kept = (before?.kept ?? []).filter(({ address }) => addresses.includes(address));
  const album = { id, addresses, kept, digests: digestsOf(kept) };
  const isOpen = isToBeFetched && kept.length < addresses.length;
  albums.put(isOpen ? { ...album, attempts: MOST_ATTEMPTS } : album);
}

/** Makes closed and empty albums for captures that have none. @param {{ id: string, addresses: string[] }[]} made */
export async function makeAlbums(made) {
  await write(["albums"], async (transaction) => {
    const albums = transaction.objectStore("albums");
    for (const { id, addresses } of made) {
      if ((await settled(albums.getKey(id))) === undefined) albums.put({ id, addresses, kept: [], digests: [] });
    }
  });
}

/** @param {string} id of a capture @returns {Promise<Album | null>} null where nothing was to be kept */
export async function readAlbum(id) {
  return (await readAlbums([id]))[0] ?? null;
}

/** @param {string[]} ids of captures @returns {Promise<(Album | null)[]>} in their order */
export function readAlbums(ids) {
  return read(["albums"], async (transaction) => {
    const albums = transaction.objectStore("albums");
    const rows = await Promise.all(ids.map((id) => settled(albums.get(id))));
    return rows.map((row) => row ?? null);
  });
}

/** @param {string} digest @returns {Promise<Image | null>} */
export async function readImage(digest) {
  return (await read(["images"], (transaction) => settled(transaction.objectStore("images").get(digest)))) ?? null;
}

/** The image of a capture at one of its addresses. @param {string} id @param {string} address @returns {Promise<Image | null>} */
export async function readImageAt(id, address) {
  const place = (await readAlbum(id))?.kept.find((one) => one.address === address);
  return place ? readImage(place.digest) : null;
}

/** The images of a capture by their addresses. @param {string} id @returns {Promise<Map<string, Image>>} */
export function readImages(id) {
  return read(["albums", "images"], async (transaction) => {
    /** @type {Album | undefined} */
    const album = await settled(transaction.objectStore("albums").get(id));
    const images = transaction.objectStore("images");
    const rows = await Promise.all((album?.digests ?? []).map((digest) => settled(images.get(digest))));
    const byDigest = new Map(rows.map((row) => [row?.digest, row]));
    const found = (album?.kept ?? []).map(({ address, digest }) => [address, byDigest.get(digest)]);
    return new Map(/** @type {[string, Image][]} */ (found.filter(([, image]) => image)));
  });
}

/** @returns {Promise<string[]>} the captures whose albums are open */
export async function albumsToFill() {
  const keys = await read(["albums"], (transaction) =>
    settled(transaction.objectStore("albums").index("attempts").getAllKeys()),
  );
  return /** @type {string[]} */ (keys);
}

/**
 * Notes that it is begun to fill an album.
 * @param {string} id
 * @returns {Promise<Album | null>} null where it is gone or closed, now because it was begun too often
 */
export async function beginAlbum(id) {
  const begun = await write(["albums"], async (transaction) => {
    const albums = transaction.objectStore("albums");
    /** @type {Album | undefined} */
    const album = await settled(albums.get(id));
    if (album?.attempts === undefined) return null;
    const { attempts, ...closed } = album;
    albums.put(attempts > 0 ? { ...closed, attempts: attempts - 1 } : closed);
    return attempts > 0 ? album : null;
  });
  announceChange("illustrated", [id]);
  return begun;
}

/**
 * Puts an image into an album; one that is at that address already stays.
 * @param {string} id of the capture
 * @param {string} address
 * @param {Image} image
 * @param {IDBTransactionDurability} [durability] relaxed where the album is closed afterwards
 * @returns {Promise<boolean>} whether it is there now: the album may be gone, and never have had the address
 */
export async function addImage(id, address, image, durability = "strict") {
  const isAdded = await write(
    ["albums", "images"],
    async (transaction) => {
      const albums = transaction.objectStore("albums");
      /** @type {Album | undefined} */
      const album = await settled(albums.get(id));
      if (!album?.addresses.includes(address)) return false;
      if (album.kept.some((one) => one.address === address)) return true;
      const kept = [...album.kept, { address, digest: image.digest }];
      transaction.objectStore("images").put(image);
      albums.put({ ...album, kept, digests: digestsOf(kept) });
      return true;
    },
    durability,
  );
  if (isAdded) announceChange("illustrated", [id]);
  return isAdded;
}

/** Closes an album: what is not there stays a link. @param {string} id */
export async function closeAlbum(id) {
  await write(["albums"], async (transaction) => {
    const albums = transaction.objectStore("albums");
    /** @type {Album | undefined} */
    const album = await settled(albums.get(id));
    if (!album) return;
    const { attempts, ...closed } = album;
    albums.put(closed);
  });
  announceChange("illustrated", [id]);
}

/**
 * Deletes the albums of captures that are gone for good, and the images that no other album has.
 * @param {IDBTransaction} transaction with the stores `albums` and `images`
 * @param {string[]} ids
 */
export async function removeAlbums(transaction, ids) {
  const albums = transaction.objectStore("albums");
  const gone = new Set();
  for (const id of ids) {
    /** @type {Album | undefined} */
    const album = await settled(albums.get(id));
    for (const digest of album?.digests ?? []) gone.add(digest);
    albums.delete(id);
  }
  for (const digest of gone) {
    const left = await settled(albums.index("digests").count(digest));
    if (left === 0) transaction.objectStore("images").delete(digest);
  }
}

/** @param {Album["kept"]} kept */
function digestsOf(kept) {
  return [...new Set(kept.map(({ digest }) => digest))];
}
