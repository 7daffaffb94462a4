// The conformance programs in a real browser, on a host without special headers and on one that is
// cross-origin isolated. `tests/programs/README.md` describes the files.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { IS_FIREFOX, PATIENCE, PROGRAMS, onOnePage, run } from "./support.mjs";

const all = new Set(await readdir(PROGRAMS));
const programs = [...all].filter((name) => name.endsWith(".py"));

const METHODS = ["spawn", "fork", "forkserver"];

/** In which ways a program has a defined result, and the file with it, but for its extension. */
async function cases(name) {
  const path = join(PROGRAMS, name);
  const code = await readFile(path, "utf8");
  const header = /^(?:#.*\n)*/.exec(code)[0];
  const listed = (what) => new RegExp(`^# ${what}: (.*)$`, "m").exec(header)?.[1].split(", ");
  const same = path.slice(0, -".py".length);
  const own = (ending) => (all.has(`${name.slice(0, -3)}.${ending}.out`) ? `${same}.${ending}` : same);
  const modes = listed("modes");
  if (modes) {
    return modes.map((mode) => ({ name, code, mode, expected: same }));
  }
  const found = (listed("methods") ?? METHODS).map((startMethod) => ({
    name,
    code,
    mode: "processes",
    startMethod,
    expected: own(startMethod),
  }));
  if (!/^# shared: no, /m.test(header)) {
    const expected = /^# shared: same$/m.test(header) ? same : `${same}.shared`;
    found.push({ name, code, mode: "shared", expected });
  }
  return found;
}

const everything = (await Promise.all(programs.map(cases))).flat();

/** What isolation is about: memory that several processes see in place. */
const IN_PLACE = /\b(Raw)?(Value|Array)\b|shared_memory/;

/**
 * What runs on which host. The second host runs what is different there, and programs by the usual method.
 * Firefox comes second, and takes no time for anything else.
 */
function casesOn(isolated) {
  const isUsual = ({ startMethod }) => (startMethod ?? "forkserver") === "forkserver";
  const isInPlace = ({ code, mode }) => mode === "processes" && IN_PLACE.test(code);
  if (!isolated) {
    return everything.filter((one) => !IS_FIREFOX || one.startMethod !== "spawn");
  }
  return everything.filter((one) => isInPlace(one) || (isUsual(one) && !IS_FIREFOX));
}

for (const isolated of [false, true]) {
  describe(`conformance, ${isolated ? "isolated" : "plain host"}`, () => {
    let page;
    onOnePage((opened) => ({ page } = opened), { isolated });
    before(async () => {
      assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), isolated);
    });

    for (const { name, code: source, mode, startMethod, expected } of casesOn(isolated)) {
      test(`${name}, ${startMethod ?? mode}`, async () => {
        const result = await run(page, { code: source, mode, startMethod, timeoutMs: PATIENCE });
        assert.equal(result.status, "finished", result.stderr);
        assert.equal(result.stdout, await readFile(`${expected}.out`, "utf8"), result.stderr);
        assert.equal(withoutLibraryFrames(result.stderr), await optional(`${expected}.err`));
        const code = Number(/^# exit: (-?\d+)/.exec(source)?.[1] ?? 0);
        assert.equal(Object.values(result.exitcodes)[0], code, result.stderr);
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
