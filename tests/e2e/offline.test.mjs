// Without a network: what a browser keeps of the site, and how a newer version comes.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";

import { PATIENCE, SITE, launchBrowser, run, serveFolder } from "./support.mjs";

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

let folder;
let server;
let context;
let page;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spawnpoint-site-"));
  await cp(SITE, folder, { recursive: true });
  server = await serveFolder(folder, { base: "/base/" });
  context = await browser.createBrowserContext();
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
});

afterEach(async () => {
  await context.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Publishes a version with another title; `isWhole` unless the list of files is that of the version before. */
async function publish(title, isWhole) {
  const file = join(folder, "index.html");
  const before = await readFile(file, "utf8");
  const html = before.replace(/<title>.*<\/title>/, `<title>${title}</title>`);
  await writeFile(file, html);
  const worker = join(folder, "service-worker.js");
  const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
  const code = await readFile(worker, "utf8");
  assert.ok(code.includes(hash(before)));
  const [cache] = await page.evaluate(() => caches.keys());
  const version = cache.replace("spawnpoint-", "");
  assert.ok(code.includes(version));
  const listed = isWhole ? code.replace(hash(before), hash(html)) : code;
  await writeFile(worker, listed.replace(version, hash(title)));
}

describe("without a network", () => {
  test("a page that was visited loads and runs programs", async () => {
    // What a program fetches of the library is kept from then on, on a page that was loaded when there was somebody to
    // keep it.
    await page.reload();
    await page.waitForFunction(() => globalThis.spawnpoint);
    const decimal = { code: "import decimal\nprint(decimal.Decimal(1) / 8)\n" };
    assert.equal((await run(page, decimal)).stdout, "0.125\n");
    await server.close();
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.spawnpoint);
    assert.equal((await run(page, decimal)).stdout, "0.125\n");
    const code = 'from multiprocessing import Process\nif __name__ == "__main__":\n'
      + '    p = Process(target=print, args=("offline",))\n    p.start()\n    p.join()\n';
    const { status, stdout } = await run(page, { code });
    assert.deepEqual([status, stdout], ["finished", "offline\n"]);
    // One that was never imported here was not kept, and the program is told so.
    const other = await run(page, { code: "import wave\n" });
    assert.match(other.stderr, /ImportError: the standard library could not be loaded: .*wave\.bin/);
    // What other pages embed is there as well.
    assert.ok((await page.goto(`${server.url}embed/`)).ok());
    assert.ok((await page.goto(`${server.url}notices.html`)).ok());
  });

  test("a newer version comes as a whole, when the reader wants it", async () => {
    const title = await page.title();
    await publish("A newer version", true);
    await page.reload();
    assert.equal(await page.title(), title);
    const button = await page.waitForSelector(".update button");
    await button.click();
    await page.waitForFunction(() => document.title === "A newer version");
  });

  test("files of two versions are never mixed", async () => {
    const title = await page.title();
    await publish("Half a version", false);
    await page.reload();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
    });
    // It was tried, and given up.
    await page.waitForFunction(async () => (await caches.keys()).length === 2);
    await page.waitForFunction(async () => {
      const { installing } = await navigator.serviceWorker.getRegistration();
      return installing === null;
    });
    await page.reload();
    assert.equal(await page.title(), title);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting), null);
  });
});
