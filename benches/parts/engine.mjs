// The engine alone, as long as processes do not run on it: computing beside Pyodide, and what a process costs beside one
// of today's.

import { runInEngine, withEngine } from "../../tests/e2e/engine-page.mjs";
import { figure, summary, take } from "../measure.mjs";
import { inPyodide, startWorker, withPyodidePage } from "../pyodide.mjs";
import { here, program, withSite } from "../sides.mjs";

export const provisional = true;

const KERNELS = ["loop", "sieve", "nbody", "queens", "mandelbrot", "words"];

// Browsers optimise the module while it runs, some seconds long.
const WARM_UPS = { warmUps: 3 };

/** The middle one of the numbers that a program prints. */
async function inEngine(page, code) {
  const { stdout, stderr, statuses } = await runInEngine(page, code);
  if (stderr !== "" || statuses.some((status) => status !== 0)) {
    throw new Error(`in the engine a program failed\n${stderr}`);
  }
  return summary(stdout.trim().split("\n").map(Number)).median;
}

async function computing(page, pyodide) {
  const kernels = await Promise.all(
    KERNELS.map(async (name) => {
      const code = await program(`kernels/${name}`);
      const sides = { ours: () => inEngine(page, code), pyodide: () => inPyodide(pyodide, code) };
      return [name, sides];
    }),
  );
  // What a browser has optimised for one program may turn out wrong in the next, so all are run before any is measured.
  for (let warmUp = 0; warmUp < WARM_UPS.warmUps; warmUp += 1) {
    for (const [, sides] of kernels) {
      await sides.ours();
      await sides.pyodide();
    }
  }
  const figures = [];
  for (const [name, sides] of kernels) {
    figures.push(figure(name, { unit: "s" }, await take(sides)));
  }
  return figures;
}

async function starting(page, site) {
  const ours = await program("programs/engine_fork");
  const today = await program("programs/start", { METHOD: "fork" });
  const samples = await take(
    { ours: () => inEngine(page, ours), today: () => here(site, today) },
    WARM_UPS,
  );
  const one = 'print("started")';
  const fromImage = await take({
    ours: async () => (await runInEngine(page, one, { fromImage: true })).started.took,
    cold: async () => (await runInEngine(page, one)).started.took,
  });
  const bytes = await take({
    ours: async () => (await runInEngine(page, one)).started.bytes / 2 ** 20,
  });
  return [
    figure("fork", { unit: "ms" }, samples),
    figure("from image", { unit: "ms" }, fromImage),
    figure("memory", { unit: "MiB" }, bytes),
  ];
}

export default () =>
  withEngine((page) => {
    page.setDefaultTimeout(0);
    return withPyodidePage(async (pyodide) => {
      await startWorker(pyodide);
      const figures = await computing(page, pyodide);
      return withSite(async (site) => ({ figures: [...figures, ...(await starting(page, site))] }));
    });
  });
