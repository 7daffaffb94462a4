// Many runs in one page, and many that are stopped.

import assert from "node:assert/strict";
import { setTimeout as after } from "node:timers/promises";

import { PATIENCE, run, setProgram } from "../e2e/support.mjs";
import { programOf, randomProgram } from "./programs.mjs";

// The longest that a random program is let run before it is stopped, in milliseconds.
const LONGEST = 600;

const isOver = () => !document.querySelector(".state.busy, .state.live, .state.paused");

/** Runs programs one after the other in a page, by turns as a script and as a reader would. */
export async function runMany(page, count, onRun = () => {}) {
  for (let number = 1; number <= count; number += 1) {
    const program = programOf(number);
    if (number % 2 === 0 || program.options !== undefined) {
      await runByScript(page, program);
    } else {
      await runByHand(page, program);
    }
    await onRun(number);
  }
}

async function runByScript(page, { name, code, output, options, stderr = /^$/ }) {
  const result = await run(page, { code, timeoutMs: PATIENCE, ...options });
  assert.deepEqual([result.status, result.stdout], ["finished", `${output}\n`], `${name}: ${result.stderr}`);
  assert.match(result.stderr, stderr, name);
}

async function runByHand(page, { name, code, output }) {
  await setProgram(page, code.trimStart());
  await page.click("#run");
  await page.waitForFunction(isOver);
  assert.ok(await page.$(".state.done"), name);
  const printed = await page.$$eval(".console .row:not(.stderr) .text", (rows) =>
    rows.map((row) => row.textContent),
  );
  assert.deepEqual(printed, [output], name);
}

/** Runs random programs in a page and stops each at a random time; after each, another program is as ever. */
export async function stopMany(page, count, random, onStop = () => {}) {
  for (let number = 1; number <= count; number += 1) {
    const code = randomProgram(random);
    try {
      await setProgram(page, code);
      await page.click("#run");
      // The time is the point here.
      await after(random() * LONGEST);
      const stopped = await page.evaluate(() => {
        const stop = document.querySelector("#stop");
        stop?.click();
        return stop !== null && !stop.disabled;
      });
      await page.waitForFunction(isOver);
      if (number % 2 === 0) {
        await runByScript(page, programOf(number));
      } else {
        await runByHand(page, programOf(1));
      }
      await onStop(number, stopped);
    } catch (error) {
      throw new Error(`after stop ${number} of this program:\n${code}`, { cause: error });
    }
  }
}
