// `cargo xtask soak`: many runs in one page, with its memory sampled, and many runs that are stopped.

import assert from "node:assert/strict";
import { parseArgs } from "node:util";

import { open, openPage } from "../e2e/support.mjs";
import { memoryOf } from "./memory.mjs";
import { randomOf } from "./programs.mjs";
import { runMany, stopMany } from "./soak.mjs";

// After so many runs everything that is kept has been made.
const WARM = 100;

// What memory may have become after all runs, compared with that after the first.
const MOST = 1.1;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    stops: { type: "string", default: "500" },
    seed: { type: "string", default: String(Date.now() % 2 ** 32) },
  },
});
const [runs, stops, seed] = [values.runs, values.stops, values.seed].map(Number);

const world = await open();
try {
  const { page, errors } = await openPage(world.browser, world.url);
  await page.waitForSelector(".cm-content");
  const samples = new Map();
  console.log("   runs   minutes   memory");
  const began = performance.now();
  await runMany(page, runs, async (number) => {
    if (number % WARM === 0 || number === runs) {
      const memory = await memoryOf(page);
      samples.set(number, memory);
      const minutes = (performance.now() - began) / 60_000;
      console.log(
        `${String(number).padStart(7)}${minutes.toFixed(1).padStart(10)}${memory.toFixed(0).padStart(6)} MB`,
      );
    }
  });
  if (runs > WARM) {
    const growth = samples.get(runs) / samples.get(WARM);
    console.log(`after ${runs} runs ${growth.toFixed(3)} of what it was after ${WARM}`);
    assert.ok(growth <= MOST, "memory grows");
  }
  console.log(`random programs that are stopped, from seed ${seed}`);
  let inTime = 0;
  await stopMany(page, stops, randomOf(seed), (number, stopped) => {
    inTime += stopped ? 1 : 0;
    if (number % WARM === 0 || number === stops) {
      console.log(`${String(number).padStart(7)} stopped, ${inTime} of them before they had ended`);
    }
  });
  assert.deepEqual(errors, [], "the page complained");
} finally {
  await world.close();
}
