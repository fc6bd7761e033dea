/** Which blocks count as content: the article, or everything on the page that is content. */
export type Policy = "article" | "page";

/** What one page gives. What the page does not say is null. */
export interface Answer {
  /** The content without its header and title: blocks separated by line feeds, cells by a tab. Empty without an article. */
  text: string;
  /** The capture's line 5: one `article` element. Empty without an article. */
  html: string;
  /** The visible headline, without the site's name. */
  title: string | null;
  /** The byline as printed, without its label. */
  byline: string | null;
  /** The names in the byline. */
  authors: string[];
  /** RFC 3339, or YYYY-MM-DD where only the day is known. */
  published: string | null;
  /** RFC 3339, or YYYY-MM-DD where only the day is known. */
  modified: string | null;
  /** The site's or paper's name. */
  site: string | null;
  /** A BCP 47 tag. */
  lang: string | null;
  dir: "ltr" | "rtl" | null;
  /** One or two sentences on what the article says. */
  excerpt: string | null;
  /** The absolute URL of the lead image. */
  image: string | null;
  /** The absolute URL that the page calls its own. */
  canonical: string | null;
  /** What the page says that it is about, in its own words. */
  keywords: string[];
  /** Unicode words, each Han, kana or hangul character counting as one. */
  words: number;
  /** How sure the selection is that this is an article, 0 to 1 in thousandths; 0 without an article. */
  confidence: number;
  /** The capture file's text; null without an article. */
  capture: string | null;
  /** The capture's file name, `<host>/<stamp>_<title>.md`; null without an article. */
  name: string | null;
}

/** A kind of place in which a page says something of itself. */
export type Origin = "visible" | "card" | "schema" | "head" | "address";

/** The places that gave the value of each field; none where the field is empty. */
export type Origins = Record<
  | "title"
  | "byline"
  | "published"
  | "modified"
  | "site"
  | "lang"
  | "dir"
  | "excerpt"
  | "image"
  | "canonical"
  | "keywords",
  Origin[]
>;

/** A capture file as it was read. */
export interface CaptureFile {
  /** Unix time in milliseconds. */
  stamp: number;
  title: string;
  url: string;
  /** The body as it stands in the file: show only what `sanitize` makes of it. */
  body: string;
}

/** What is thrown where a capture file breaks the format. */
export interface FormatError extends Error {
  name: "FormatError";
  /** Counted from one. */
  line: number;
  found: string;
  expected: string;
}
