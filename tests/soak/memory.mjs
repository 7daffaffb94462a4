// How much memory a browser takes.

import { readFile, readdir } from "node:fs/promises";
import { setTimeout as after } from "node:timers/promises";

const MEGABYTE = 1 << 20;

// Workers that were terminated go, and others that are kept in stock come, within a few seconds.
const SAMPLES = 6;
const PAUSE = 500;

/** Memory in megabytes, after a collection of garbage: of all of the browser's processes where the system tells,
 * otherwise of the page's scripts. */
export async function memoryOf(page) {
  await collectGarbage(page);
  let least = Infinity;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await after(PAUSE);
    const { JSHeapUsedSize } = await page.metrics();
    const bytes = (await sizeOfTree(page.browser().process().pid)) ?? JSHeapUsedSize;
    least = Math.min(least, bytes / MEGABYTE);
  }
  return least;
}

async function collectGarbage(page) {
  // Of the page only: a worker that waits for its next process does not answer.
  const session = await page.createCDPSession();
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
}

/** The bytes of a process and of all below it, what several share divided among them; nothing where the system does
 * not tell. */
export async function sizeOfTree(root) {
  const parents = new Map();
  const names = await readdir("/proc").catch(() => []);
  for (const name of names.filter((name) => /^\d+$/.test(name))) {
    // A process may have ended since it was listed.
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    // The name, in parentheses, may have anything in it.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  let kilobytes;
  for (const pid of [...parents.keys()].filter(isBelow)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    const pss = /^Pss:\s+(\d+) kB/m.exec(rollup);
    if (pss !== null) {
      kilobytes = (kilobytes ?? 0) + Number(pss[1]);
    }
  }
  return kilobytes === undefined ? undefined : kilobytes * 1024;
}
