// Reading aloud where there are voices to hear. No machine of the tests has any, so this is run by itself: docs/design.md says
// how.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "./driver/until.js";
import { captured, inArticle, openReader } from "./reading.js";
import { startSession } from "./session.js";

/** @type {import("./session.js").Session} */
let session;
/** @type {any} */
let reader;
before(async () => {
  session = await startSession();
  reader = await openReader(session, await captured(session, "/pages/reading-essay.html"));
  await reader.pressKey("r");
  await until("voices", async () => (await state()).voices > 0);
});
after(() => session?.close());

const state = () => inArticle(reader, listening);
const press = (/** @type {string} */ name) =>
  reader.evaluate(
    (/** @type {any} */ window, /** @type {string} */ selector) => window.document.querySelector(selector).click(),
    `#listen-panel .${name}`,
  );

test("each sentence is painted while it is spoken", async () => {
  await press("play");
  const first = await until("a sentence", async () => (await state()).sentence);
  const second = await until("the next one", async () => {
    const { sentence } = await state();
    return sentence !== first && sentence;
  });
  assert.ok(second, "the second sentence");
  assert.equal((await state()).label, "Pause");
});

test("it stops, and goes on with the sentence that it stopped at", async () => {
  const { sentence } = await state();
  await press("play");
  await until("silence", async () => !(await state()).isSpeaking);
  assert.equal((await state()).sentence, "");
  await press("play");
  await until("the same sentence", async () => (await state()).sentence === sentence);
});

test("another voice and another speed are heard at once", async () => {
  const { sentence } = await state();
  await reader.evaluate(chooseVoice);
  await until("it to be spoken", async () => (await state()).isSpeaking);
  assert.equal((await state()).sentence, sentence);
  await press("next");
  await until("the next sentence", async () => (await state()).sentence !== sentence);
});

test("it ends with its panel", async () => {
  await reader.pressKey("Escape");
  await until("silence", async () => !(await state()).isSpeaking);
  assert.equal((await state()).sentence, "");
});

/** What is painted, and what the panel says. */
function listening(/** @type {any} */ article, /** @type {any} */ window) {
  const [range] = article.defaultView.CSS.highlights.get("spoken") ?? [];
  return {
    sentence: range?.toString() ?? "",
    label: window.document.querySelector("#listen-panel .play").getAttribute("aria-label"),
    voices: window.document.querySelectorAll("#voice option").length,
    isSpeaking: window.speechSynthesis.speaking,
  };
}

/** Chooses the last voice and the highest speed. */
function chooseVoice(/** @type {any} */ window) {
  const voice = window.document.getElementById("voice");
  voice.selectedIndex = voice.options.length - 1;
  voice.dispatchEvent(new window.Event("change", { bubbles: true }));
  const rate = window.document.getElementById("rate");
  rate.value = rate.max;
  rate.dispatchEvent(new window.Event("input", { bubbles: true }));
}
