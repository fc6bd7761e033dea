// A page from a file: in its own encoding, and a piece at a time, so that the first of it can be seen before the last is read.

/** What the browser looks at to learn a page's encoding, in bytes: more than the standard asks for. */
const BEGINNING = 64 * 1024;

/**
 * The pieces of a page, decoded.
 * @param {File} file
 */
export async function* readPieces(file) {
  const decoder = new TextDecoder(await encodingOf(file));
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    yield decoder.decode(value, { stream: !done });
    if (done) return;
  }
}

/**
 * The encoding as the browser itself would find it, from the marks at the page's beginning. The document is never shown, and
 * its scripts do not run.
 * @param {File} file
 * @returns {Promise<string>}
 */
function encodingOf(file) {
  const address = URL.createObjectURL(new Blob([file.slice(0, BEGINNING)], { type: "text/html" }));
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    request.responseType = "document";
    request.onloadend = () => {
      URL.revokeObjectURL(address);
      resolve(request.responseXML?.characterSet ?? "utf-8");
    };
    request.open("GET", address);
    request.send();
  });
}
