// What a run takes with more and more events, from Run until the page shows all of them. CPython does the same
// without a record, from the start of the program to its end.

import { growth } from "../growth.mjs";
import { cpython, program, withSite } from "../sides.mjs";
import { setProgram } from "../../tests/e2e/support.mjs";

// The record of a run has room for a million.
const SIZES = [1_000, 10_000, 100_000, 300_000, 900_000];

/** In the page: presses Run, and gives the seconds until the page shows that the run has ended. */
function runToEnd() {
  return new Promise((resolve) => {
    const began = performance.now();
    let hasBegun = false;
    new MutationObserver((_, observer) => {
      const hasEnded = document.querySelector(".state:is(.done, .stopped, .failed)") !== null;
      if (hasBegun && hasEnded) {
        observer.disconnect();
        resolve((performance.now() - began) / 1e3);
      }
      hasBegun ||= !hasEnded;
    }).observe(document.body, { attributes: true, childList: true, subtree: true });
    document.querySelector("#run").click();
  });
}

/** Programs print half the number of their events. */
function check(printed, size) {
  if (printed !== size / 2) {
    throw new Error(`a program prints ${printed} for ${size} events`);
  }
}

export default () =>
  withSite((page) =>
    growth("events", SIZES, async (size) => {
      const code = await program("programs/events", { EVENTS: size });
      await setProgram(page, code);
      return {
        ours: async () => {
          const seconds = await page.evaluate(runToEnd);
          check(await page.$eval(".console .text", (line) => Number(line.textContent)), size);
          return seconds;
        },
        cpython: async () => {
          const began = performance.now();
          check(await cpython(code), size);
          return (performance.now() - began) / 1e3;
        },
      };
    }),
  );
