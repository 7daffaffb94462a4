// What a page loads to show programs that can be run: `spawnpoint.js` of the built site. It works as a module
// and as a classic script; a classic one needs no permission of the playground's server.

import { SpawnPoint, setSite } from "./element.js";

const NAME = "spawn-point";

/** The element that loaded this script. */
function ownScript() {
  const scripts = [...document.querySelectorAll("script[src]")];
  const isOwn = ({ src }) => new URL(src).pathname.endsWith("/spawnpoint.js");
  return document.currentScript ?? scripts.find(isOwn);
}

/**
 * Makes blocks of code runnable: each element that `selector` names, or the `<pre>` around it, gives its
 * place to a `<spawn-point>` with the attributes that the element has as `data-…`.
 */
function enhance(selector, root = document) {
  for (const block of root.querySelectorAll(selector)) {
    const place = block.closest("pre") ?? block;
    if (place.closest(NAME)) {
      continue;
    }
    const element = document.createElement(NAME);
    for (const [name, value] of Object.entries({ ...place.dataset, ...block.dataset })) {
      const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      element.setAttribute(attribute, value);
    }
    const code = document.createElement("pre");
    code.textContent = block.textContent;
    element.append(code);
    place.replaceWith(element);
  }
}

/** Makes blocks runnable that are there, and those that come later, as where pages change in place. */
function enhanceAll(selector) {
  enhance(selector);
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => addedNodes.length > 0)) {
      enhance(selector);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

const script = ownScript();
if (script && !customElements.get(NAME)) {
  setSite(script.src);
  SpawnPoint.enhance = enhance;
  customElements.define(NAME, SpawnPoint);
  const { selector } = script.dataset;
  if (selector) {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => enhanceAll(selector));
    } else {
      enhanceAll(selector);
    }
  }
}
