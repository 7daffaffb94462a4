// A short form of `cargo xtask soak`. What a browser takes varies too much from moment to moment for so few runs to tell
// whether memory grows.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { randomOf } from "../soak/programs.mjs";
import { runMany, stopMany } from "../soak/soak.mjs";
import { onOnePage } from "./support.mjs";

// Always the same programs; the times at which they are stopped are never quite the same.
const SEED = 20;

describe("one page", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));
  before(() => page.waitForSelector(".cm-content"));

  test("has no more kernels after many runs than the reader's and the scripts'", async () => {
    await runMany(page, 30);
    const kernels = page.workers().filter((worker) => worker.url().endsWith("kernel-worker.js"));
    assert.ok(kernels.length <= 2, `${kernels.length} kernels`);
  });

  test("is as ever after random programs that were stopped at random times", async () => {
    await stopMany(page, 25, randomOf(SEED));
  });
});
