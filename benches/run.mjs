// Takes the figures of the part that is named, prints them beside their peers, and keeps them for the guide.
// `cargo xtask bench` sets the environment.

import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { arch, cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

import { ROUNDS } from "./measure.mjs";
import { VERSION } from "./pyodide.mjs";
import { PYTHON, withBrowser } from "./sides.mjs";

const KEPT = fileURLToPath(new URL("../docs/guide/benchmarks.json", import.meta.url));

/** When and where figures are taken, without what would tell one machine of a kind from another. */
async function circumstances() {
  const isServer = /xeon|epyc|neoverse|graviton/i.test(cpus()[0].model);
  const browser = await withBrowser((browser) => browser.version());
  const python = execFileSync(PYTHON, ["--version"], { encoding: "utf8" });
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processors: cpus().length,
      architecture: { x64: "x86-64" }[arch()] ?? arch(),
      class: isServer ? "server" : "computer",
      memory: Math.round(totalmem() / 2 ** 30),
    },
    versions: {
      chromium: browser.match(/[\d.]+/)[0],
      cpython: python.match(/[\d.]+/)[0],
      pyodide: VERSION,
    },
  };
}

function print({ figures, exponents }) {
  const shown = ({ median, min, max }) => `${median} (${min}–${max})`.padEnd(28);
  for (const { name, at, unit, ours, peers } of figures) {
    const beside = Object.entries(peers).map(
      ([peer, there]) => `${peer} ${shown(there)} ratio ${there.ratio}`,
    );
    const what = at === undefined ? name : `${name} ${at}`;
    console.log([what.padEnd(24), unit.padEnd(5), shown(ours), ...beside].join(" "));
  }
  if (exponents !== undefined) {
    console.log("grows with the exponent", exponents);
  }
}

const [part] = process.argv.slice(2);
const { default: taken } = await import(`./parts/${part}.mjs`);
const result = await taken();
console.log();
print(result);
// Fewer rounds say too little to be shown to anybody.
if (ROUNDS >= 5) {
  const kept = JSON.parse(await readFile(KEPT, "utf8"));
  kept[part] = { ...(await circumstances()), ...result };
  await writeFile(KEPT, `${JSON.stringify(kept, null, 2)}\n`);
}
