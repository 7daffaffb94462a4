// Runs each program here in Chromium, on the built site, and with CPython, and prints both figures and
// their ratio. `cargo xtask bench` sets the environment.

import { execFileSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { open, openPage, run } from "../tests/e2e/support.mjs";

// Each program runs this often on either side, in turn; the medians are compared.
const ROUNDS = 5;

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const PYTHON = process.env.SPAWNPOINT_PYTHON;

function measured(output) {
  const [unit, value] = output.trim().split("\n").at(-1).split(" ");
  return { unit, value: Number(value) };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const version = execFileSync(PYTHON, ["--version"], { encoding: "utf8" }).trim();
const world = await open();
try {
  console.log(`${await world.browser.version()} beside ${version}, medians of ${ROUNDS}\n`);
  console.log(`${"".padEnd(20)}${"here".padStart(12)}${"CPython".padStart(12)}  unit            here / CPython`);
  for (const name of (await readdir(FOLDER)).filter((name) => name.endsWith(".py"))) {
    const path = join(FOLDER, name);
    const code = await readFile(path, "utf8");
    const { page } = await openPage(world.browser, world.url);
    const ours = [];
    const theirs = [];
    let unit;
    for (let round = 0; round < ROUNDS; round += 1) {
      const result = await run(page, { code });
      if (result.status !== "finished") {
        throw new Error(`${name}: ${result.status}\n${result.stderr}`);
      }
      ours.push(measured(result.stdout).value);
      const other = measured(execFileSync(PYTHON, [path], { encoding: "utf8" }));
      theirs.push(other.value);
      unit = other.unit;
    }
    await page.close();
    const [here, there] = [median(ours), median(theirs)];
    console.log(
      `${name.replace(".py", "").padEnd(20)}${String(here).padStart(12)}${String(there).padStart(12)}  ` +
        `${unit.padEnd(16)}${(here / there).toPrecision(3)}`,
    );
  }
} finally {
  await world.close();
}
