// The judge in the browser: HTML is loaded with no policy at all, prodded, and held against the grammar.
//
// It runs in a page of the tests' server, in which nothing is forbidden: what does not run here does not run anywhere. The
// grammar is the file that the native judge reads too. The browser's own tree is written again by the rules of a few
// lines below; where these give the very bytes that were loaded, its parser has moved, added and dropped nothing.

import { prod } from "/prod.js";
import purify from "/purify.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";
const HTML = "http://www.w3.org/1999/xhtml";
/** What payloads of others call to show that they run. It stands in the head until it has run. */
const SHOWN =
  '<script>for (const shown of ["alert", "confirm", "prompt", "print"]) window[shown] = () => { top.ran = shown; };document.currentScript.remove()</script>';
const VOID = new Set(["br", "col", "hr", "img", "wbr"]);
const TOKENS = new Set(["mi", "mn", "mo", "ms", "mtext"]);
const MOST_LEVELS = 200;

/** How many pieces stand in one document, and how many documents are open at once where each has its own. */
const TOGETHER = 60;
const AT_ONCE = 24;
/** Long enough for an image of this machine to fail, and for a task that it starts. */
const SETTLING_MS = 40;
const LONGEST_LOAD_MS = 8_000;

/** What DOMPurify's lists leave out of the grammar: parts of ruby and of formulas that browsers have dropped, or have new. */
const KNOWN = { ADD_TAGS: ["rb", "rtc", "mprescripts"], ADD_ATTR: ["alttext", "linethickness", "stretchy"] };

/** What ran since it was last asked: code of the payloads sets `top.ran`. @type {Set<unknown>} */
const runs = new Set();
Object.defineProperty(window, "ran", { set: (value) => runs.add(value) });

/** @type {Map<string, Map<string, string>>} */
const grammar = new Map();
for (const line of (await (await fetch("/grammar.txt")).text()).split("\n")) {
  if (line === "" || line.startsWith("#")) continue;
  const [element, ...attributes] = line.split(" ");
  grammar.set(element ?? "", new Map(attributes.map((rule) => /** @type {[string, string]} */ (rule.split("=")))));
}

/** Whether a value is of the kind that the grammar names. @type {Record<string, (value: string, element: string) => boolean>} */
const KINDS = {
  link: (value, element) =>
    /^(https?|mailto|tel):[^<>"\s]*$/.test(value) || (element === "a" && /^#fn(ref)?-\d+$/.test(value)),
  image: (value) =>
    /^https?:\/\/[^<>"\s]+$/.test(value) || /^data:image\/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]*$/.test(value),
  text: (value) => value === value.trim() && !/[\n\r\t\0]| {2}/.test(value) && !/<\/|(--!?|\])>/.test(value),
  language: (value) => /^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(value),
  code: (value) => /^language-[a-z0-9+#-]+$/.test(value),
  note: (value) => /^fn-\d+$/.test(value),
  mark: (value) => /^fnref-\d+$/.test(value),
  span: (value) => /^\d+$/.test(value) && +value >= 2 && +value <= 1000,
  number: (value) => /^-?\d+$/.test(value),
  pixels: (value) => /^\d+$/.test(value),
  length: (value) => /^[-.\d]+(em|ex|px|pt)$/.test(value),
};

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What is wrong with one element by itself. @param {Element} element @param {number} level @returns {string[]} */
function faultsOf(element, level) {
  const name = element.localName;
  const isFormula = element.namespaceURI === MATHML;
  const rules = grammar.get(name);
  const isKnown = rules && (isFormula || element.namespaceURI === HTML) && isFormula === /^m(?!ark$)/.test(name);
  if (!isKnown) return [`${name} is no element of the grammar`];
  const faults = [];
  if (level > MOST_LEVELS) faults.push(`${name} stands ${level} levels deep`);
  if (TOKENS.has(name) && element.childElementCount > 0) faults.push(`${name} holds more than text`);
  if (element.shadowRoot) faults.push(`${name} has a shadow root`);
  for (const { name: attribute, value, namespaceURI } of element.attributes) {
    const kind = rules.get(attribute) ?? (isFormula ? undefined : grammar.get("*")?.get(attribute));
    const isValue = kind !== undefined && (KINDS[kind]?.(value, name) ?? kind.split("|").includes(value));
    if (!isValue || namespaceURI) faults.push(`${name} has ${attribute}=${JSON.stringify(value)}`);
  }
  return faults;
}

/**
 * What the browser made of HTML: its faults, and it as the grammar is written. The walk keeps its own stack, because what
 * is raw may be deep.
 * @param {Element} body
 */
function read(body) {
  const faults = [];
  let written = "";
  /** @type {(string | { node: Node, level: number })[]} */
  const steps = [...body.childNodes].map((node) => ({ node, level: 1 })).reverse();
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (typeof step === "string") {
      written += step;
    } else if (step.node instanceof step.node.ownerDocument.defaultView.Text) {
      written += escaped(step.node.data).replaceAll("\n", "&#10;");
    } else if (step.node.nodeType === Node.ELEMENT_NODE) {
      const { level } = step;
      const element = /** @type {Element} */ (step.node);
      faults.push(...faultsOf(element, level));
      const attributes = [...element.attributes].map(
        ({ name, value }) => ` ${name}="${escaped(value).replaceAll('"', "&quot;")}"`,
      );
      written += `<${element.localName}${attributes.join("")}>`;
      if (VOID.has(element.localName)) continue;
      steps.push(`</${element.localName}>`);
      for (const node of [...element.childNodes].reverse()) steps.push({ node, level: level + 1 });
      // The parser has dropped the first line feed of a pre.
      if (element.localName === "pre" && element.textContent?.startsWith("\n") && startsWithText(element))
        written += "&#10;";
    } else {
      faults.push(`${step.node.nodeName} is neither text nor element`);
    }
  }
  return { faults, written };
}

/** @param {Element} element */
function startsWithText(element) {
  return element.firstChild?.nodeType === Node.TEXT_NODE;
}

/** @returns {Promise<HTMLIFrameElement>} @param {string} source the document, or nothing for an empty one */
async function open(source) {
  const frame = document.createElement("iframe");
  const loaded = new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
  });
  frame.srcdoc = source;
  document.body.append(frame);
  // A payload may keep its document from ever being loaded.
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, LONGEST_LOAD_MS))]);
  return frame;
}

/**
 * Loads one piece of HTML in both ways and prods it.
 * @param {string} html
 */
async function load(html) {
  const frames = [
    await open(`<!DOCTYPE html><html><head>${SHOWN}</head><body>${html}</body></html>`),
    await open(`<!DOCTYPE html><html><head>${SHOWN}</head><body>`),
  ];
  const pages = frames.map((frame) => /** @type {Document} */ (frame.contentDocument));
  if (pages[1]) pages[1].body.innerHTML = html;
  const faults = pages.flatMap((page) => verdict(page, html));
  const images = pages.flatMap((page) => [...(page?.images ?? [])].map(({ src }) => src.split("#")[0]));
  await settle();
  // A raw payload may have taken its document elsewhere.
  for (const page of pages) if (page?.defaultView) prod(page);
  await settle();
  for (const frame of frames) frame.remove();
  return { faults, images };
}

function settle() {
  return new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
}

/** @param {Document | null} page @param {string} html */
function verdict(page, html) {
  const body = page?.body;
  if (!body || page.head.childElementCount > 0 || body.attributes.length > 0)
    return ["the page is more than a bare body"];
  const { faults, written } = read(body);
  if (faults.length === 0 && written !== html) faults.push(`reads as ${written}`);
  const once = body.innerHTML;
  const again = page.implementation.createHTMLDocument("").body;
  again.innerHTML = once;
  if (again.innerHTML !== once) faults.push("is another thing once it was written by the browser");
  return faults;
}

/**
 * What DOMPurify would take out.
 * @param {string} html
 */
function purified(html) {
  purify.sanitize(html, KNOWN);
  return purify.removed.map((/** @type {any} */ { element, attribute, from }) =>
    attribute ? `DOMPurify removes ${from?.localName} ${attribute.name}` : `DOMPurify removes ${element?.nodeName}`,
  );
}

/** What was found of HTML. @typedef {{ faults: string[], images: string[] }} Found */

/** @param {string} html @returns {Promise<Found>} */
async function examine(html) {
  const { faults, images } = await load(html);
  return { faults: [...faults, ...purified(html)], images };
}

/**
 * Judges pieces, each in a document of its own.
 * @param {string[]} pieces
 */
async function judgeEach(pieces) {
  runs.clear();
  /** @type {[string, string[]][]} */
  const wrong = [];
  const images = [];
  for (let start = 0; start < pieces.length; start += AT_ONCE) {
    const some = pieces.slice(start, start + AT_ONCE);
    for (const [at, found] of (await Promise.all(some.map(examine))).entries()) {
      if (found.faults.length > 0) wrong.push([some[at] ?? "", found.faults]);
      images.push(...found.images);
    }
  }
  return { ran: [...runs], wrong, images };
}

/**
 * Judges pieces that are expected to be in the grammar: many to a document, because such cannot hide each other, and each in
 * its own where that is wrong.
 * @param {string[]} pieces
 * @returns {Promise<{ ran: unknown[], wrong: [string, string[]][], images: string[] }>} what ran, what was wrong with which
 * piece, and the addresses of all images
 */
async function judge(pieces) {
  runs.clear();
  const images = [];
  for (let start = 0; start < pieces.length; start += TOGETHER) {
    const some = pieces.slice(start, start + TOGETHER);
    const found = await examine(some.join(""));
    if (found.faults.length > 0) {
      const { ran, wrong, images: others } = await judgeEach(some);
      return { ran, wrong: wrong.length > 0 ? wrong : [["all together", found.faults]], images: others };
    }
    images.push(...found.images);
  }
  return { ran: [...runs], wrong: [], images };
}

Object.assign(window, { judge, judgeEach });
