// Reading aloud, by the voices of the system: sentence by sentence, each painted while it is spoken.
//
// Some browsers offer voices that send the text to a server. Those are not used: what is read stays here.

import { element, icon } from "../element.js";
import { degreesOf } from "./appearance.js";
import { paint } from "./paint.js";
import { Panel } from "./panel.js";

/** @typedef {import("./view.js").View} View */
/** Where a sentence stands in the article's text. @typedef {{ start: number, end: number }} Sentence */

/** Firefox tells of no voices that come late, which on some systems is after seconds: they are looked for again, in ms. */
const LOOK_AGAIN = 500;
/** How often. */
const LOOKS = 40;

/** @param {View} view */
export function createListen(view) {
  const { signal } = view.host;
  const panel = new Panel(view, "listen", "readingListen");
  const reader = new Reader(view, () => show());
  const play = iconButton("play", view.say("readingPlay"), () => reader.toggle());
  const back = iconButton("previous", view.say("readingPreviousSentence"), () => reader.step(-1));
  const on = iconButton("next", view.say("readingNextSentence"), () => reader.step(1));
  const voice = element("select", { id: "voice", onchange: () => view.choose({ voice: voice.value }) });
  const controls = element("div", { class: "steps" }, back, play, on);
  const voiceLabel = element("label", { class: "field" }, view.say("readingVoice"), " ", voice);
  const none = element("p", { class: "note", role: "status" }, view.say("readingNoVoice", languageName(view)));
  panel.body.append(controls, degreesOf(view, "rate", "readingRate"), voiceLabel, none);
  const show = () => {
    play.replaceChildren(icon(reader.isSpeaking ? "pause" : "play"));
    play.setAttribute("aria-label", view.say(reader.isSpeaking ? "readingPause" : "readingPlay"));
  };
  const offer = () => {
    const voices = localVoices(view);
    voice.replaceChildren(...voices.map(({ name, voiceURI }) => element("option", { value: voiceURI }, name)));
    if (voices.some(({ voiceURI }) => voiceURI === view.choices.voice)) voice.value = view.choices.voice;
    none.hidden = voices.length > 0;
    for (const control of [play, back, on, voice]) control.disabled = voices.length === 0;
  };
  panel.onOpen = () => look(LOOKS);
  /** @param {number} times */
  const look = (times) => {
    offer();
    if (panel.isOpen && voice.disabled && times > 1) setTimeout(() => look(times - 1), LOOK_AGAIN);
  };
  // Browsers fetch the list of voices when it is first asked for.
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", offer, { signal });
  panel.onClose = () => reader.stop();
  view.whenFilled(() => reader.stop());
  view.whenChosen(() => reader.startAgain());
  addEventListener("pagehide", () => reader.stop(), { signal });
  offer();
  show();
}

/** @param {string} drawing @param {string} label @param {() => void} act */
function iconButton(drawing, label, act) {
  return element("button", { type: "button", class: drawing, "aria-label": label, onclick: act }, icon(drawing));
}

/**
 * The voices on this computer that speak the article's language: those of its country first, the system's own before its
 * variants.
 * @param {View} view
 */
function localVoices({ host }) {
  const wanted = localeIn(host.article.lang || document.documentElement.lang);
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const speaking = voices.filter((voice) => isLocal(voice) && localeIn(voice.lang)?.language === wanted?.language);
  /** @param {SpeechSynthesisVoice} voice */
  const rank = ({ lang, default: isDefault }) =>
    (localeIn(lang)?.region === wanted?.region ? 0 : 2) + (isDefault ? 0 : 1);
  return speaking.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

/** Firefox says of the voices of Speech Dispatcher, a program of the computer it runs on, that they are not local. */
const SPEECH_DISPATCHER = "urn:moz-tts:speechd:";

/** @param {SpeechSynthesisVoice} voice */
function isLocal({ localService, voiceURI }) {
  return localService || voiceURI.startsWith(SPEECH_DISPATCHER);
}

/**
 * The language and the country that a tag means: Mandarin is Chinese by this.
 * @param {string} tag of a page or of a system, some of which write underscores, or more than the standard has
 */
function localeIn(tag) {
  const [language = "", ...others] = tag.split(/[-_]/);
  for (const wording of [[language, ...others].join("-"), language]) {
    try {
      return new Intl.Locale(wording).maximize();
    } catch {
      // It is no tag; its beginning may be one.
    }
  }
  return null;
}

/** @param {View} view */
function languageName(view) {
  const tag = view.host.article.lang || "und";
  try {
    return new Intl.DisplayNames(view.say("language"), { type: "language" }).of(tag) ?? tag;
  } catch {
    // What the page calls its language is no tag.
    return tag;
  }
}

class Reader {
  isSpeaking = false;
  #here = 0;
  /** @type {Sentence[]} */
  #sentences = [];
  /** @type {import("./text.js").ArticleText | null} */
  #text = null;
  /** What is spoken now: an older one that ends is none of our business. @type {SpeechSynthesisUtterance | null} */
  #current = null;

  /** @param {View} view @param {() => void} tell */
  constructor(view, tell) {
    this.view = view;
    this.tell = tell;
  }

  toggle() {
    if (this.isSpeaking) this.stop();
    else this.#start();
  }

  stop() {
    const wasSpeaking = this.#current !== null;
    // Some browsers say at once that what is cancelled has ended.
    this.#current = null;
    if (wasSpeaking) speechSynthesis.cancel();
    this.isSpeaking = false;
    if (this.view.page) paint(this.view.page, "spoken", [], "spoken");
    this.tell();
  }

  /** With another voice or at another speed. */
  startAgain() {
    if (this.isSpeaking) this.#speak();
  }

  /** @param {1 | -1} direction */
  step(direction) {
    this.#read();
    this.#here = Math.min(Math.max(this.#here + direction, 0), this.#sentences.length - 1);
    if (this.isSpeaking) this.#speak();
    else this.#show();
  }

  /** From the sentence that was last spoken, if it is still on the screen, and else from where the reader is. */
  #start() {
    this.#read();
    const from = this.view.here().character;
    const spoken = this.#sentences[this.#here];
    if (!spoken || spoken.start < from)
      this.#here = Math.max(
        0,
        this.#sentences.findIndex(({ end }) => end > from),
      );
    this.isSpeaking = true;
    this.#speak();
  }

  #read() {
    const { text, host } = this.view;
    if (this.#text === text) return;
    this.#text = text;
    this.#sentences = sentencesOf(text.string, host.article.lang ?? "");
    this.#here = 0;
  }

  #speak() {
    const sentence = this.#sentences[this.#here];
    if (!sentence) return this.stop();
    const { choices, text, host } = this.view;
    const utterance = new SpeechSynthesisUtterance(text.string.slice(sentence.start, sentence.end));
    const voices = localVoices(this.view);
    utterance.voice = voices.find(({ voiceURI }) => voiceURI === choices.voice) ?? voices[0] ?? null;
    utterance.lang = host.article.lang ?? "";
    utterance.rate = choices.rate;
    utterance.onend = () => this.#next(utterance);
    utterance.onerror = () => utterance === this.#current && this.stop();
    this.#current = utterance;
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
    this.#show();
  }

  /** @param {SpeechSynthesisUtterance} ended */
  #next(ended) {
    if (ended !== this.#current) return;
    this.#here += 1;
    this.#speak();
  }

  #show() {
    const sentence = this.#sentences[this.#here];
    if (sentence) {
      const range = this.view.text.range(sentence.start, sentence.end);
      paint(this.view.page, "spoken", [range], "spoken");
      this.view.flow.show(range.getBoundingClientRect());
    }
    this.tell();
  }
}

/**
 * @param {string} text its blocks parted by line feeds
 * @param {string} lang
 * @returns {Sentence[]}
 */
export function sentencesOf(text, lang) {
  const segmenter = new Intl.Segmenter(localeOf(lang), { granularity: "sentence" });
  const sentences = [];
  for (const { segment, index } of segmenter.segment(text)) {
    // A line feed ends a sentence to Unicode as well; what is left are blanks.
    const end = index + segment.trimEnd().length;
    if (end > index) sentences.push({ start: index, end });
  }
  return sentences;
}

/** @param {string} lang of a page, and so anything */
function localeOf(lang) {
  try {
    return Intl.getCanonicalLocales(lang);
  } catch {
    return undefined;
  }
}
