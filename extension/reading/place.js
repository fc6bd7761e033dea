// The place where somebody stopped reading: found again at the next opening, on any screen and at any size, because it
// is counted in characters.

/** @typedef {import("./view.js").View} View */

/** The reader has come to rest after this time, in ms. */
const REST = 400;

/** What little was read is no place to go back to. */
const BEGUN = 0.02;

/** @param {View} view */
export function returnToPlace(view) {
  const { place } = view.host;
  if (place && place.share > BEGUN && place.share < 1) view.goTo(place.character);
}

/** @param {View} view */
export function rememberPlace(view) {
  let timer = 0;
  let isMoved = false;
  const keep = () => {
    clearTimeout(timer);
    if (isMoved && view.isArticle) view.attempt(() => view.host.keepPlace(view.here()));
    isMoved = false;
  };
  view.whenFilled((page) => {
    page.defaultView?.addEventListener(
      "scroll",
      () => {
        isMoved = true;
        clearTimeout(timer);
        timer = setTimeout(keep, REST);
      },
      { passive: true },
    );
  });
  // Whoever leaves at once has not come to rest.
  view.whenLeft(keep);
}
