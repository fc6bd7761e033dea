// Fills a page with the words of the user's language. `data-i18n` names the message that is an element's text;
// `data-i18n-label`, `data-i18n-title` and `data-i18n-placeholder` the ones that are its accessible label, its tooltip and what
// an empty field says.

/** @param {string} name @param {string | string[]} [substitutions] */
export function say(name, substitutions) {
  return browser.i18n.getMessage(name, substitutions);
}

/** Made once: a list asks for ten thousand. @type {Intl.NumberFormat | undefined} */
let numbers;

/** @param {number} number @returns {string} as the user's language writes it */
export function inDigits(number) {
  numbers ??= new Intl.NumberFormat(say("language"));
  return numbers.format(number);
}

/** Fills the whole page. Language and direction are those of the messages found, which are not always the browser's own. */
export function localizePage() {
  document.documentElement.lang = say("language");
  document.documentElement.dir = say("direction");
  for (const element of document.querySelectorAll("[data-i18n]")) {
    element.textContent = say(element.getAttribute("data-i18n") ?? "");
  }
  for (const element of document.querySelectorAll("[data-i18n-label]")) {
    element.setAttribute("aria-label", say(element.getAttribute("data-i18n-label") ?? ""));
  }
  for (const element of document.querySelectorAll("[data-i18n-title]")) {
    element.setAttribute("title", say(element.getAttribute("data-i18n-title") ?? ""));
  }
  for (const element of document.querySelectorAll("[data-i18n-placeholder]")) {
    element.setAttribute("placeholder", say(element.getAttribute("data-i18n-placeholder") ?? ""));
  }
}
