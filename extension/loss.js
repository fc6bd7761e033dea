// The notice that the browser has lost the library, on the pages where captures are looked for.

import { forgetLoss, lostLibrary } from "./store/loss.js";

const notice = document.getElementById("lost");
const seen = document.getElementById("loss-seen");

if (notice && seen) {
  notice.hidden = (await lostLibrary()) === null;
  notice.dataset.state = "asked";
  seen.addEventListener("click", () => {
    notice.hidden = true;
    // What could not be noted is told again.
    forgetLoss().catch(() => {
      notice.hidden = false;
    });
  });
}
