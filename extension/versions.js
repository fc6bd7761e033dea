// What changed on a page from one capture to another. Two versions are chosen from all there are; the newest and the one
// before it, if the address says no others.

import { byId } from "./by_id.js";
import { describeFailure } from "./failure.js";
import { guarded, loadFormats } from "./formats.js";
import { inDigits, localizePage, say } from "./localize.js";
import { listVersions, readCapture, readFiles } from "./store/captures.js";
import { renderRows } from "./versions/view.js";

/** @typedef {import("./store/captures.js").Capture} Capture */

const older = /** @type {HTMLSelectElement} */ (byId("older"));
const newer = /** @type {HTMLSelectElement} */ (byId("newer"));
const beside = /** @type {HTMLInputElement} */ (byId("beside"));
const rows = byId("rows");

const dates = new Intl.DateTimeFormat(say("language"), { dateStyle: "medium", timeStyle: "short" });

async function show() {
  const capture = await readCapture(new URLSearchParams(location.search).get("id") ?? "");
  const versions = await listVersions(capture.address);
  showTitle(versions[0] ?? capture);
  const chosen = Math.max(
    0,
    versions.findIndex(({ id }) => id === capture.id),
  );
  // The oldest has none before it, and is compared with the one after it.
  const from = Math.min(chosen + 1, versions.length - 1);
  fill(older, versions, from);
  fill(newer, versions, from === chosen ? Math.max(0, chosen - 1) : chosen);
  byId("choice").hidden = versions.length < 2;
  for (const control of [older, newer, beside]) control.addEventListener("change", () => attempt(compare));
  if (versions.length < 2) byId("outcome").textContent = say("versionsOnly");
  else await compare();
}

/** @param {Capture} capture */
function showTitle({ title, lang }) {
  const heading = /** @type {HTMLElement} */ (document.querySelector("h1"));
  heading.textContent = title;
  heading.lang = lang ?? "";
  rows.lang = lang ?? "";
  document.title = `${say("versionsTitle")}: ${title}`;
}

/** @param {HTMLSelectElement} select @param {Capture[]} versions @param {number} chosen */
function fill(select, versions, chosen) {
  const options = versions.map(({ id, stamp }) => new Option(dates.format(stamp), id));
  select.replaceChildren(...options);
  select.selectedIndex = chosen;
}

async function compare() {
  const formats = await loadFormats();
  const encoder = new TextEncoder();
  const [before, after] = (await readFiles([older.value, newer.value])).map((file) => encoder.encode(file));
  if (!before || !after) return;
  const { rows: compared, added, removed } = guarded(() => formats.compare(before, after));
  const layout = beside.checked ? "beside" : "inline";
  rows.dataset.layout = layout;
  rows.replaceChildren(renderRows(compared, layout, (count) => say("versionsFolded", inDigits(count))));
  const isSame = added + removed === 0;
  byId("outcome").textContent = isSame
    ? say("versionsSame")
    : say("versionsChanged", [inDigits(added), inDigits(removed)]);
}

/** @param {() => Promise<void>} act */
function attempt(act) {
  act().then(
    () => {
      document.body.dataset.state = "shown";
    },
    (error) => {
      byId("outcome").textContent = describeFailure(error);
      document.body.dataset.state = "failed";
    },
  );
}

localizePage();
attempt(show);
