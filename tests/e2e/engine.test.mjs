// The engine alone: CPython and our Rust in one module, its threads, its looking up, its copies. Each program in
// `tests/engine/` checks itself, and prints what stands beside it.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { runInEngine, withEngine } from "./engine-page.mjs";

const PROGRAMS = fileURLToPath(new URL("../engine/", import.meta.url));

describe("the engine", () => {
  test("runs each program as CPython does", async (t) => {
    const programs = (await readdir(PROGRAMS)).filter((name) => name.endsWith(".py"));
    assert.ok(programs.length > 0);
    await withEngine(async (page) => {
      page.setDefaultTimeout(0);
      for (const name of programs) {
        await t.test(name, async () => {
          const code = await readFile(`${PROGRAMS}${name}`, "utf8");
          const expected = await readFile(`${PROGRAMS}${name.replace(/py$/, "out")}`, "utf8");
          const { stdout, stderr, statuses } = await runInEngine(page, code);
          assert.equal(stderr, "");
          assert.equal(stdout, expected);
          assert.equal(statuses.at(-1), 0);
        });
      }
    });
  });

  test("goes on in a copy of a started interpreter", async () => {
    await withEngine(async (page) => {
      const { stdout } = await runInEngine(page, "import re\nprint(re.sub('a', 'b', 'aba'))", {
        fromImage: true,
      });
      assert.equal(stdout, "bbb\n");
    });
  });
});
