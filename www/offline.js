// Keeps the site's own files for reading without a network. Only browsers that call the place secure have a service
// worker: on plain http everything else works.

import { ownScript } from "./own_scripts.js";

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(ownScript("worker.js")).catch(() => {});
}
