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
   * One step of the walk: markup to write, or a node to open.
   * `muted`: the text directly inside is invisible. `checked`: CSS decides about it (the head has no boxes to ask).
   * `base`: the address that relative links count from, where it is not the page's own. `range`: only this part.
   * @typedef {{ node: Node, muted: boolean, checked: boolean, base: string | null, range: Range | null }} Visit
   */

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

  /**
   * @template [T=any]
   * @param {object} prototype
   * @param {string} property
   * @returns {(owner: object) => T}
   */
  const getter = (prototype, property) => {
    const get = Object.getOwnPropertyDescriptor(prototype, property)?.get;
    if (!get) throw new TypeError(`this browser has no getter for ${property}`);
    return (owner) => Reflect.apply(get, owner, []);
  };
  /** @type {(node: object) => number} */ const nodeType = getter(Node.prototype, "nodeType");
  /** @type {(node: object) => Node | null} */ const parentNode = getter(Node.prototype, "parentNode");
  /** @type {(node: object) => Node | null} */ const lastChild = getter(Node.prototype, "lastChild");
  /** @type {(node: object) => Node | null} */ const firstChild = getter(Node.prototype, "firstChild");
  /** @type {(node: object) => Node | null} */ const previousSibling = getter(Node.prototype, "previousSibling");
  /** @type {(node: object) => string} */ const baseURI = getter(Node.prototype, "baseURI");
  /** @type {(node: object) => string} */ const characters = getter(CharacterData.prototype, "data");
  /** @type {(node: object) => HTMLSlotElement | null} */ const textSlot = getter(Text.prototype, "assignedSlot");
  /** @type {(node: object) => HTMLSlotElement | null} */ const elementSlot = getter(Element.prototype, "assignedSlot");
  /** @type {(node: object) => string} */ const localName = getter(Element.prototype, "localName");
  /** @type {(node: object) => string} */ const tagName = getter(Element.prototype, "tagName");
  /** @type {(node: object) => string | null} */ const namespaceURI = getter(Element.prototype, "namespaceURI");
  /** @type {(node: object) => NamedNodeMap} */ const attributes = getter(Element.prototype, "attributes");
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
  const { checkVisibility, getAttribute } = Element.prototype;
  const { getSelection } = Document.prototype;

  /** @param {Element} element @param {string} name @returns {string | null} */
  const attribute = (element, name) => Reflect.apply(getAttribute, element, [name]);

  /** @param {string} text */
  const escapeText = (text) =>
    /[&<>\u00a0]/.test(text)
      ? text.replaceAll("&", "&amp;").replaceAll("\u00a0", "&nbsp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
      : text;

  /** @param {string} value */
  const escapeAttribute = (value) => escapeText(value).replaceAll('"', "&quot;");

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

  /**
   * Whether `content-visibility: hidden` on the element around it takes this one off the page for good.
   * @param {Element} element
   */
  const isSkipped = (element) => {
    const parent = elementSlot(element) ?? parentNode(element);
    if (!(parent instanceof Element) || attribute(parent, "hidden") === "until-found") return false;
    return getComputedStyle(parent).contentVisibility === "hidden";
  };

  /**
   * @param {Element} element
   * @returns {"shown" | "muted" | "gone"} muted: its own text is invisible, a descendant's may not be
   */
  const visibility = (element) => {
    if (BOXLESS.has(localName(element))) return "shown";
    if (Reflect.apply(checkVisibility, element, [{ visibilityProperty: true }])) return "shown";
    const style = getComputedStyle(element);
    // The display of what is not in the flat tree (a light child without its slot, a video's fallback) is empty.
    if (style.display === "none" || style.display === "") return "gone";
    if (style.visibility !== "visible") return childElements(element) > 0 && isHtml(element) ? "muted" : "gone";
    // Without a box and yet not hidden: `display: contents`, or inside something folded.
    return isSkipped(element) ? "gone" : "shown";
  };

  /**
   * The attributes as markup. Inside a frame links are made absolute, because they count from the frame's address.
   * @param {Element} element
   * @param {string} name
   * @param {string | null} base
   */
  const attributeMarkup = (element, name, base) => {
    let markup = "";
    const field = isField(element, name);
    for (const { name: key, value } of attributes(element)) {
      if (field && FIELD_STATE.has(key)) continue;
      // One address a frame's image has is enough; a list of candidates would have to be taken apart.
      if (base !== null && key === "srcset") continue;
      const written = base !== null && LINKS.has(key) ? (URL.parse(value, base)?.href ?? value) : value;
      markup += ` ${key}="${escapeAttribute(written)}"`;
    }
    return markup;
  };

  /** @param {Node} node @param {Visit} from @param {boolean} muted @returns {Visit} */
  const inside = (node, from, muted) => ({ ...from, node, muted });

  /** Puts the children on the stack, the first on top. @param {Node} parent @param {Visit} from @param {boolean} muted @param {(string | Visit)[]} stack */
  const pushChildren = (parent, from, muted, stack) => {
    for (let child = lastChild(parent); child; child = previousSibling(child)) {
      stack.push(inside(child, from, muted));
    }
  };

  /** @param {Text} node @param {Range} range */
  const selectedText = (node, range) => {
    const text = characters(node);
    const start = range.startContainer === node ? range.startOffset : 0;
    const end = range.endContainer === node ? range.endOffset : text.length;
    return text.slice(start, end);
  };

  /** @param {Visit} visit @returns {string} */
  const textMarkup = ({ node, muted, range }) => {
    const parent = parentNode(node);
    if (muted || (parent instanceof Element && shadowRoot(parent) && !textSlot(node))) return "";
    const text = range ? selectedText(/** @type {Text} */ (node), range) : characters(node);
    if (!(parent instanceof Element)) return escapeText(text);
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
   * @param {Visit} visit
   * @param {(string | Visit)[]} stack
   */
  const openFrame = (frame, inner, visit, stack) => {
    const content = body(inner);
    if (!content) return "";
    const language = root(inner);
    const kept = [
      ...["class", "id"].map((name) => [name, attribute(frame, name)]),
      ...["lang", "dir"].map((name) => [name, language && attribute(language, name)]),
    ];
    const markup = kept.map(([name, value]) => (value ? ` ${name}="${escapeAttribute(value)}"` : ""));
    stack.push("</div>");
    pushChildren(content, { ...visit, base: baseURI(inner), range: null }, false, stack);
    return `<div${markup.join("")}>`;
  };

  /** Pushes what the element holds and returns its start tag. @param {Visit} visit @param {(string | Visit)[]} stack */
  const openElement = (visit, stack) => {
    const element = /** @type {Element} */ (visit.node);
    const name = markupName(element);
    if (LEFT_OUT.has(name) || isProgram(element, name)) return "";
    // Inside a drawing or a formula most elements have no box at all; the root has one.
    const asked = visit.checked && (isHtml(element) || name === "svg" || name === "math");
    const seen = asked ? visibility(element) : "shown";
    if (seen === "gone") return "";
    const inner = FRAMES[name]?.(element);
    if (inner) return openFrame(element, inner, visit, stack);
    const start = `<${name}${attributeMarkup(element, name, visit.base)}>`;
    if (VOID.has(name) && isHtml(element)) return start;
    stack.push(`</${name}>`);
    if (isField(element, name) || FRAMES[name]) return start;
    pushChildren(element, visit, seen === "muted", stack);
    const shadow = shadowRoot(element);
    if (!shadow) return start;
    stack.push("</template>");
    pushChildren(shadow, visit, seen === "muted", stack);
    return `${start}<template shadowrootmode="open">`;
  };

  /** The markup of a node and all below it. @param {Visit} from */
  const serialize = (from) => {
    let markup = "";
    /** @type {(string | Visit)[]} */
    const stack = [from];
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      if (typeof step === "string") {
        markup += step;
      } else if (step.range?.intersectsNode(step.node) === false) {
        // outside the selection
      } else if (nodeType(step.node) === Node.ELEMENT_NODE) {
        markup += openElement(step, stack);
      } else if (nodeType(step.node) === Node.TEXT_NODE || nodeType(step.node) === Node.CDATA_SECTION_NODE) {
        markup += textMarkup(step);
      }
    }
    return markup;
  };

  /** The page's document, and its frames' that may be read. @returns {Document[]} */
  const documents = () => {
    const found = [document];
    for (const page of found) {
      for (const frame of page.querySelectorAll("iframe, frame")) {
        const inner = FRAMES[localName(frame)]?.(frame);
        if (inner) found.push(inner);
      }
    }
    return found;
  };

  /** What is selected, with the elements around it that give it its meaning. @param {Range} range @param {string | null} base */
  const rangeMarkup = (range, base) => {
    let node = range.commonAncestorContainer;
    for (let parent = parentNode(node); parent instanceof Element; parent = parentNode(parent)) {
      if (!SELECTION_CONTEXT.has(localName(parent))) break;
      node = parent;
    }
    // A text node, or a context element, stands for itself; of a section only what it holds is wanted.
    const whole = !(node instanceof Element) || SELECTION_CONTEXT.has(localName(node));
    const visit = { node, muted: false, checked: true, base, range };
    if (whole) return serialize(visit);
    let markup = "";
    for (let child = firstChild(node); child; child = child.nextSibling) markup += serialize({ ...visit, node: child });
    return markup;
  };

  /** @returns {string} the markup of the first selection that shows any text; empty without one */
  const selectionMarkup = () => {
    for (const page of documents()) {
      /** @type {Selection | null} */
      const selection = Reflect.apply(getSelection, page, []);
      const ranges = Array.from({ length: selection?.rangeCount ?? 0 }, (_, index) => selection?.getRangeAt(index));
      const base = page === document ? null : baseURI(page);
      const markup = ranges.map((range) => (range && !range.collapsed ? rangeMarkup(range, base) : "")).join("");
      if (/[^\s<>]/.test(markup.replaceAll(/<[^>]*>/g, ""))) return markup;
    }
    return "";
  };

  /** @param {Element | null} element @param {boolean} checked */
  const whole = (element, checked) =>
    element ? serialize({ node: element, muted: false, checked, base: null, range: null }) : "";

  /** @returns {Snapshot} */
  const takeSnapshot = () => {
    const type = contentType(document);
    const url = address(document);
    const top = root(document);
    if (!top || (type !== "text/html" && type !== "application/xhtml+xml")) return { kind: "file", url, type };
    const selected = selectionMarkup();
    const content = selected ? `<body><article>${selected}</article></body>` : whole(body(document), true);
    const html = `<!DOCTYPE html><html${attributeMarkup(top, "html", null)}>${whole(head(document), false)}${content}</html>`;
    return { kind: "page", url, title: title(document), html: html.toWellFormed(), selection: selected !== "" };
  };

  takeSnapshot();
}
