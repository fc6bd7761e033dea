// What the driver runs inside Firefox's own process: the names here are those of Firefox's front end.
//
// Each function is sent as text, so none may use anything from outside itself.

/* global Services, WebExtensionPolicy, ChromeUtils */

/** @param {string} id */
export function extensionOrigin(id) {
  return WebExtensionPolicy.getByID(id).getURL("");
}

/**
 * Puts the button into the toolbar, where a user would have pinned it.
 *
 * @param {string} id
 */
export function pinButton(id) {
  const { CustomizableUI } = ChromeUtils.importESModule(
    "moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs",
  );
  const widget = `${id.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-browser-action`;
  CustomizableUI.addWidgetToArea(widget, CustomizableUI.AREA_NAVBAR);
}

/** @param {string} id */
export function pressButton(id) {
  const { CustomizableUI } = ChromeUtils.importESModule(
    "moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs",
  );
  const widget = `${id.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-browser-action`;
  const { node } = CustomizableUI.getWidget(widget).forWindow(Services.wm.getMostRecentBrowserWindow());
  (node.querySelector(".unified-extensions-item-action-button") ?? node).click();
}

/** Presses Alt+Shift+S as the keyboard would, in the front window. */
export function pressKeys() {
  const window = Services.wm.getMostRecentBrowserWindow();
  const processor = window.Cc["@mozilla.org/text-input-processor;1"].createInstance(window.Ci.nsITextInputProcessor);
  processor.beginInputTransactionForTests(window);
  const keys = [
    new window.KeyboardEvent("", { key: "Alt", code: "AltLeft" }),
    new window.KeyboardEvent("", { key: "Shift", code: "ShiftLeft" }),
    new window.KeyboardEvent("", { key: "S", code: "KeyS", keyCode: 83 }),
  ];
  for (const key of keys) processor.keydown(key);
  for (const key of keys.reverse()) processor.keyup(key);
}

export function closePopups() {
  const { document } = Services.wm.getMostRecentBrowserWindow();
  for (const panel of document.querySelectorAll("panel")) panel.hidePopup();
}
