// The template of file names, with a name as it comes out while it is being typed. What asks for a field that does not
// exist is said and not saved.

import { byId } from "../by_id.js";
import { say } from "../localize.js";
import { nameBy } from "../names.js";
import { DEFAULTS, writeSetting } from "../settings.js";
import { listCaptures } from "../store/captures.js";

/** What the name is shown of where nothing was captured yet. */
const EXAMPLE = {
  stamp: Date.now(),
  url: "https://www.example.org/ferry",
  title: "The last ferry: a farewell",
  site: "Harbour News",
  byline: "Mira Okafor",
  lang: "en",
  digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};

/** @param {string} saved @param {(error: Error) => void} onFault is told where it could not be saved */
export async function connectNameTemplate(saved, onFault) {
  const control = /** @type {HTMLInputElement} */ (byId("nameTemplate"));
  const preview = /** @type {HTMLElement} */ (byId("name-preview"));
  const reset = /** @type {HTMLButtonElement} */ (byId("name-reset"));
  const [capture = EXAMPLE] = await listCaptures(null, 1).catch(() => []);

  const show = async () => {
    const typed = control.value;
    const template = typed.trim() || DEFAULTS.nameTemplate;
    reset.hidden = template === DEFAULTS.nameTemplate;
    try {
      const name = await nameBy(template, capture, ".md");
      // Another letter was typed meanwhile.
      if (control.value !== typed) return null;
      preview.textContent = say("namePreview", name);
      control.removeAttribute("aria-invalid");
      return template;
    } catch (error) {
      const { field } = /** @type {{ field?: string }} */ (error);
      preview.textContent = field === undefined ? String(error) : say("nameUnknownField", field);
      control.setAttribute("aria-invalid", "true");
      return null;
    }
  };
  const save = async () => {
    const template = await show();
    if (template !== null) await writeSetting("nameTemplate", template);
  };
  control.value = saved;
  control.disabled = false;
  control.addEventListener("input", () => save().catch(onFault));
  reset.addEventListener("click", () => {
    control.value = DEFAULTS.nameTemplate;
    control.focus();
    save().catch(onFault);
  });
  await show();
}
