// Links: a program with its settings in the fragment, which opens elsewhere and never runs by itself.

import assert from "node:assert/strict";
import { afterEach, before, after, beforeEach, describe, test } from "node:test";

import { audit, open, openPage, setProgram } from "./support.mjs";

const PROGRAM = 'print("shared", 1 < 2 & 3)\n# 日本語のコメント 🐍\n';
const OWN = 'print("my own")\n';

let world;
let context;
let page;
let errors;

before(async () => {
  world = await open();
});
after(() => world?.close());

beforeEach(async () => {
  context = await world.browser.createBrowserContext();
});
afterEach(async () => {
  assert.deepEqual(errors, []);
  await context.close();
});

async function visit(fragment = "") {
  ({ page, errors } = await openPage(context, `${world.url}${fragment}`));
  await page.waitForSelector(".cm-content");
}

/** Goes to another fragment of the page that is open, as a press of a link to it does. */
async function follow(fragment) {
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, fragment);
}

function program() {
  return page.$eval(".cm-content", ({ innerText }) => innerText.replace(/\n\n/g, "\n"));
}

function isChosen(value) {
  return page.waitForFunction((value) => document.querySelector("#program").value === value, {}, value);
}

async function share() {
  await page.click(".share");
  await page.waitForFunction(() => document.querySelector("#share-link").value !== "");
  const [link, markup] = await page.$$eval("#share textarea", (fields) => fields.map(({ value }) => value));
  await page.keyboard.press("Escape");
  return { link, markup };
}

describe("links", () => {
  test("a link has the program and its settings, and does not run it", async () => {
    await visit();
    await setProgram(page, PROGRAM);
    await page.click("input[value=both]");
    const { link, markup } = await share();
    assert.ok(link.startsWith(`${world.url}#program=`), link);
    assert.match(link, /mode=both/);
    assert.ok(markup.includes("1 &lt; 2 &amp; 3"), markup);
    assert.ok(markup.includes(`src="${world.url}spawnpoint.js"`), markup);

    await page.close();
    await visit(new URL(link).hash);
    await isChosen("linked");
    assert.equal(await program(), PROGRAM);
    assert.equal(await page.$eval("input[value=both]", ({ checked }) => checked), true);
    await page.waitForFunction(() => document.querySelector(".state").textContent === "Ready");
    assert.equal(await page.$(".status .elapsed"), null);
  });

  test("a link to an example that was not changed is short, and leads to it", async () => {
    await visit();
    await page.select("#program", "race");
    const { link, markup } = await share();
    assert.match(link, /#example=race/);
    assert.match(markup, /<spawn-point example="race"/);
    await page.close();
    await visit(new URL(link).hash);
    await isChosen("race");
  });

  test("what is edited of a link stays in the address, and the reader's own program stays too", async () => {
    await visit();
    await page.select("#program", "own");
    await setProgram(page, OWN);
    await follow(`code=${encodeURIComponent(PROGRAM)}`);
    await isChosen("linked");
    await page.click(".cm-content");
    await page.keyboard.type("# edited\n");
    await page.waitForFunction(() => location.hash.includes("program="));
    const before = await program();
    await page.reload();
    await page.waitForSelector(".cm-content");
    await isChosen("linked");
    assert.equal(await program(), before);
    await page.select("#program", "own");
    assert.equal(await program(), OWN);
    assert.equal(await page.evaluate(() => location.hash), "");
    await page.goBack();
    await isChosen("linked");
    assert.equal(await program(), before);
  });

  for (const [what, fragment, said] of [
    ["cut off", "program=eJxLzi9K", /cut off/],
    ["not a program at all", "program=%%%", /cannot be read/],
    ["with a value that cannot be", "code=x&mode=parallel", /mode=parallel/],
    ["to an example that is not there", "example=no-such", /no-such/],
  ]) {
    test(`a link ${what} says so and changes nothing`, async () => {
      await visit();
      await page.select("#program", "own");
      await setProgram(page, OWN);
      await follow(fragment);
      const notice = await page.waitForSelector(".notice.error");
      assert.match(await notice.evaluate(({ textContent }) => textContent), said);
      assert.equal(await page.$eval("#program", ({ value }) => value), "own");
      assert.equal(await program(), OWN);
    });
  }

  test("what a link says is text", async () => {
    const markup = '<img src="x" onerror="globalThis.injected = true">';
    await visit(`#example=${encodeURIComponent(markup)}`);
    const notice = await page.waitForSelector(".notice.error");
    assert.ok((await notice.evaluate(({ textContent }) => textContent)).includes(markup));
    await follow(new URLSearchParams({ code: "x = 1\n", name: markup }).toString());
    await isChosen("linked");
    assert.equal(await page.evaluate(() => globalThis.injected), undefined);
  });

  test("a program too large to unpack is refused", async () => {
    await visit();
    // Two megabytes of zeros, which are two kilobytes packed.
    const packed = await page.evaluate(async () => {
      const stream = new Blob([new Uint8Array(2 << 20)]).stream();
      const bytes = await new Response(stream.pipeThrough(new CompressionStream("deflate"))).bytes();
      return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
    });
    await follow(`program=${packed}`);
    await page.waitForSelector(".notice.error");
  });

  for (const scheme of ["light", "dark"]) {
    test(`the form is accessible, ${scheme}`, async () => {
      await visit(`#theme=${scheme}&example=race`);
      await page.click(".share");
      await page.waitForFunction(() => document.querySelector("#share-link").value !== "");
      assert.deepEqual(await audit(page), []);
    });
  }
});
