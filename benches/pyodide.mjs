// Pyodide, as its package has it, in a browser.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { withBrowser } from "./sides.mjs";
import { withCompressed } from "./served.mjs";

const PACKAGE = fileURLToPath(new URL("node_modules/pyodide/", import.meta.url));
const PAGES = fileURLToPath(new URL("pyodide/", import.meta.url));

export const VERSION = JSON.parse(readFileSync(`${PACKAGE}package.json`, "utf8")).version;

/** Serves the package and our pages around it, and hands the address to `use`. */
export function withPyodide(use) {
  return withCompressed([PACKAGE, PAGES], use);
}

/** Hands a page to `use` that can start workers with Pyodide in them. */
export function withPyodidePage(use) {
  return withPyodide((url) =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(`${url}workers.html`);
      return use(page);
    }),
  );
}

/** Starts one more worker on the page, which is the one that runs programs from now on. */
export function startWorker(page) {
  return page.evaluate(() => globalThis.startWorker());
}

/** What a program prints last in the worker that was started last. */
export async function inPyodide(page, code) {
  return Number(await page.evaluate((code) => globalThis.runInWorker(code), code));
}
