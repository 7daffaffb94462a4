// Many processes: one after the other, and at once.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { IS_FIREFOX, PATIENCE, onOnePage, run } from "./support.mjs";

const METHODS = ["spawn", "fork", "forkserver"];

const STARTS = 300;

const ONE_AFTER_THE_OTHER = `
from multiprocessing import Process

def work(n):
    return n

if __name__ == "__main__":
    codes = set()
    for n in range(${STARTS}):
        process = Process(target=work, args=(n,))
        process.start()
        process.join()
        codes.add(process.exitcode)
    print(codes)
`;

const AT_ONCE = `
from multiprocessing import Barrier, Process

def meet(barrier):
    barrier.wait()

if __name__ == "__main__":
    barrier = Barrier(33)
    processes = [Process(target=meet, args=(barrier,)) for _ in range(32)]
    for process in processes:
        process.start()
    barrier.wait()
    for process in processes:
        process.join()
    print({process.exitcode for process in processes})
`;

// What a worker may have beyond the copy that was put into it before it is given up, in bytes.
const MOST_UNUSED = 4 << 20;

// The template, those that stand ready during a run, and the main process.
const MOST_WORKERS = 10;

describe("many processes", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));

  for (const startMethod of METHODS) {
    test(`${STARTS} one after the other leave nothing behind, ${startMethod}`, async () => {
      const options = { code: ONE_AFTER_THE_OTHER, startMethod, timeoutMs: PATIENCE };
      const result = await run(page, options);
      assert.equal(result.stdout, "{0}\n", result.stderr);
      const sizes = result.events.filter(({ type }) => type === "memory").map(({ bytes }) => bytes);
      const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
      // A process may need a little more than its worker had.
      assert.ok(most - least <= 2 * MOST_UNUSED, `${least} to ${most}`);
      if (!IS_FIREFOX) {
        const isProcess = (worker) => worker.url().includes("process-worker");
        const workers = page.workers().filter(isProcess).length;
        assert.ok(workers <= MOST_WORKERS, `${workers} workers`);
      }
    });

    test(`32 are alive at once, ${startMethod}`, async () => {
      const result = await run(page, { code: AT_ONCE, startMethod, timeoutMs: PATIENCE });
      assert.equal(result.stdout, "{0}\n", result.stderr);
    });
  }
});
