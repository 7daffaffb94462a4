// A short form of `cargo xtask soak`.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { memoryOf } from "../soak/memory.mjs";
import { randomOf } from "../soak/programs.mjs";
import { runMany, stopMany } from "../soak/soak.mjs";
import { onOnePage } from "./support.mjs";

// Always the same programs; the times at which they are stopped are never quite the same.
const SEED = 20;

describe("one page", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));
  before(() => page.waitForSelector(".cm-content"));

  test("does not grow from run to run", async () => {
    await runMany(page, 12);
    const before = await memoryOf(page);
    await runMany(page, 30);
    const growth = (await memoryOf(page)) - before;
    // A tenth of what one process has would be seen in thirty runs.
    assert.ok(growth < 100, `${growth.toFixed(0)} MB more than ${before.toFixed(0)} MB`);
  });

  test("is as ever after random programs that were stopped at random times", async () => {
    await stopMany(page, 25, randomOf(SEED));
  });
});
