// What is said before the playground is there: messages of the catalogues in src/locales/.

/* global TEXTS: the build puts the messages here, by language and key. */

/** The language for an element: what it says, what its page says, what the browser says, or English. */
export function language(element) {
  const said = element.closest("[lang]")?.getAttribute("lang");
  const tags = [said, ...navigator.languages];
  const known = tags.map((tag) => tag?.split("-")[0].toLowerCase()).find((tag) => tag in TEXTS);
  return known ?? "en";
}

/** The text with this key, with values put in. */
export function text(language, key, values = {}) {
  return TEXTS[language][key].replace(/\{ \$(\w+) \}/g, (_, name) => values[name]);
}
