// An image that is pressed fills the window. The larger one is made in the frame, so that it loads under the same policy.

import { isHeld } from "./frame.js";

/** @typedef {import("./view.js").View} View */

/** What is smaller than this is a sign in the text, in CSS pixels. */
const SIGN = 64;

/** @param {View} view */
export function enlargeImages(view) {
  view.whenFilled((page) => {
    if (!view.isArticle) return;
    for (const image of page.querySelectorAll("main img")) {
      if (!image.closest("a[href]")) offer(view, /** @type {HTMLImageElement} */ (image));
    }
  });
}

/** @param {View} view @param {HTMLImageElement} image */
function offer(view, image) {
  const make = () => {
    // A held one comes after an empty one, and then in its own size.
    if (image.role === "button") return;
    if (!(view.showsImages || isHeld(image)) || image.naturalWidth < SIGN || image.clientWidth < SIGN) return;
    image.tabIndex = 0;
    image.setAttribute("role", "button");
    image.setAttribute("aria-label", view.say("readingEnlarge", image.alt));
    image.addEventListener("click", () => enlarge(view, image));
    image.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      enlarge(view, image);
    });
  };
  if (image.complete) make();
  image.addEventListener("load", make);
}

/** @param {View} view @param {HTMLImageElement} image */
function enlarge(view, image) {
  const { page } = view;
  const dialog = page.createElement("dialog");
  const larger = page.createElement("img");
  dialog.className = "enlarged";
  dialog.setAttribute("aria-label", image.alt || view.say("readingImage"));
  dialog.tabIndex = -1;
  larger.src = image.currentSrc || image.src;
  larger.alt = image.alt;
  dialog.append(larger);
  const caption = image.closest("figure")?.querySelector("figcaption")?.textContent;
  if (caption) dialog.append(Object.assign(page.createElement("p"), { textContent: caption }));
  page.body.append(dialog);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") dialog.close();
    // Nothing else is commanded while it is open.
    if (event.key !== "Escape") event.preventDefault();
    event.stopPropagation();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    image.focus({ preventScroll: true });
  });
  dialog.showModal();
}
