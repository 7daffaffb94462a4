// The page with the licences of all that is in the site.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { audit, emulateScheme, excess, open, visit as visitPage } from "./support.mjs";

let world;
let context;
before(async () => {
  world = await open();
  context = await world.browser.createBrowserContext();
});
after(() => world?.close());

/** Opens a page of the site, and hands it to `look`. */
const visit = (path, look) => visitPage(context, `${world.url}${path}`, look);

test("each part of the site is named, and leads to texts that are there", () =>
  visit("notices.html", async (page) => {
    const parts = await page.$$eval(".notices li", (items) =>
      items.map((item) => ({
        name: item.querySelector("b").textContent,
        licence: item.querySelector("span").textContent,
        texts: [...item.querySelectorAll("a")].map(({ hash }) => document.querySelector(hash)?.textContent.length ?? 0),
      })),
    );
    const names = ["CPython ", "libbz2 ", "liblzma ", "libsqlite3 ", "libz ", "Expat ", "libmpdec ", "HACL* ", "tzdata "]
      .concat(["wasi-libc ", "Rust’s standard library ", "yew ", "wasm-bindgen ", "@codemirror/view ", "@lezer/common "]);
    for (const name of names) {
      assert.ok(parts.some((part) => part.name.startsWith(name)), name);
    }
    for (const { name, licence, texts } of parts) {
      assert.ok(licence && texts.length > 0, name);
      assert.ok(texts.every((length) => length > 80), `${name}: ${texts}`);
    }
  }));

test("a link opens the text that it leads to", () =>
  visit("notices.html", async (page) => {
    await page.click(".notices li a");
    await page.waitForSelector("details[open] > pre#text-0", { visible: true });
  }));

test("it fits a phone, and is accessible in either colours", () =>
  visit("notices.html", async (page) => {
    await page.click(".notices li a");
    assert.ok((await excess(page)) <= 0);
    for (const scheme of ["light", "dark"]) {
      await emulateScheme(page, scheme);
      assert.deepEqual(await audit(page), []);
    }
  }));

for (const [from, selector] of [
  ["", ".tagline a"],
  ["guide/en/index.html", ".about-notices a"],
  ["guide/ja/limits.html", ".about-notices a"],
]) {
  test(`${from || "the playground"} leads there`, () =>
    visit(from, async (page) => {
      const link = await page.waitForSelector(selector);
      assert.equal(await link.evaluate(({ href }) => href), `${world.url}notices.html`);
    }));
}
