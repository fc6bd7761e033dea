// The options page: one control for each setting, saved the moment it is changed.

import { byId } from "./by_id.js";
import { localizePage, say } from "./localize.js";
import { connectKeepImages } from "./options/keep_images.js";
import { connectNameTemplate } from "./options/name_template.js";
import { readSettings, writeSetting } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */

const outcome = /** @type {HTMLElement} */ (byId("outcome"));

/** The settings that are switches. @typedef {{ [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings]} Switch */

/** @param {Switch} key @param {boolean} value */
function connect(key, value) {
  const control = /** @type {HTMLInputElement} */ (byId(key));
  control.checked = value;
  control.disabled = false;
  control.addEventListener("change", () => {
    writeSetting(key, control.checked).then(
      () => announce(say("saved"), "saved"),
      (error) => {
        control.checked = !control.checked;
        fail(error);
      },
    );
  });
}

/** @param {string} sentence @param {"saved" | "failed"} state */
function announce(sentence, state) {
  outcome.textContent = sentence;
  outcome.dataset.state = state;
}

/** @param {Error} error */
function fail(error) {
  announce(say("actionFailed", error.message), "failed");
}

async function showShortcut() {
  const commands = await browser.commands.getAll();
  const keys = commands.find((command) => command.name === "capture-page")?.shortcut;
  const line = /** @type {HTMLElement} */ (byId("shortcut"));
  line.textContent = keys ? say("shortcutIs", keys) : say("shortcutUnset");
}

async function show() {
  const settings = await readSettings();
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === "boolean" && key !== "keepImages") connect(/** @type {Switch} */ (key), value);
  }
  await connectKeepImages({ announce, fail });
  await connectNameTemplate(settings.nameTemplate, fail);
  await showShortcut();
}

localizePage();
show().then(
  () => {
    document.body.dataset.state = "shown";
  },
  (error) => {
    fail(error);
    document.body.dataset.state = "failed";
  },
);
