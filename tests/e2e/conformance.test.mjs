// The conformance programs in a real browser, on a host without special headers and on one that is
// cross-origin isolated. `tests/programs/README.md` describes the files.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { PATIENCE, PROGRAMS, open, openPage, run } from "./support.mjs";

const programs = (await readdir(PROGRAMS)).filter((name) => name.endsWith(".py"));

for (const isolated of [false, true]) {
  describe(`conformance, ${isolated ? "isolated" : "plain host"}`, () => {
    let world;
    let page;

    before(async () => {
      world = await open({ isolated });
      ({ page } = await openPage(world.browser, world.url));
      assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), isolated);
    });
    after(() => world?.close());

    for (const name of programs) {
      test(name, async () => {
        const path = join(PROGRAMS, name);
        const code = await readFile(path, "utf8");
        const result = await run(page, { code, timeoutMs: PATIENCE });
        assert.equal(result.status, "finished", result.stderr);
        assert.equal(result.stdout, await readFile(path.replace(/py$/, "out"), "utf8"), result.stderr);
        assert.equal(withoutLibraryFrames(result.stderr), await optional(path.replace(/py$/, "err")));
        const expected = Number(/^# exit: (\d+)/.exec(code)?.[1] ?? 0);
        assert.equal(Object.values(result.exitcodes)[0], expected, result.stderr);
      });
    }
  });
}

async function optional(path) {
  try {
    return await readFile(path, "utf8");
  } catch {
    return "";
  }
}

// Paths and lines of the standard library are no part of the language.
function withoutLibraryFrames(stderr) {
  let kept = "";
  let skipping = false;
  for (const line of stderr.split("\n").slice(0, -1)) {
    if (line.startsWith("  File ")) {
      skipping = !line.startsWith('  File "/home/user/main.py"');
    } else if (!line.startsWith("    ")) {
      skipping = false;
    }
    kept += skipping ? "" : `${line}\n`;
  }
  return kept;
}
