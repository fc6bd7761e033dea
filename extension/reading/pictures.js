// Images that are held beside a capture, put in their places once the text is on the screen: an album may be larger than all the
// texts of a library, and nobody waits for it to read.
//
// Until then there is an empty picture in each place, which costs no request, whatever its reader has chosen for images. Only
// what this page makes of held bytes is put there; no address of such a kind passes the sanitizer.

import { withImages } from "../images/addresses.js";

/** @typedef {{ type: string, bytes: ArrayBuffer }} Picture */

/**
 * The addresses whose images are held, and what gives one of them; null where it is gone, which leaves it to its address.
 * @typedef {{ addresses: string[], read: (address: string) => Promise<Picture | null> }} Pictures
 */

/** A pixel that cannot be seen; behind it stands which address is meant. */
const EMPTY = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7#";

export class PicturePlaces {
  #pictures;
  #signal;
  /** The addresses that this page has made of bytes. @type {Map<string, string>} */
  #made = new Map();

  /** @param {Pictures} pictures @param {AbortSignal} signal ends the view, and what was made for it */
  constructor(pictures, signal) {
    this.#pictures = pictures;
    this.#signal = signal;
    signal.addEventListener("abort", () => {
      for (const address of this.#made.values()) URL.revokeObjectURL(address);
      this.#made.clear();
    });
  }

  /** @param {string} html sanitized @returns {string} with room for what is held */
  reserve(html) {
    const numbers = new Map(this.#pictures.addresses.map((address, number) => [address, number]));
    return withImages(html, (address) => {
      const number = numbers.get(address);
      return number === undefined ? undefined : (this.#made.get(address) ?? EMPTY + number);
    });
  }

  /** Fills the places of a page, the first ones first. @param {Document} page */
  async fill(page) {
    const places = [...page.images].filter(({ src }) => src.startsWith(EMPTY));
    places.forEach(keepShape);
    for (const image of places) {
      // The frame has another page by now, or the view has ended.
      if (page.defaultView === null || this.#signal.aborted) return;
      const address = this.#pictures.addresses[Number(image.src.slice(EMPTY.length))] ?? "";
      image.src = (await this.#addressOf(address)) ?? address;
    }
  }

  /** @param {string} address @returns {Promise<string | null>} */
  async #addressOf(address) {
    const made = this.#made.get(address);
    if (made) return made;
    const picture = await this.#pictures.read(address).catch(() => null);
    if (!picture || this.#signal.aborted) return null;
    const fresh = URL.createObjectURL(new Blob([picture.bytes], { type: picture.type }));
    this.#made.set(address, fresh);
    return fresh;
  }
}

/** An empty picture is square; the text below is not to move when the other comes. @param {HTMLImageElement} image */
function keepShape(image) {
  const [width, height] = [image.getAttribute("width"), image.getAttribute("height")];
  if (!width || !height) return;
  image.style.aspectRatio = `${width} / ${height}`;
  const end = () => {
    if (!image.src.startsWith(EMPTY)) image.style.removeProperty("aspect-ratio");
  };
  for (const event of ["load", "error"]) image.addEventListener(event, end);
}
