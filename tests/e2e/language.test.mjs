// The programs about the language, in the browser: each as main program, all as modules of one program, and each in a
// child. `tests/language/README.md` describes the files.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { PATIENCE, onOnePage, run } from "./support.mjs";

const FOLDER = fileURLToPath(new URL("../language/", import.meta.url));

const names = (await readdir(FOLDER))
  .filter((name) => name.endsWith(".py"))
  .map((name) => name.slice(0, -".py".length))
  .sort();

const read = (name) => readFile(join(FOLDER, name), "utf8");

/** The source of a program, and what CPython prints for it. */
const programs = new Map(
  await Promise.all(names.map(async (name) => [name, { code: await read(`${name}.py`), expected: await read(`${name}.out`) }])),
);

/** What we say besides of a module that is nowhere. */
const withoutReasons = (printed) => printed.replaceAll(" (it is not part of this playground)", "");

/** How many programs a run has beside its driver: a page takes 64 files. */
const BATCH = 50;

/** Runs a driver with programs beside it, and returns what each printed. */
async function runTogether(page, driver, batch, options) {
  const files = Object.fromEntries(batch.map((name) => [`${name}.py`, programs.get(name).code]));
  const code = await read(`drivers/${driver}`);
  const { status, stdout, stderr } = await run(page, { code, files, timeoutMs: 2 * PATIENCE, ...options });
  assert.deepEqual([status, stderr], ["finished", ""]);
  const [, ...parts] = stdout.split(/^=== (\w+)\n/m);
  return batch.map((name) => parts[parts.indexOf(name) + 1] ?? "");
}

describe("programs about the language print what CPython prints", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));

  test("each as main program", async (context) => {
    for (const [name, { code, expected }] of programs) {
      await context.test(name, async () => {
        const { status, stdout, stderr } = await run(page, { code, timeoutMs: PATIENCE });
        assert.deepEqual([status, stderr], ["finished", ""]);
        assert.equal(withoutReasons(stdout), expected);
      });
    }
  });

  for (const [title, driver, options] of [
    ["as modules", "modules.py", {}],
    ["in children by spawn", "children.py", { startMethod: "spawn" }],
    ["in children by fork", "children.py", { startMethod: "fork" }],
    ["in children by forkserver", "children.py", { startMethod: "forkserver" }],
    ["in threads for processes", "children.py", { mode: "shared" }],
  ]) {
    test(title, async (context) => {
      for (let begin = 0; begin < names.length; begin += BATCH) {
        const batch = names.slice(begin, begin + BATCH);
        const printed = await runTogether(page, driver, batch, options);
        for (const [place, name] of batch.entries()) {
          await context.test(name, () => {
            assert.equal(withoutReasons(printed[place]), programs.get(name).expected);
          });
        }
      }
    });
  }
});
