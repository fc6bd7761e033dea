// Pages of ours to try the engine on. Their names are messages.

export const SAMPLES = [
  {
    file: "lamplighter.html",
    url: "https://www.harbour-review.example/2026/05/the-last-lamplighter",
    name: "wwwSampleEssay",
  },
  { file: "canal.html", url: "https://news.yunhe.example/2026-04-18/canal.html", name: "wwwSampleChinese" },
  { file: "tides.html", url: "https://notes.tides.example/measuring", name: "wwwSampleNotes" },
];
