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
  highlights: object[];
  place: object | null;
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
