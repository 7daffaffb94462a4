// Programs that cannot go on, in a real browser: each is told why, and soon.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";

import { DEADLOCKS, PATIENCE, onOnePage, openPage, run, setProgram } from "./support.mjs";

const programs = (await readdir(DEADLOCKS)).filter((name) => name.endsWith(".py"));

// What the kernel may take from the last wait to the end of the run.
const PROMPT_MICROS = 200_000;

describe("deadlocks", () => {
  let world;
  let page;

  onOnePage((opened) => ({ world, page } = opened));

  for (const name of programs) {
    test(name, async () => {
      const code = await readFile(join(DEADLOCKS, name), "utf8");
      const result = await run(page, { code, timeoutMs: PATIENCE });
      assert.equal(result.status, "deadlock", result.stderr);
      const report = result.events.find((event) => event.type === "deadlocked");
      assert.equal(report.mistake, /^# mistake: (\w+)/.exec(code)[1]);
      assert.ok(report.waits.length > 0);
      const last = result.events.findLast((event) => event.type === "blocked");
      assert.ok(report.time - last.time < PROMPT_MICROS);
    });
  }

  test("the page says who waits for what, and leads to the line", async () => {
    const { page } = await openPage(world.browser, world.url);
    const code = await readFile(join(DEADLOCKS, "lock_order.py"), "utf8");
    await setProgram(page, code);
    await page.click("#run");
    await page.waitForSelector(".deadlock .advice");
    const items = await page.$$eval(".deadlock li", (all) => all.map((one) => one.textContent));
    assert.equal(items.length, 3);
    assert.match(items.join("\n"), /Process-1.*held by Process-2/);
    assert.match(items.join("\n"), /Process-2.*held by Process-1/);
    await page.click(".deadlock li:nth-child(2) a.source");
    await page.waitForFunction(
      () => document.querySelector(".cm-activeLine")?.textContent.trim() === "with second:",
    );
    await page.close();
  });
});
