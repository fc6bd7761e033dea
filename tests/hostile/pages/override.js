// A page that lies about itself: every property and method that a script could ask its document by is the page's own, and
// tells the server that it was asked.

window.override = function override() {
  const tell = navigator.sendBeacon.bind(navigator, "/touched");
  const lie = () => {
    tell();
    return "forged";
  };
  const names = Object.getOwnPropertyNames.bind(Object);
  const define = Object.defineProperty.bind(Object);
  const interfaces =
    "Node Element HTMLElement Document HTMLDocument CharacterData Text DocumentFragment ShadowRoot Range Selection NodeList " +
    "HTMLCollection Attr NamedNodeMap HTMLAnchorElement HTMLImageElement HTMLIFrameElement HTMLFormElement Event " +
    "EventTarget MutationObserver Location History XMLHttpRequest";
  const own = interfaces.split(" ").map((name) => window[name].prototype);
  const language = [Object, Function, Array, String, RegExp, Map, Set, Promise].map((kind) => kind.prototype);
  for (const prototype of [...own, ...language]) {
    for (const name of names(prototype)) {
      if (name === "constructor" || name === "addEventListener") continue;
      try {
        define(prototype, name, { configurable: true, get: lie, set: lie });
      } catch {
        // A few cannot be replaced.
      }
    }
  }
  define(Object.prototype, "toJSON", { configurable: true, get: lie });
  define(Object.prototype, "then", { configurable: true, get: lie });
};
