// The extension in a language of the test's choice: a copy that has no other. Browsers come with few languages of their own, and
// take the extension's default where it does not have theirs.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const EXTENSION = fileURLToPath(new URL("../../extension", import.meta.url));

/** @param {string} locale a folder of `_locales` @returns {{ folder: string, remove: () => void }} */
export function extensionIn(locale) {
  const folder = mkdtempSync(join(tmpdir(), "offprint-extension-"));
  cpSync(EXTENSION, folder, { recursive: true });
  const locales = join(folder, "_locales");
  for (const name of readdirSync(locales).filter((name) => name !== locale)) {
    rmSync(join(locales, name), { recursive: true });
  }
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...manifest, default_locale: locale }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
