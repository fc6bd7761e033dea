// Keys with modifiers, pressed on whatever has the focus.

/** `KeyboardEvent.key`, the code of Windows that Chromium's protocol asks for, and the character that WebDriver means by it. */
const KEYS = /** @type {Record<string, { code: number, value: string }>} */ ({
  ArrowDown: { code: 40, value: "\ue015" },
  ArrowUp: { code: 38, value: "\ue013" },
  Backspace: { code: 8, value: "\ue003" },
  Delete: { code: 46, value: "\ue017" },
  End: { code: 35, value: "\ue010" },
  Enter: { code: 13, value: "\ue007" },
  Escape: { code: 27, value: "\ue00c" },
  Home: { code: 36, value: "\ue011" },
  PageDown: { code: 34, value: "\ue00f" },
  Tab: { code: 9, value: "\ue004" },
});

const MODIFIERS = /** @type {Record<string, { bit: number, value: string }>} */ ({
  Control: { bit: 2, value: "\ue009" },
  Shift: { bit: 8, value: "\ue008" },
});

/**
 * Presses a key, perhaps with a modifier before it: `Shift+ArrowDown`.
 *
 * @param {any} page
 * @param {string} keys
 */
export async function pressKeys(page, keys) {
  const [key = "", modifier] = keys.split("+").reverse();
  await page.front();
  if (page.browser?.name === "firefox") await pressInFirefox(page, key, modifier);
  else await pressInChromium(page, key, modifier);
}

/** @param {any} page @param {string} text */
export async function typeText(page, text) {
  for (const character of text) await pressKeys(page, character);
}

/** @param {any} page @param {string} key @param {string | undefined} modifier */
async function pressInChromium(page, key, modifier) {
  const known = KEYS[key];
  const text = key === "Enter" ? "\r" : key;
  const typed = (known && key !== "Enter") || modifier === "Control" ? {} : { text };
  const code = known?.code ?? key.toUpperCase().charCodeAt(0);
  const event = { key, windowsVirtualKeyCode: code, modifiers: MODIFIERS[modifier ?? ""]?.bit ?? 0 };
  await page.send("Input.dispatchKeyEvent", { type: "keyDown", ...event, ...typed });
  await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
}

/** @param {any} page @param {string} key @param {string | undefined} modifier */
async function pressInFirefox(page, key, modifier) {
  const pressed = [MODIFIERS[modifier ?? ""]?.value, KEYS[key]?.value ?? key].filter((value) => value !== undefined);
  const down = pressed.map((value) => ({ type: "keyDown", value }));
  const up = pressed.toReversed().map((value) => ({ type: "keyUp", value }));
  await page.send("WebDriver:PerformActions", {
    actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }],
  });
}
