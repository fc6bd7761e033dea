// A page that looks for an extension: in its own document, in its window, and at the addresses that an extension may have.

const FILES = [
  "manifest.json",
  "popup.html",
  "reader.html",
  "snapshot.js",
  "engine.js",
  "icons/16.png",
  "wasm/offprint_bg.wasm",
];

const changes = [];
new MutationObserver((records) =>
  changes.push(...records.map(({ type, target }) => `${type} of ${target.nodeName}`)),
).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
for (const type of [
  "error",
  "unhandledrejection",
  "message",
  "messageerror",
  "securitypolicyviolation",
  "selectionchange",
]) {
  window.addEventListener(type, () => changes.push(type));
  document.addEventListener(type, () => changes.push(type));
}

/** What can be seen without asking for anything. */
window.look = function look() {
  const entries = performance.getEntriesByType("resource").map(({ name }) => name);
  return {
    changes: [...new Set(changes)],
    window: Object.getOwnPropertyNames(window)
      .filter((name) => !/^\d+$/.test(name))
      .sort(),
    document: Object.getOwnPropertyNames(document).sort(),
    root: document.documentElement.outerHTML,
    styles: document.styleSheets.length + document.adoptedStyleSheets.length,
    strangers: entries.filter((name) => !name.startsWith(location.origin) && !name.startsWith("data:")),
  };
};

/** What each of the files answers, in every way that a page can ask for one. @param {string} origin of an extension */
window.ask = async function ask(origin) {
  const answers = [];
  for (const file of FILES) {
    const url = `${origin}${file}`;
    answers.push(
      `${file} fetched: ${await fetch(url).then(
        () => "there",
        () => "nothing",
      )}`,
    );
    for (const [name, attribute] of [
      ["img", "src"],
      ["script", "src"],
      ["link", "href"],
      ["video", "src"],
    ]) {
      const element = document.createElement(name);
      if (name === "link") element.rel = "stylesheet";
      const answer = new Promise((resolve) => {
        for (const type of ["load", "loadeddata", "error"])
          element.addEventListener(type, () => resolve(type), { once: true });
        setTimeout(resolve, 1_000, "silence");
      });
      element.setAttribute(attribute, url);
      document.head.append(element);
      answers.push(`${file} as ${name}: ${await answer}`);
      element.remove();
    }
  }
  return answers;
};
