// A page that talks to an extension as if it were a part of it: by every way that leads out of a page, in its own words.

/** @param {string} origin of the extension @param {number} count */
window.forge = async function forge(origin, count) {
  const id = new URL(origin).host;
  const words = ["capture", "undo", "file", "cancel", "stage", "settings", "changed"];
  const runtime = globalThis.chrome?.runtime ?? globalThis.browser?.runtime;
  const channel = new BroadcastChannel("offprint");
  const keys = { key: "S", code: "KeyS", altKey: true, shiftKey: true, bubbles: true };
  for (let number = 0; number < count; number += 1) {
    const type = words[number % words.length];
    const message = {
      type,
      tabId: number % 20,
      url: location.href,
      policy: "page",
      started: 0,
      id: "x",
      name: "popup",
    };
    window.postMessage(message, "*");
    document.dispatchEvent(new CustomEvent(type, { detail: message }));
    document.dispatchEvent(new KeyboardEvent("keydown", keys));
    channel.postMessage(message);
    try {
      runtime?.sendMessage?.(id, message);
      runtime?.connect?.(id, { name: "popup" });
    } catch {
      // Nobody is there.
    }
    if (number % 500 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  document.body.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, button: 2 }));
  channel.close();
  return count;
};
