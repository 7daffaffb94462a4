// From the address to the first line of output, for somebody who was never there before: here with the default
// program, which starts three processes, and on a page with Pyodide that prints one line.

import { figure, take } from "../measure.mjs";
import { withPyodide } from "../pyodide.mjs";
import { forgetSent, sent, withCompressed } from "../served.mjs";
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

/** Seconds and bytes until the first line, with a browser that was never used. */
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
      const megabytes = { ours: [], pyodide: [] };
      const side = (name, url) => async () => {
        const { seconds, bytes } = await firstLine(url);
        megabytes[name].push(bytes / 1e6);
        return seconds;
      };
      const seconds = await take(
        { ours: side("ours", site), pyodide: side("pyodide", `${pyodide}page.html`) },
        // Each browser is a new one: nothing is there already.
        { warmUps: 0 },
      );
      const page = [Number(process.env.SPAWNPOINT_FIRST_LOAD) / 1e6];
      return {
        figures: [
          figure("first-line", { unit: "s" }, seconds),
          figure("download", { unit: "MB" }, megabytes),
          figure("page", { unit: "MB" }, { ours: page }),
        ],
      };
    }),
  );
