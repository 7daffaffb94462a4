// From the address to the first line of output, for somebody who was never there before: here with the default
// program, which starts three processes, and on a page with Pyodide that prints one line.

import { figure, take } from "../measure.mjs";
import { withPyodide } from "../pyodide.mjs";
import { forgetSent, sent } from "../served.mjs";
import { withCompressed } from "../served.mjs";
import { withBrowser } from "../sides.mjs";
import { SITE } from "../../tests/e2e/support.mjs";

/** In the page: presses Run as soon as there is one, and keeps the moment of the first line of output. */
function watch() {
  new MutationObserver((_, observer) => {
    const run = document.querySelector("#run:enabled");
    if (run !== null && !globalThis.hasRun) {
      globalThis.hasRun = true;
      run.click();
    }
    const line = document.querySelector(".console .text, pre")?.textContent.trim();
    if (line) {
      globalThis.firstLine = performance.now();
      observer.disconnect();
    }
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
}

/** Seconds and megabytes until the first line, with a browser that was never used. */
function firstLine(url) {
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(watch);
    forgetSent();
    await page.goto(url);
    await page.waitForFunction(() => globalThis.firstLine !== undefined);
    const bytes = sent();
    return { seconds: (await page.evaluate(() => globalThis.firstLine)) / 1e3, bytes };
  });
}

export default () =>
  withCompressed([SITE], (site) =>
    withPyodide(async (pyodide) => {
      const bytes = { ours: [], pyodide: [] };
      const seconds = await take({
        ours: () => load("ours", site),
        pyodide: () => load("pyodide", `${pyodide}page.html`),
      });
      async function load(side, url) {
        const load = await firstLine(url);
        bytes[side].push(load.bytes / 1e6);
        return load.seconds;
      }
      const page = [Number(process.env.SPAWNPOINT_FIRST_LOAD) / 1e6];
      return {
        figures: [
          figure("first-line", { unit: "s" }, seconds),
          figure("download", { unit: "MB" }, bytes),
          figure("page", { unit: "MB" }, { ours: page }),
        ],
      };
    }),
  );
