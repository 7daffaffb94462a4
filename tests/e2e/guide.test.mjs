// The guide: every page in both languages, as a reader finds it.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { SITE, audit, emulateScheme, excess, open, visit as visitPage } from "./support.mjs";

const LANGUAGES = ["en", "ja"];
const pages = (await readdir(join(SITE, "guide/en"))).map((name) => name.replace(".html", ""));

let world;
let context;
before(async () => {
  world = await open();
  context = await world.browser.createBrowserContext();
});
after(() => world?.close());

/** Opens a page of the guide, and hands it to `look`. */
const visit = (path, look) => visitPage(context, `${world.url}guide/${path}`, look);

for (const language of LANGUAGES) {
  for (const name of pages) {
    test(`${language}/${name} fits a phone, and all of it loads`, () =>
      visit(`${language}/${name}.html`, async (page) => {
        assert.equal(await page.$eval("html", ({ lang }) => lang), language);
        const pictures = await page.evaluate(async () => {
          const images = [...document.images];
          for (const image of images) {
            image.loading = "eager";
          }
          await Promise.allSettled(images.map((image) => image.decode()));
          return images.filter((image) => image.naturalWidth === 0).map(({ src }) => src);
        });
        assert.deepEqual(pictures, []);
        assert.ok((await excess(page)) <= 0);
        const programs = await page.evaluate(() => ({
          text: document.querySelectorAll("code.runnable").length,
          elements: [...document.querySelectorAll("spawn-point")].map(({ code }) => code.length > 0),
        }));
        assert.equal(programs.text, 0);
        assert.ok(programs.elements.every(Boolean));
      }));
  }
}

for (const name of pages) {
  test(`${name} is accessible in either colours`, () =>
    visit(`en/${name}.html`, async (page) => {
      for (const scheme of ["light", "dark"]) {
        await emulateScheme(page, scheme);
        assert.deepEqual(await audit(page), []);
      }
    }));
}

test("in dark colours the pictures are dark", () =>
  visit("en/views.html", async (page) => {
    await emulateScheme(page, "dark");
    await page.waitForFunction(() => document.images[1].currentSrc.includes(".dark."));
    await emulateScheme(page, "light");
    await page.waitForFunction(() => document.images[1].currentSrc.includes(".light."));
  }));

test("on a phone a button opens the list of pages, which leads to one", () =>
  visit("ja/index.html", async (page) => {
    assert.equal(await page.$eval("nav", (nav) => getComputedStyle(nav).display), "none");
    await page.click("header .contents");
    await page.waitForSelector("nav:popover-open");
    await Promise.all([page.waitForNavigation(), page.click("nav a[href='views.html']")]);
    assert.match(page.url(), /\/guide\/ja\/views\.html$/);
  }));

test("the same page is there in the other language", () =>
  visit("ja/limits.html", async (page) => {
    await Promise.all([page.waitForNavigation(), page.click("header .language")]);
    assert.match(page.url(), /\/guide\/en\/limits\.html$/);
  }));

test("the guide opens in the language that was chosen in the playground", () =>
  visit("en/index.html", async (page) => {
    for (const language of LANGUAGES) {
      await page.evaluate((language) => localStorage.setItem("spawnpoint.language", language), language);
      await page.goto(`${world.url}guide/`);
      await page.waitForFunction(
        (end) => location.pathname.endsWith(end),
        {},
        `/guide/${language}/index.html`,
      );
    }
  }));

test("a program of a page runs there", () =>
  visit("en/index.html", async (page) => {
    const result = await page.$eval("spawn-point", async (element) => {
      const { status, stdout } = await element.run();
      return { status, stdout };
    });
    assert.equal(result.status, "finished");
    assert.match(result.stdout, /^main is 10\n[^]*all workers have ended\n$/);
  }));
