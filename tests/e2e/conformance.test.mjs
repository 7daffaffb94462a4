// The conformance programs in a real browser, on a host without special headers and on one that is
// cross-origin isolated. `tests/programs/README.md` describes the files.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { IS_FIREFOX, PATIENCE, PROGRAMS, open, openPage, run } from "./support.mjs";

const programs = (await readdir(PROGRAMS)).filter((name) => name.endsWith(".py"));

/** In which modes a program has a defined result, and how the name of the file with it ends. */
async function cases(name) {
  const path = join(PROGRAMS, name);
  const code = await readFile(path, "utf8");
  const header = /^(?:#.*\n)*/.exec(code)[0];
  const only = /^# modes: (.*)$/m.exec(header);
  if (only) {
    return only[1].split(", ").map((mode) => ({ name, path, code, mode, ending: "" }));
  }
  const found = [{ name, path, code, mode: "processes", ending: "" }];
  const shared = (ending) => found.push({ name, path, code, mode: "shared", ending });
  if (/^# shared: same$/m.test(header)) {
    shared("");
  } else if (!/^# shared: no, /m.test(header)) {
    shared(".shared");
  }
  return found;
}

const all = (await Promise.all(programs.map(cases))).flat();

/** What isolation is about: memory that several processes see in place. */
const IN_PLACE = /\b(Raw)?(Value|Array)\b|shared_memory/;

/** What runs on which host. Firefox comes second, and takes no time for anything else there. */
function casesOn(isolated) {
  const isInPlace = ({ code, mode }) => mode === "processes" && IN_PLACE.test(code);
  return isolated && IS_FIREFOX ? all.filter(isInPlace) : all;
}

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

    for (const { name, path, code, mode, ending } of casesOn(isolated)) {
      test(`${name}, ${mode}`, async () => {
        const file = (kind) => path.replace(/\.py$/, `${ending}.${kind}`);
        const result = await run(page, { code, mode, timeoutMs: PATIENCE });
        assert.equal(result.status, "finished", result.stderr);
        assert.equal(result.stdout, await readFile(file("out"), "utf8"), result.stderr);
        assert.equal(withoutLibraryFrames(result.stderr), await optional(file("err")));
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
