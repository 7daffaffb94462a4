// Isolation on a host that sends no headers: what the service worker adds, from when on, and for which pages.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { launchBrowser, newPage, run, serveFolder, serveSite } from "./support.mjs";

const PROGRAM = `from multiprocessing import Process, Value

def add(value):
    with value.get_lock():
        value.value += 1

if __name__ == "__main__":
    value = Value("i", 40)
    children = [Process(target=add, args=(value,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(value.value)
`;

const PRINTED = "42\n";

let browser;
let folder;
let around;

before(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), "spawnpoint-around-"));
  around = await serveFolder(folder);
});

after(async () => {
  await browser?.close();
  await around?.close();
  await rm(folder, { recursive: true, force: true });
});

let site;
let context;
let page;
let errors;
let navigations;

async function begin(options) {
  site = await serveSite(options);
  context = await browser.createBrowserContext();
  ({ page, errors } = await newPage(context));
  navigations = 0;
  page.on("framenavigated", (frame) => {
    navigations += frame === page.mainFrame() ? 1 : 0;
  });
}

async function end() {
  assert.deepEqual(errors, []);
  await context.close();
  await site.close();
}

async function visit() {
  await page.goto(site.url);
  await page.waitForFunction(() => globalThis.spawnpoint);
}

/** Goes to the page for the first time, and stays until the browser keeps it. */
async function visitFirst() {
  await visit();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  // What served frames alone is gone then.
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 1);
}

const isIsolated = (where) => where.evaluate(() => crossOriginIsolated);

/** Whether each process of a run saw shared memory in place. */
function inPlace(events) {
  const seen = new Set(events.filter(({ type }) => type === "mapped").map(({ inPlace }) => inPlace));
  assert.equal(seen.size, 1);
  return seen.has(true);
}

async function runsInPlace() {
  const { status, stdout, stderr, events } = await run(page, { code: PROGRAM });
  assert.deepEqual([status, stdout, stderr], ["finished", PRINTED, ""]);
  return inPlace(events);
}

/** Runs the program in the page's first `<spawn-point>`, and hands over the frame that it is in. */
async function runEmbedded() {
  await page.waitForFunction(() => customElements.get("spawn-point") && document.querySelector("spawn-point"));
  const result = await page.$eval(
    "spawn-point",
    async (element, program) => {
      element.code = program;
      const { status, stdout, events } = await element.run();
      return { status, stdout, events };
    },
    PROGRAM,
  );
  assert.deepEqual([result.status, result.stdout], ["finished", PRINTED]);
  const frame = await (await page.$("spawn-point > iframe")).contentFrame();
  assert.equal(inPlace(result.events), await isIsolated(frame));
  return frame;
}

/** Opens a page of another origin with two programs. */
async function visitAround(name, attributes = "") {
  const element = `<spawn-point ${attributes}><pre><code>print()\n</code></pre></spawn-point>`;
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><title>Around</title><link rel="icon" href="data:," />
    <script src="${site.url}spawnpoint.js"></script>${element}${element}`,
  );
  await page.goto(around.url.replace("127.0.0.1", name));
}

/** Runs the second program of the page around, and tells how often an interpreter was loaded for that. */
async function runSecond() {
  const loaded = [];
  page.on("response", (response) => loaded.push(response.url()));
  await page.$$eval("spawn-point", ([, second]) => second.run().then(() => {}));
  return loaded.filter((address) => address.endsWith("process_bg.wasm")).length;
}

/** Waits until a service worker stands ready for a frame when it comes again. */
const untilServed = (frame) =>
  frame.waitForFunction(() =>
    navigator.serviceWorker.getRegistration(location.href).then((found) => found?.active?.state === "activated"),
  );

describe("on a plain host", () => {
  beforeEach(() => begin());
  afterEach(end);

  test("the page is isolated from the second visit on, and never loads itself again", async () => {
    await visitFirst();
    assert.equal(await isIsolated(page), false);
    assert.equal(await runsInPlace(), false);
    assert.equal(navigations, 1);
    await visit();
    assert.equal(await isIsolated(page), true);
    assert.equal(await runsInPlace(), true);
    assert.equal(navigations, 2);
    // Also by a reload, and without a network.
    await site.close();
    await page.reload();
    await page.waitForFunction(() => globalThis.spawnpoint);
    assert.equal(await isIsolated(page), true);
    assert.equal(await runsInPlace(), true);
    assert.equal(navigations, 3);
  });

  test("what a tab keeps outlasts the change", async () => {
    await visitFirst();
    await page.evaluate(() => sessionStorage.setItem("kept", "yes"));
    await visit();
    assert.equal(await isIsolated(page), true);
    assert.equal(await page.evaluate(() => sessionStorage.getItem("kept")), "yes");
  });

  test("programs in the guide run before and after", async () => {
    const guide = `${site.url}guide/en/index.html`;
    await page.goto(guide);
    const first = await runEmbedded();
    assert.equal(await isIsolated(first), false);
    await untilServed(first);
    await page.goto(guide);
    assert.equal(await isIsolated(await runEmbedded()), true);
    // What keeps the whole site takes over what served frames alone.
    await visitFirst();
    await page.goto(guide);
    assert.equal(await isIsolated(await runEmbedded()), true);
    assert.equal(await isIsolated(page), false);
    await site.close();
    await page.goto(guide);
    assert.equal(await isIsolated(await runEmbedded()), true);
  });

  for (const [kind, name] of [
    ["site", "localhost"],
    ["origin", "127.0.0.1"],
  ]) {
    test(`programs in a page of another ${kind} run before and after`, async () => {
      await visitAround(name);
      const first = await runEmbedded();
      assert.equal(await isIsolated(first), false);
      await untilServed(first);
      assert.deepEqual(await first.evaluate(() => caches.keys()), []);
      // One that comes now is like the first, to share its interpreter.
      assert.equal(await runSecond(), 0);
      await visitAround(name);
      assert.equal(await isIsolated(await runEmbedded()), true);
      assert.equal(await runSecond(), 0);
      await visitAround(name, 'isolation="off"');
      assert.equal(await isIsolated(await runEmbedded()), false);
      // Who has been to the playground is served as there.
      await visitFirst();
      await visitAround(name);
      assert.equal(await isIsolated(await runEmbedded()), true);
      assert.equal(await runSecond(), 0);
      assert.equal(navigations, 5);
    });
  }

  test("the page for frames runs on its own, too", async () => {
    await visitAround("127.0.0.1");
    await untilServed(await runEmbedded());
    for (const isKept of [false, true]) {
      if (isKept) {
        await visitFirst();
        await visit();
      }
      await page.goto(`${site.url}embed/#${new URLSearchParams({ code: PROGRAM, lang: "en" })}`);
      await page.click("#run");
      await page.waitForFunction(() => document.querySelector(".console")?.textContent.includes("42"));
    }
  });

  test("an isolated frame leads to a page of its own for its program", async () => {
    await visitFirst();
    await visitAround("127.0.0.1");
    const frame = await runEmbedded();
    const opened = browser.waitForTarget(
      (target) => target.browserContext() === context && target.url().startsWith(`${site.url}#`),
    );
    await frame.$eval(".open-page", (link) => link.click());
    const other = await (await opened).page();
    await other.waitForFunction(() => globalThis.spawnpoint);
    assert.equal(await isIsolated(other), true);
    assert.ok(decodeURIComponent(other.url().replaceAll("+", " ")).includes("value.value += 1"));
  });

  test("it can be switched off", async () => {
    await visitFirst();
    await visit();
    assert.equal(await isIsolated(page), true);
    const checkbox = await page.waitForSelector(".isolation input");
    await checkbox.click();
    await page.waitForFunction(() => document.querySelector(".isolation + [role=status]").textContent);
    await page.waitForFunction(() => caches.has("spawnpoint.not-isolated"));
    // What is open goes on as it is.
    assert.equal(await runsInPlace(), true);
    assert.equal(navigations, 2);
    await visit();
    assert.equal(await isIsolated(page), false);
    assert.equal(await runsInPlace(), false);
    await page.goto(`${site.url}guide/en/index.html`);
    assert.equal(await isIsolated(await runEmbedded()), false);

    await visit();
    const again = await page.waitForSelector(".isolation input");
    assert.equal(await again.evaluate(({ checked }) => checked), false);
    await again.click();
    await page.waitForFunction(async () => !(await caches.has("spawnpoint.not-isolated")));
    await visit();
    assert.equal(await isIsolated(page), true);
    await page.goto(`${site.url}?isolation=off`);
    assert.equal(await isIsolated(page), false);
  });
});

describe("on a host that sends headers", () => {
  afterEach(end);

  test("those that isolate are kept, and the guide's programs run with them", async () => {
    await begin({ isolated: true });
    await visitFirst();
    await visit();
    assert.equal(await isIsolated(page), true);
    assert.equal(await runsInPlace(), true);
    await page.goto(`${site.url}guide/en/index.html`);
    assert.equal(await isIsolated(page), true);
    assert.equal(await isIsolated(await runEmbedded()), true);
  });

  test("one that wants no isolation gets none", async () => {
    await begin({ headers: { "cross-origin-opener-policy": "same-origin-allow-popups" } });
    await visitFirst();
    await visit();
    assert.equal(await isIsolated(page), false);
    assert.equal(await runsInPlace(), false);
  });
});
