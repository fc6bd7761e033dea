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

/**
 * Gives the front window the command of the extension's shortcut. Pressed keys do not get that far in a window without
 * a screen, so the element that they would have reached is told.
 */
export function pressKeys() {
  Services.wm.getMostRecentBrowserWindow().document.querySelector('keyset[id^="ext-keyset-id"] key').doCommand();
}

/**
 * Chooses the extension's entry in the context menu of the page.
 *
 * @param {string} id
 */
export async function chooseInContextMenu(id) {
  const { document } = Services.wm.getMostRecentBrowserWindow();
  const menu = document.getElementById("contentAreaContextMenu");
  const entry = `${id.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-menuitem-`;
  while (menu.state !== "open")
    await new Promise((resolve) => menu.addEventListener("popupshown", resolve, { once: true }));
  menu.activateItem(menu.querySelector(`[id^="${entry}"]`));
}

/**
 * Presses a button of what the browser asks about an extension's permissions; whether it was there.
 *
 * @param {boolean} isAllowed
 */
export function answerPermission(isAllowed) {
  const { PopupNotifications } = Services.wm.getMostRecentBrowserWindow();
  const asked = PopupNotifications.panel.querySelector('popupnotification[popupid="addon-webext-permissions"]');
  if (!asked || PopupNotifications.panel.state !== "open") return false;
  (isAllowed ? asked.button : asked.secondaryButton).click();
  return true;
}

/**
 * Gives the page in front so much room, and all pages a colour scheme.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} scheme
 */
export function showOn(width, height, scheme) {
  // As Firefox numbers them.
  Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", scheme === "dark" ? 0 : 1);
  const { style } = Services.wm.getMostRecentBrowserWindow().gBrowser.selectedBrowser;
  for (const [name, size] of Object.entries({ Width: width, Height: height })) {
    style[`min${name}`] = style[`max${name}`] = `${size}px`;
  }
}

export function closePopups() {
  const { document } = Services.wm.getMostRecentBrowserWindow();
  for (const panel of document.querySelectorAll("panel")) panel.hidePopup();
}
