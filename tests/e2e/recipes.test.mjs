// The recipes in examples/embed, as their tools build them, on an origin of their own.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { PATIENCE, launchBrowser, serveFolder, serveSite } from "./support.mjs";

/** The folder with the pages of each recipe. */
const BUILT = process.env.SPAWNPOINT_RECIPES;

/** Where the recipes say that the playground is. */
const PLACEHOLDER = "https://spawnpoint.example/";

/** The page with the program, where it is not the first one. */
const PAGES = { mdbook: "processes.html" };

const names = await readdir(new URL("../../examples/embed/", import.meta.url));

let browser;
let site;
before(async () => {
  browser = await launchBrowser();
  site = await serveSite();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** A copy of the pages, of which those that name a playground name the one under test. */
async function pagesOf(name) {
  const folder = await mkdtemp(join(tmpdir(), `spawnpoint-${name}-`));
  await cp(join(BUILT, name), folder, { recursive: true });
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith(".html")) {
      const html = await readFile(join(folder, file), "utf8");
      await writeFile(join(folder, file), html.replaceAll(PLACEHOLDER, site.url));
    }
  }
  return folder;
}

describe("recipes", () => {
  for (const name of names) {
    const isBuilt = BUILT !== undefined && existsSync(join(BUILT, name));
    const title = isBuilt ? name : `${name}: its tool could not be installed`;
    test(title, { skip: !isBuilt }, async () => {
      const folder = await pagesOf(name);
      const host = await serveFolder(folder);
      const page = await browser.newPage();
      try {
        page.setDefaultTimeout(PATIENCE);
        await page.goto(`${host.url.replace("127.0.0.1", "localhost")}${PAGES[name] ?? ""}`);
        const button = await page.waitForSelector("spawn-point >>> .run");
        const program = await page.$eval("spawn-point", ({ code }) => code);
        assert.match(program, /^from multiprocessing import Process\n\ncounter = 0\n/);
        assert.match(program, /\n {4}global counter\n/);
        await page.$eval("spawn-point", (element) => {
          element.finished = new Promise((resolve) => {
            element.addEventListener("run-finished", ({ detail }) => resolve(detail));
          });
        });
        await button.evaluate((button) => button.scrollIntoView({ block: "center" }));
        await button.click();
        const { status, stdout } = await page.$eval("spawn-point", (element) => element.finished);
        assert.deepEqual([status, stdout], ["finished", "the child has 5\nthe parent has 0\n"]);
      } finally {
        await page.close();
        await host.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
