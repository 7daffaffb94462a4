// From the address to the first line of output, for somebody who was never there before: here with the default
// program, which starts three processes, and on a page with Pyodide that prints one line. And how much longer the first
// run takes than those after it, while the browser still compiles.

import { figure, take } from "../measure.mjs";
import { withPyodide } from "../pyodide.mjs";
import { forgetSent, sent, withCompressed } from "../served.mjs";
import { withBrowser } from "../sides.mjs";
import { openPage, run, SITE } from "../../tests/e2e/support.mjs";

/** The run that is compared with the first. */
const LATER = 10;

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

/** How many seconds the first run of the default program takes on a page that was just loaded, and a later one. */
function runs(url) {
  return withBrowser(async (browser) => {
    const { page } = await openPage(browser, url);
    await page.waitForSelector("#run:enabled");
    const code = await page.$eval(".cm-content", (editor) => editor.innerText);
    const seconds = [];
    while (seconds.length < LATER) {
      const began = performance.now();
      const { status, stderr } = await run(page, { code });
      if (status !== "finished" || stderr !== "") {
        throw new Error(`the default program ended as "${status}"\n${stderr}`);
      }
      seconds.push((performance.now() - began) / 1e3);
    }
    return { first: seconds[0], later: seconds[LATER - 1] };
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
      const later = [];
      const first = await take(
        {
          ours: async () => {
            const seconds = await runs(site);
            later.push(seconds.later);
            return seconds.first;
          },
        },
        { warmUps: 0 },
      );
      return {
        figures: [
          figure("first-line", { unit: "s" }, seconds),
          figure("download", { unit: "MB" }, megabytes),
          figure("page", { unit: "MB" }, { ours: page }),
          figure("first-run", { unit: "s" }, first),
          figure("tenth-run", { unit: "s" }, { ours: later }),
        ],
      };
    }),
  );
