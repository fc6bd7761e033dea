// The bar: where the capture comes from and when, how far it is read, and the buttons. It steps aside while somebody
// reads on, and comes back when they scroll back, point to the edge, touch the text or move the focus into it.

import { element, icon } from "../element.js";
import { inDigits } from "../localize.js";
import { follow } from "./links.js";

/** @typedef {import("./view.js").View} View */

/** So far somebody has to scroll, in CSS pixels, before the bar goes or comes. */
const SLACK = 12;
/** How near to the edge the pointer calls the bar. */
const EDGE = 40;

/** @param {View} view */
export function createBar(view) {
  const { bar, library, signal } = view.host;
  const nav = element("nav", { "aria-label": view.say("captureActions") });
  if (library) {
    const name = view.say("readingLibrary");
    // On a narrow screen there is the icon alone.
    const link = { id: "library", class: "tool", href: library, "aria-label": name };
    nav.append(element("a", link, icon("library"), element("span", {}, name)));
    view.commands.set("library", () => location.assign(library));
  }
  nav.append(originOf(view), progressOf(view), element("div", { class: "tools", role: "group" }));
  bar.replaceChildren(nav, element("div", { class: "read", "aria-hidden": "true" }));
  bar.addEventListener("focusin", () => bar.removeAttribute("data-aside"), { signal });
  view.whenFilled((page) => stepAside(view, page));
}

/** The page that was captured, and when. @param {View} view */
function originOf(view) {
  const { url, stamp } = view.host;
  const origin = element("p", { class: "origin" });
  // A capture of a local file has no address that a link could lead to.
  if (/^https?:/i.test(url)) {
    const host = new URL(url).hostname.replace(/^www\./, "");
    const label = view.say("original", host);
    const link = element("a", { id: "original", href: url, target: "_blank", rel: "noreferrer", dir: "auto" }, host);
    link.title = label;
    link.setAttribute("aria-label", label);
    view.commands.set("original", () => follow(view, url));
    origin.append(link, " ");
  }
  const date = new Date(stamp);
  const format = new Intl.DateTimeFormat(view.say("language"), { dateStyle: "medium", timeStyle: "short" });
  const time = element("time", { datetime: date.toISOString() }, format.format(date));
  time.title = view.say("readingCaptured", format.format(date));
  origin.append(time);
  return origin;
}

/** How much was read, and the time that the rest takes. @param {View} view */
function progressOf(view) {
  const words = element("p", { id: "progress" });
  const show = () => {
    const { share } = view.flow;
    const left = Math.ceil(view.host.minutes * (1 - share));
    const percent = new Intl.NumberFormat(view.say("language"), { style: "percent" }).format(share);
    words.textContent = share < 1 ? view.say("readingProgress", [percent, inDigits(left)]) : percent;
    view.host.bar.style.setProperty("--read", String(share));
  };
  view.whenFilled((page) => {
    page.defaultView?.addEventListener("scroll", oncePerFrame(show), { passive: true });
    page.defaultView?.addEventListener("resize", oncePerFrame(show), { passive: true });
    show();
  });
  return words;
}

/** @param {View} view @param {Document} page */
function stepAside(view, page) {
  const { bar } = view.host;
  let turned = 0;
  /** @param {boolean} aside */
  const set = (aside) => bar.toggleAttribute("data-aside", aside && !bar.contains(document.activeElement));
  const scrolled = oncePerFrame(() => {
    const { position } = view.flow;
    if (position <= SLACK) set(false);
    else if (Math.abs(position - turned) > SLACK) set(position > turned);
    else return;
    turned = position;
  });
  set(false);
  page.defaultView?.addEventListener("scroll", scrolled, { passive: true });
  page.addEventListener("pointermove", ({ clientY, pointerType }) => {
    if (pointerType === "mouse" && clientY < EDGE) set(false);
  });
  page.addEventListener("pointerup", ({ pointerType, target }) => {
    const isText = !(/** @type {Element} */ (target).closest("a, button, img, summary"));
    const hasSelection = !page.getSelection()?.isCollapsed;
    if (pointerType === "touch" && isText && !hasSelection) set(!bar.hasAttribute("data-aside"));
  });
}

/** Links to the captures before and after this one in the library. @param {View} view */
export async function createNeighbours(view) {
  const { previous, next } = await view.host.neighbours();
  // The bar may be another view's by now.
  if (view.host.signal.aborted) return;
  const links = [
    neighbourLink(view, "previous", "readingNewer", previous),
    neighbourLink(view, "next", "readingOlder", next),
  ];
  view.host.bar.querySelector(".origin")?.before(...links);
}

/**
 * @param {View} view
 * @param {string} name of the command and its icon
 * @param {string} message
 * @param {import("./view.js").Neighbour | null} neighbour
 */
function neighbourLink(view, name, message, neighbour) {
  const link = element("a", { id: name, class: "tool" }, icon(name));
  const label = view.say(message);
  link.setAttribute("aria-label", neighbour ? `${label}: ${neighbour.title}` : label);
  if (neighbour) {
    link.href = neighbour.href;
    link.title = neighbour.title;
    view.commands.set(name, () => location.assign(neighbour.href));
  } else {
    link.setAttribute("role", "link");
    link.setAttribute("aria-disabled", "true");
  }
  return link;
}

/** @param {() => void} act @returns {() => void} acts at most once for each frame that is drawn */
export function oncePerFrame(act) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      act();
    });
  };
}
