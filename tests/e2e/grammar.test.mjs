// Programs drawn from a grammar print in the browser what they print on CPython. Each is named after its seed.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";

import { PATIENCE, onOnePage, run } from "./support.mjs";

/** The folder with programs, and what they print. */
const FOLDER = process.env.SPAWNPOINT_GRAMMAR;

/** The programs that run the programs beside them, and how: by turns. */
const DRIVERS = new URL("../language/drivers/", import.meta.url);
const WAYS = [
  ["modules.py", { startMethod: "spawn" }],
  ["children.py", { startMethod: "fork" }],
  ["children.py", { mode: "shared" }],
];

/** How many programs run beside one driver. */
const BATCH = 20;

/** What each program printed, by its name. */
function parts(printed) {
  const [, ...pieces] = printed.split(/^=== (\w+)\n/m);
  return new Map(pieces.flatMap((name, place) => (place % 2 === 0 ? [[name, pieces[place + 1]]] : [])));
}

describe("programs of the grammar", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));

  const skip = FOLDER === undefined && "`cargo xtask test` draws them, and asks CPython what they print";
  test("print what they print on CPython", { skip }, async () => {
    const expected = parts(await readFile(join(FOLDER, "expected.txt"), "utf8"));
    const names = (await readdir(FOLDER)).filter((name) => /^p\d+\.py$/.test(name)).sort();
    assert.equal(expected.size, names.length);
    for (let begin = 0; begin < names.length; begin += BATCH) {
      const [driver, options] = WAYS[(begin / BATCH) % WAYS.length];
      const files = {};
      for (const name of names.slice(begin, begin + BATCH)) {
        files[name] = await readFile(join(FOLDER, name), "utf8");
      }
      const code = await readFile(new URL(driver, DRIVERS), "utf8");
      const result = await run(page, { code, files, timeoutMs: 2 * PATIENCE, ...options });
      assert.deepEqual([result.status, result.stderr], ["finished", ""]);
      const printed = parts(result.stdout);
      for (const name of Object.keys(files).map((file) => file.slice(0, -".py".length))) {
        assert.equal(printed.get(name), expected.get(name), `${name}, ${driver}`);
      }
    }
  });
});
