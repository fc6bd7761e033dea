// What a reader might do to a document, and more. It is sent to pages as text, so it uses nothing from outside itself.

/**
 * Opens, focuses and clicks every element, and tells each of every kind of event. Links that lead away are not followed,
 * those that run are.
 * @param {Document} page
 */
export function prod(page) {
  const events = (
    "mouseover mouseenter mousemove mousedown mouseup pointerover pointerdown focus focusin blur load error toggle " +
    "beforetoggle animationstart animationend transitionend input change submit reset keydown keyup wheel scroll copy " +
    "paste drag drop contextmenu begin end pageshow message resize"
  ).split(" ");
  const window = /** @type {Window & typeof globalThis} */ (page.defaultView);
  const stay = (/** @type {Event} */ event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a, area");
    const href = link?.getAttribute("href") ?? link?.getAttribute("xlink:href") ?? "";
    // Before it is read, browsers drop such characters from an address.
    if (!/^javascript:/i.test(href.replace(/[\0-\x20]/g, ""))) event.preventDefault();
  };
  page.addEventListener("click", stay, true);
  page.addEventListener("submit", (event) => event.preventDefault(), true);
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("*"))) {
    if (element instanceof window.HTMLDetailsElement) element.open = !element.open;
    element.focus?.();
    element.click?.();
    for (const type of events) element.dispatchEvent(new window.Event(type, { bubbles: true, cancelable: true }));
  }
}
