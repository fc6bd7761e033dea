// The background: a service worker in Chromium, an event page in Firefox. Browsers stop it when it is idle and start it
// again for an event, so every listener is registered here, at the top level, before anything is awaited.

import { cancelCapture, capturePage } from "./capture.js";
import { watchPopups } from "./held.js";
import { fillAlbums } from "./images/keep.js";
import { watchSites } from "./images/permission.js";
import { answerRequests } from "./messages.js";
import { clearOutcome, showOutcome, showWorking } from "./outcome.js";
import { writeChoices } from "./settings.js";
import { binCaptures, purgeBin } from "./store/bin.js";
import { readCapture, readFile, removeSighting } from "./store/captures.js";
import { changeHighlights } from "./store/notes.js";

/** @typedef {import("./messages.js").Requests["capture"]["ask"]} Ask */

const MENU_ENTRY = "capture-page";
const COMMAND = "capture-page";

watchPopups();
watchSites();
answerRequests({
  capture: captureAndShow,
  cancel: async ({ tabId }) => {
    cancelCapture(tabId);
    return null;
  },
  file: ({ id }) => readFile(id),
  choose: async ({ choices }) => {
    await writeChoices(choices);
    return null;
  },
  highlight: async ({ id, change }) => {
    await changeHighlights(id, change);
    return null;
  },
  illustrate: async () => {
    fillAlbums();
    return null;
  },
  undo: undoCapture,
});

// Where the database cannot be opened, the next capture says why.
purgeBin().catch(() => {});
// Those at which the background was stopped.
fillAlbums();

browser.runtime.onInstalled.addListener(() => {
  const title = browser.i18n.getMessage("capturePage");
  // An update keeps the entries of before.
  browser.contextMenus.removeAll().then(() => {
    browser.contextMenus.create({ id: MENU_ENTRY, title, contexts: ["page", "selection", "frame", "link", "image"] });
  });
});

browser.contextMenus.onClicked.addListener((entry, tab) => {
  if (entry.menuItemId === MENU_ENTRY) captureWithoutPopup(tab);
});

browser.commands.onCommand.addListener((command, tab) => {
  if (command === COMMAND) captureWithoutPopup(tab);
});

/** @param {chrome.tabs.Tab | undefined} tab */
function captureWithoutPopup(tab) {
  const started = performance.timeOrigin + performance.now();
  if (tab?.id !== undefined) captureAndShow({ tabId: tab.id, url: tab.url ?? "", policy: "article", started });
}

/** @param {Ask} ask */
async function captureAndShow(ask) {
  // Not awaited: the button may lag behind, the capture does not wait for it.
  const working = showWorking(ask.tabId);
  const outcome = await capturePage(ask);
  working.then(() => showOutcome(ask.tabId, outcome));
  return outcome;
}

/** @param {{ id: string, isNew: boolean, tabId: number }} ask */
async function undoCapture({ id, isNew, tabId }) {
  // Says so if there is nothing to undo.
  await readCapture(id);
  if (isNew) await binCaptures([id]);
  else await removeSighting(id);
  await clearOutcome(tabId);
  return null;
}
