// The snapshot: the page as its reader sees it, as one HTML string.
//
// This script runs alone in the isolated world of the tab (scripting.executeScript), and the value of its last
// expression is its result. It only reads: nothing is cloned into the page, no attribute is set, no style is added, so
// no observer or custom element of the page can notice it. What it leaves out, and why:
//
// - what CSS hides (a paywall's twin text, menus of the phone layout, honeypots). Sections that the browser itself
//   offers to open, `details` and `hidden=until-found`, are not hidden but folded, and stay;
// - what was typed: form fields and editable regions give their start tag and nothing else;
// - programs and style sheets: most of a page's bytes, and never its text.
//
// Properties are read through the getters of the prototypes: on a `form` or a `document`, an element whose name is
// `attributes` or `body` would otherwise answer in their place, in the isolated world too. The walk keeps its own stack,
// because the depth of a document is the page's choice.
{
  /** What the background receives. @typedef {import("./messages.js").Snapshot} Snapshot */

  /**
   * What holds for a whole part of the page. `checked`: CSS decides what is seen (the head has no boxes to ask).
   * `base`: the address that relative links count from, where it is not the page's own. `range`: only this is wanted.
   * `altered`: what survey() gives, where it was asked.
   * @typedef {{ checked: boolean, base: string | null, range: Range | null, altered: Set<Node> | null }} Scope
   */

  /** A node to open; `muted` says that text is invisible there. @typedef {{ node: Node, muted: boolean, scope: Scope }} Visit */

  /** The steps still to do, the next one last: markup to write, or a node to open. @typedef {(string | Visit)[]} Steps */

  const HTML_NAMESPACE = "http://www.w3.org/1999/xhtml";
  /** Never part of what is read. A declared shadow root is no `template` any more once the page has loaded. */
  const LEFT_OUT = new Set(["style", "template", "datalist"]);
  /** What a person fills in. */
  const FIELDS = new Set(["input", "textarea", "select", "output"]);
  const FIELD_STATE = new Set(["value", "checked"]);
  /** They have no box of their own, whatever CSS says, and carry meaning all the same. */
  const BOXLESS = new Set(
    "area base br col colgroup link meta noscript param rp script source title track wbr".split(" "),
  );
  /** https://html.spec.whatwg.org/multipage/syntax.html#void-elements, with the obsolete ones that still parse so. */
  const VOID = new Set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split(" "),
  );
  /** Their text is written as it is. https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments */
  const RAW_TEXT = new Set(["script", "xmp", "noembed", "noframes", "plaintext", "noscript"]);
  /** Script blocks with these types hold text (metadata, formulas) and no program. */
  const TEXT_SCRIPT = /json|^math\//i;
  const LINKS = new Set(["href", "src", "cite", "poster"]);
  /** What a selection inside it needs around it to keep its meaning. Sections are left out: the choice is the reader's. */
  const SELECTION_CONTEXT = new Set(
    "a b blockquote code dl em h1 h2 h3 h4 h5 h6 i li math ol p pre q ruby s strong table tbody td tfoot th thead tr u ul".split(
      " ",
    ),
  );

  /** A method as a function of its owner. Bound once and for all, because the browser inlines that. @type {(method: Function) => any} */
  const uncurried = Function.prototype.bind.bind(Function.prototype.call);

  /** @param {object} prototype @param {string} property */
  const getter = (prototype, property) => {
    const get = Object.getOwnPropertyDescriptor(prototype, property)?.get;
    if (!get) throw new TypeError(`this browser has no getter for ${property}`);
    return uncurried(get);
  };

  /** @type {(node: object) => number} */ const nodeType = getter(Node.prototype, "nodeType");
  /** @type {(node: object) => Node | null} */ const parentNode = getter(Node.prototype, "parentNode");
  /** @type {(node: object) => Node | null} */ const lastChild = getter(Node.prototype, "lastChild");
  /** @type {(node: object) => Node | null} */ const firstChild = getter(Node.prototype, "firstChild");
  /** @type {(node: object) => Node | null} */ const previousSibling = getter(Node.prototype, "previousSibling");
  /** @type {(node: object) => Node | null} */ const nextSibling = getter(Node.prototype, "nextSibling");
  /** @type {(node: object) => string} */ const baseURI = getter(Node.prototype, "baseURI");
  /** @type {(node: object) => string} */ const characters = getter(CharacterData.prototype, "data");
  /** @type {(node: object) => HTMLSlotElement | null} */ const textSlot = getter(Text.prototype, "assignedSlot");
  /** @type {(node: object) => string} */ const localName = getter(Element.prototype, "localName");
  /** @type {(node: object) => string} */ const tagName = getter(Element.prototype, "tagName");
  /** @type {(node: object) => string | null} */ const namespaceURI = getter(Element.prototype, "namespaceURI");
  /** @type {(node: object) => ShadowRoot | null} */ const shadowRoot = getter(Element.prototype, "shadowRoot");
  /** @type {(node: object) => number} */ const childElements = getter(Element.prototype, "childElementCount");
  /** @type {(node: object) => Element | null} */ const root = getter(Document.prototype, "documentElement");
  /** @type {(node: object) => Element | null} */ const head = getter(Document.prototype, "head");
  /** @type {(node: object) => Element | null} */ const body = getter(Document.prototype, "body");
  /** @type {(node: object) => string} */ const address = getter(Document.prototype, "URL");
  /** @type {(node: object) => string} */ const title = getter(Document.prototype, "title");
  /** @type {(node: object) => string} */ const contentType = getter(Document.prototype, "contentType");
  /** @type {Record<string, (frame: object) => Document | null>} */
  const FRAMES = {
    __proto__: /** @type {never} */ (null),
    iframe: getter(HTMLIFrameElement.prototype, "contentDocument"),
    frame: getter(HTMLFrameElement.prototype, "contentDocument"),
  };
  /** @type {(element: Element, name: string) => string | null} */
  const attribute = uncurried(Element.prototype.getAttribute);
  /** @type {(element: Element) => string[]} */ const attributeNames = uncurried(Element.prototype.getAttributeNames);
  /** @type {(element: Element, options: CheckVisibilityOptions) => boolean} */
  const checkVisibility = uncurried(Element.prototype.checkVisibility);
  /** @type {(page: Document) => Selection | null} */ const getSelection = uncurried(Document.prototype.getSelection);
  /** @type {(page: Document, selectors: string) => NodeListOf<Element>} */
  const querySelectorAll = uncurried(Document.prototype.querySelectorAll);
  /** @type {(element: Element) => string} */ const outerHtml = getter(Element.prototype, "outerHTML");
  const SEEN = { visibilityProperty: true };

  // What the survey asks for. Each is one compound selector, without ancestors: those cost more than all the rest.
  /** What the browser would not write as it is written here, whatever CSS says. */
  const REWRITTEN = `:is(${[...LEFT_OUT, ...FIELDS, "iframe", "frame", "script", "pre", "listing", "[contenteditable]"]})`;
  /** What CSS is asked about. */
  const BOXED = `:not(${[...BOXLESS]})`;
  /** What holds no element that would give away that its content is skipped. An inline box cannot skip its own. */
  const TEXT_ONLY = `:not(:has(> *), ${[...BOXLESS, "a", "b", "code", "em", "i", "img", "path", "span", "strong"]})`;

  /** @param {string} text */
  const escapeText = (text) =>
    /[&<>\u00a0]/.test(text)
      ? text.replaceAll("&", "&amp;").replaceAll("\u00a0", "&nbsp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
      : text;

  /** @param {string} value */
  const escapeAttribute = (value) => escapeText(value).replaceAll('"', "&quot;");

  /** An element of a frame is no `instanceof` this window's Element. @param {Node | null} node @returns {node is Element} */
  const isElement = (node) => node !== null && nodeType(node) === Node.ELEMENT_NODE;

  /** @param {Element} element */
  const isHtml = (element) => namespaceURI(element) === HTML_NAMESPACE;

  /** The name as markup writes it. @param {Element} element */
  const markupName = (element) => (isHtml(element) ? localName(element) : tagName(element));

  /** @param {Element} element @param {string} name */
  const isField = (element, name) => {
    if (FIELDS.has(name)) return true;
    const editable = attribute(element, "contenteditable");
    // A page that is editable as a whole is a document, not a field.
    return editable !== null && editable.toLowerCase() !== "false" && name !== "body" && name !== "html";
  };

  /** @param {Element} element @param {string} name */
  const isProgram = (element, name) => name === "script" && !TEXT_SCRIPT.test(attribute(element, "type") ?? "");

  /** Whether the page has taken all content of the element off the screen for good. @param {Element} element */
  const skipsContent = (element) =>
    getComputedStyle(element).contentVisibility === "hidden" && attribute(element, "hidden") !== "until-found";

  /**
   * @param {Element} element
   * @returns {"shown" | "muted" | "gone"} muted: its own text is invisible, a descendant's may not be
   */
  const visibility = (element) => {
    if (BOXLESS.has(localName(element))) return "shown";
    if (checkVisibility(element, SEEN)) return "shown";
    const style = getComputedStyle(element);
    // The display of what is not in the flat tree (a light child without its slot, a video's fallback) is empty.
    if (style.display === "none" || style.display === "") return "gone";
    if (style.visibility !== "visible") return childElements(element) > 0 && isHtml(element) ? "muted" : "gone";
    // Without a box and yet not hidden: `display: contents`, or inside something folded.
    return "shown";
  };

  /**
   * The attributes as markup. Inside a frame links are made absolute, because they count from the frame's address.
   * @param {Element} element
   * @param {boolean} field
   * @param {string | null} base
   */
  const attributeMarkup = (element, field, base) => {
    let markup = "";
    for (const name of attributeNames(element)) {
      if (field && FIELD_STATE.has(name)) continue;
      // One address a frame's image has is enough; a list of candidates would have to be taken apart.
      if (base !== null && name === "srcset") continue;
      const value = attribute(element, name) ?? "";
      const written = base !== null && LINKS.has(name) ? (URL.parse(value, base)?.href ?? value) : value;
      markup += ` ${name}="${escapeAttribute(written)}"`;
    }
    return markup;
  };

  /**
   * The elements of the body that are not seen as the browser would write them, and all around these. The rest is left
   * to the browser's own serializer: every call that the walk makes costs a microsecond, several in Firefox.
   * @param {Document} page
   */
  const survey = (page) => {
    /** @type {Set<Node>} */
    const altered = new Set();
    /** @param {Element} element */
    const note = (element) => {
      for (let node = /** @type {Node | null} */ (element); node && !altered.has(node); node = parentNode(node)) {
        altered.add(node);
      }
    };
    for (const element of querySelectorAll(page, REWRITTEN)) note(element);
    for (const element of querySelectorAll(page, BOXED)) {
      if (!checkVisibility(element, SEEN) || shadowRoot(element)) note(element);
    }
    for (const element of querySelectorAll(page, TEXT_ONLY)) if (skipsContent(element)) note(element);
    return altered;
  };

  /** Puts the children before all other steps. @param {Node} parent @param {boolean} muted @param {Scope} scope @param {Steps} steps */
  const pushChildren = (parent, muted, scope, steps) => {
    for (let node = lastChild(parent); node; node = previousSibling(node)) steps.push({ node, muted, scope });
  };

  /** @param {Node} node @param {Range} range */
  const selectedText = (node, range) => {
    const text = characters(node);
    const start = range.startContainer === node ? range.startOffset : 0;
    const end = range.endContainer === node ? range.endOffset : text.length;
    return text.slice(start, end);
  };

  /** @param {Visit} visit @returns {string} */
  const textMarkup = ({ node, muted, scope }) => {
    if (muted) return "";
    const text = scope.range ? selectedText(node, scope.range) : characters(node);
    const parent = parentNode(node);
    if (!isElement(parent)) return escapeText(text);
    // Beside a shadow root only what has a slot is seen.
    if (shadowRoot(parent) && !textSlot(node)) return "";
    const name = localName(parent);
    if (RAW_TEXT.has(name)) return text;
    // The parser drops one line feed after these start tags.
    const doubled = (name === "pre" || name === "listing") && text.startsWith("\n") && firstChild(parent) === node;
    return (doubled ? "\n" : "") + escapeText(text);
  };

  /**
   * The document of a frame of the same origin, where the frame stood.
   * @param {Element} frame
   * @param {Document} inner
   * @param {Steps} steps
   */
  const openFrame = (frame, inner, steps) => {
    const content = body(inner);
    if (!content) return "";
    const language = root(inner);
    const kept = [
      ...["class", "id"].map((name) => [name, attribute(frame, name)]),
      ...["lang", "dir"].map((name) => [name, language && attribute(language, name)]),
    ];
    const markup = kept.map(([name, value]) => (value ? ` ${name}="${escapeAttribute(value)}"` : ""));
    steps.push("</div>");
    pushChildren(content, false, { checked: true, base: baseURI(inner), range: null, altered: null }, steps);
    return `<div${markup.join("")}>`;
  };

  /** Puts what the element holds before all other steps, and returns its start tag. @param {Visit} visit @param {Steps} steps */
  const openElement = ({ node, scope }, steps) => {
    const element = /** @type {Element} */ (node);
    const name = markupName(element);
    if (LEFT_OUT.has(name) || isProgram(element, name)) return "";
    // Inside a drawing or a formula most elements have no box at all; the root has one.
    const asked = scope.checked && (isHtml(element) || name === "svg" || name === "math");
    const seen = asked ? visibility(element) : "shown";
    if (seen === "gone") return "";
    const inner = FRAMES[name]?.(element);
    if (inner) return openFrame(element, inner, steps);
    const field = isField(element, name);
    const start = `<${name}${attributeMarkup(element, field, scope.base)}>`;
    if (VOID.has(name) && isHtml(element)) return start;
    steps.push(`</${name}>`);
    if (field || FRAMES[name] || (asked && skipsContent(element))) return start;
    return start + openContent(element, seen === "muted", scope, steps);
  };

  /** @param {Element} element @param {boolean} muted @param {Scope} scope @param {Steps} steps */
  const openContent = (element, muted, scope, steps) => {
    pushChildren(element, muted, scope, steps);
    const shadow = shadowRoot(element);
    if (!shadow) return "";
    steps.push("</template>");
    // A selection does not reach into a shadow root: it takes the whole.
    pushChildren(shadow, muted, { ...scope, range: null, altered: null }, steps);
    return '<template shadowrootmode="open">';
  };

  /** The markup of a node and all below it. @param {Node} start @param {Scope} scope */
  const serialize = (start, scope) => {
    let markup = "";
    /** @type {Steps} */
    const steps = [{ node: start, muted: false, scope }];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      if (typeof step === "string") {
        markup += step;
        continue;
      }
      if (step.scope.range?.intersectsNode(step.node) === false) continue;
      const type = nodeType(step.node);
      if (type === Node.ELEMENT_NODE) {
        const plain = step.scope.altered?.has(step.node) === false;
        markup += plain ? outerHtml(/** @type {Element} */ (step.node)) : openElement(step, steps);
      }
      if (type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE) markup += textMarkup(step);
    }
    return markup;
  };

  /** The page's document, and its frames' that may be read. @returns {Document[]} */
  const documents = () => {
    const found = [document];
    for (const page of found) {
      for (const frame of querySelectorAll(page, "iframe, frame")) {
        const inner = FRAMES[localName(frame)]?.(frame);
        if (inner) found.push(inner);
      }
    }
    return found;
  };

  /** @param {Node} node */
  const givesMeaning = (node) => isElement(node) && SELECTION_CONTEXT.has(localName(node));

  /** What is selected, with the elements around it that give it its meaning. @param {Range} range @param {string | null} base */
  const rangeMarkup = (range, base) => {
    const scope = { checked: true, base, range, altered: null };
    let top = range.commonAncestorContainer;
    for (let parent = parentNode(top); parent && givesMeaning(parent); parent = parentNode(parent)) top = parent;
    if (!isElement(top) || givesMeaning(top)) return serialize(top, scope);
    // Of a section only what it holds is wanted.
    let markup = "";
    for (let node = firstChild(top); node; node = nextSibling(node)) markup += serialize(node, scope);
    return markup;
  };

  /** @returns {string} the markup of the first selection that shows any text; empty without one */
  const selectionMarkup = () => {
    for (const page of documents()) {
      const selection = getSelection(page);
      const ranges = Array.from({ length: selection?.rangeCount ?? 0 }, (_, index) => selection?.getRangeAt(index));
      const base = page === document ? null : baseURI(page);
      const markup = ranges.map((range) => (range && !range.collapsed ? rangeMarkup(range, base) : "")).join("");
      if (/[^\s<>]/.test(markup.replaceAll(/<[^>]*>/g, ""))) return markup;
    }
    return "";
  };

  /** @param {Document} page */
  const serializeHead = (page) => {
    const element = head(page);
    return element ? serialize(element, { checked: false, base: null, range: null, altered: null }) : "";
  };

  /** @param {Document} page @param {boolean} isXml whether the browser itself would write XML */
  const serializeBody = (page, isXml) => {
    const element = body(page);
    if (!element) return "";
    const altered = isXml ? null : survey(page).add(element);
    return serialize(element, { checked: true, base: null, range: null, altered });
  };

  /** @returns {Snapshot} */
  const takeSnapshot = () => {
    const type = contentType(document);
    const url = address(document);
    const top = root(document);
    if (!top || (type !== "text/html" && type !== "application/xhtml+xml")) return { kind: "file", url, type };
    const selected = selectionMarkup();
    const content = selected
      ? `${serializeHead(document)}<body><article>${selected}</article></body>`
      : serializeHead(document) + serializeBody(document, type !== "text/html");
    const html = `<!DOCTYPE html><html${attributeMarkup(top, false, null)}>${content}</html>`.toWellFormed();
    return { kind: "page", url, title: title(document), html, selection: selected !== "" };
  };

  takeSnapshot();
}
