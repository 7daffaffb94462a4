// The memory that one more process takes: the slope over how many there are.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import { figure, slope, take } from "../measure.mjs";
import { startWorker, withPyodidePage } from "../pyodide.mjs";
import { PYTHON, program, withFile, withSite } from "../sides.mjs";
import { setProgram } from "../../tests/e2e/support.mjs";
import { sizeOfTree } from "../../tests/soak/memory.mjs";

const PROCESSES = [2, 8, 14];

// Each has the whole of Python to load.
const WORKERS = [1, 4];

// What was needed for starting only has been given back by then.
const SETTLING_MS = 1_000;

/** Megabytes of memory of a process and of all below it. */
async function memoryOf(root) {
  await sleep(SETTLING_MS);
  return (await sizeOfTree(root)) / 1e6;
}

/** What each more takes, of what `measured` says of so many. */
async function perProcess(counts, measured) {
  const points = [];
  for (const count of counts) {
    points.push([count, await measured(count)]);
  }
  return slope(points);
}

const ofTab = (method) => (processes) =>
  withSite(async (page) => {
    await setProgram(page, await program("programs/alive", { METHOD: method, PROCESSES: processes }));
    await page.click("#run");
    await page.waitForSelector(".console .text");
    return memoryOf(page.browser().process().pid);
  });

const ofWorkers = (workers) =>
  withPyodidePage(async (page) => {
    for (let count = 0; count < workers; count += 1) {
      await startWorker(page);
    }
    return memoryOf(page.browser().process().pid);
  });

const ofCpython = (method) => async (processes) =>
  withFile(await program("programs/alive", { METHOD: method, PROCESSES: processes }), async (file) => {
    // In a group of its own, so that all can be ended together.
    const main = spawn(PYTHON, [file], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
    try {
      const [line] = await once(createInterface(main.stdout), "line");
      if (line !== "all are here") {
        throw new Error(`with CPython a program says ${line}`);
      }
      return await memoryOf(main.pid);
    } finally {
      process.kill(-main.pid, "SIGKILL");
    }
  });

export default async function memory() {
  if (process.platform !== "linux") {
    throw new Error("only Linux says how much memory processes have that share some of it");
  }
  const kind = { unit: "MB" };
  const spawned = await take(
    {
      ours: () => perProcess(PROCESSES, ofTab("spawn")),
      cpython: () => perProcess(PROCESSES, ofCpython("spawn")),
      pyodide: () => perProcess(WORKERS, ofWorkers),
    },
    { warmUps: 0 },
  );
  const forked = await take(
    {
      ours: () => perProcess(PROCESSES, ofTab("fork")),
      cpython: () => perProcess(PROCESSES, ofCpython("fork")),
    },
    { warmUps: 0 },
  );
  return {
    figures: [figure("memory-spawn", kind, spawned), figure("memory-fork", kind, forked)],
  };
}
