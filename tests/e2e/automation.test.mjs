// The automation interface, as docs/guide/en/automation.md describes it.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { onOnePage, run } from "./support.mjs";

describe("spawnpoint.run", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));
  before(() => page.evaluate(() => globalThis.spawnpoint.ready));

  test("returns output, exit codes and events", async () => {
    const code = [
      "import sys",
      "from multiprocessing import Process",
      "def work():",
      "    print('child', file=sys.stderr)",
      "    sys.exit(3)",
      "if __name__ == '__main__':",
      "    p = Process(target=work)",
      "    p.start()",
      "    p.join()",
      "    print('main', p.exitcode)",
    ].join("\n");
    const result = await run(page, { code, startMethod: "spawn" });
    assert.equal(result.status, "finished");
    assert.equal(result.stdout, "main 3\n");
    assert.equal(result.stderr, "child\n");
    assert.deepEqual(Object.values(result.exitcodes), [0, 3]);
    const [main, child] = Object.keys(result.exitcodes).map(Number);
    const of = (pid) => result.events.filter((event) => event.pid === pid);
    // When memory grows is the interpreter's own affair.
    const types = (pid) => of(pid).map(({ type }) => type).filter((type) => type !== "memory");
    const sizes = of(child).filter(({ type }) => type === "memory").map(({ bytes }) => bytes);
    assert.ok(sizes.length > 0 && sizes.every((bytes) => bytes > 1_000_000), `${sizes}`);
    assert.deepEqual(types(child), ["created", "running", "printed", "exited"]);
    assert.deepEqual(types(main), [
      "created",
      "fileGiven",
      "running",
      "globals",
      "blocked",
      "unblocked",
      "printed",
      "exited",
    ]);
    const globals = result.events.find((event) => event.type === "globals");
    assert.deepEqual(globals.changed.map(({ name, value }) => [name, value.class]), [["p", "Process"]]);
    const times = result.events.map((event) => event.time);
    assert.deepEqual(times, times.toSorted((a, b) => a - b));
    const created = result.events.find((event) => event.pid === child);
    assert.equal(created.parent, main);
    assert.equal(created.line, 8);
    const blocked = result.events.find((event) => event.type === "blocked");
    assert.deepEqual(blocked.on, { type: "exit", of: child });
    assert.equal(blocked.line, 9);
  });

  test("ends a run that takes too long", async () => {
    const result = await run(page, { code: "while True: pass", timeoutMs: 200 });
    assert.equal(result.status, "timeout");
    assert.deepEqual(Object.values(result.exitcodes), [-9]);
  });

  test("runs overlap without mixing", async () => {
    const results = await Promise.all(
      ["a", "b"].map((letter) => run(page, { code: `print("${letter}" * 3)` })),
    );
    assert.deepEqual(results.map((result) => result.stdout), ["aaa\n", "bbb\n"]);
  });

  test("keeps lines of one process in order and whole", async () => {
    const code = "for i in range(2000):\n    print(i)\n";
    const result = await run(page, { code });
    assert.deepEqual(
      result.stdout,
      Array.from({ length: 2000 }, (_, i) => `${i}\n`).join(""),
    );
  });

  test("a memory of its own: a process that fills its own leaves the others alone", async () => {
    const code = [
      "from multiprocessing import Process",
      "def work():",
      "    global big",
      "    big = bytearray(64 << 20)",
      "if __name__ == '__main__':",
      "    big = None",
      "    p = Process(target=work); p.start(); p.join()",
      "    print(p.exitcode, big)",
    ].join("\n");
    assert.equal((await run(page, { code })).stdout, "0 None\n");
  });

  test("names the argument that is wrong", async () => {
    for (const [options, name] of [
      [undefined, "argument"],
      [{}, "code"],
      [{ code: 1 }, "code"],
      [{ code: "", startMethod: "teleport" }, "startMethod"],
      [{ code: "", timeoutMs: "soon" }, "timeoutMs"],
      [{ code: "", timeoutMs: 0 }, "timeoutMs"],
    ]) {
      const failure = await page.evaluate(
        (options) =>
          globalThis.spawnpoint.run(options).then(
            () => null,
            (error) => ({ type: error.name, message: error.message }),
          ),
        options,
      );
      assert.equal(failure?.type, "TypeError", JSON.stringify(options));
      assert.match(failure.message, new RegExp(name));
    }
  });
});
