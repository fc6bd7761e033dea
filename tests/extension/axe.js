// What axe finds on a page: nobody should need to see, or a mouse, to use it.

import { readFileSync } from "node:fs";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/**
 * Runs axe on a page from outside: the pages' policy would not let it be loaded. A capture is shown in a frame where no
 * script runs, axe's neither.
 */
export const EXAMINE = `async (window) => {
  const { document } = window;
  if (!window.axe) { ${AXE}; }
  const { violations } = await window.axe.run(document, { iframes: false });
  return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "));
}`;
