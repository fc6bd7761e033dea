/** What a capture file says of itself. What it does not say is null. */
export interface Described {
  /** Unix time in milliseconds. */
  stamp: number;
  title: string;
  url: string;
  /** `<host>/<stamp>_<title>.md` */
  name: string;
  byline: string | null;
  authors: string[];
  /** RFC 3339 or YYYY-MM-DD. */
  published: string | null;
  site: string | null;
  lang: string | null;
  dir: "ltr" | "rtl" | null;
  excerpt: string | null;
  image: string | null;
  words: number;
}

/** What readers add to a capture, and what leaves with it. */
export interface Beside {
  tags: string[];
  note: string;
  read: number | null;
  seen: number[];
  highlights: Highlight[];
  place: Place | null;
}

/** A marked passage. Places count UTF-16 units of the article's text; `prefix` and `suffix` stand around the quote. */
export interface Highlight {
  id: string;
  quote: string;
  prefix: string;
  suffix: string;
  start: number;
  end: number;
  /** Of those that the reading view has. */
  colour: string;
  note: string;
}

/** Where reading stopped: the first character on the screen, in UTF-16 units of the article's text, and how much was read. */
export interface Place {
  character: number;
  /** 0 to 1. */
  share: number;
}

/** Of which capture, and what stands beside it. */
export interface BesideLine {
  stamp: number;
  digest: string;
  beside: Beside;
}

/** What a name may say. `minutesEast` is how far the user's clock is ahead of UTC. */
export interface Named {
  stamp: number;
  url: string;
  title: string;
  site: string | null;
  byline: string | null;
  lang: string | null;
  digest: string;
  minutesEast: number;
}

/** A piece of text that is in both versions or in one. */
export interface Part {
  fate: "same" | "removed" | "added";
  text: string;
}

/** What changed: lines that stand side by side, and how many words are new or gone. */
export interface Comparison {
  rows: Part[][];
  added: number;
  removed: number;
}

/** Bytes of a zip, counted from its start. */
export interface Span {
  start: number;
  size: number;
}
