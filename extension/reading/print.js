// Printing. A frame on the screen is printed as far as it is seen; so the article is put into one of its own, which is
// printed as a document is. Only that one may open the browser's print dialog, and scripts run in neither.

import { element } from "../element.js";
import { dress } from "./choices.js";
import { boxWide } from "./frame.js";
import { layOnPaper } from "./paper.js";

/** @typedef {import("./view.js").View} View */

/** @param {View} view */
export function createPrint(view) {
  view.commands.set("print", () => print(view));
  layOnPaper(view);
}

/** @param {View} view */
async function print(view) {
  const frame = element("iframe", { sandbox: "allow-same-origin allow-modals", class: "printed", tabindex: "-1" });
  frame.setAttribute("aria-hidden", "true");
  document.querySelector("iframe.printed")?.remove();
  document.body.append(frame);
  const page = await view.copyInto(frame);
  dress(page, { ...view.choices, theme: "light" });
  boxWide(page);
  // Its images belong on the paper.
  await Promise.all([...page.images].map(ended));
  frame.contentWindow?.focus();
  frame.contentWindow?.print();
}

/** When an image is there, or will not come. @param {HTMLImageElement} image */
function ended(image) {
  return image.decode().catch(() => {});
}
