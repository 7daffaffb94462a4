// Programs that take what they can get: each ends in the error of Python that it should, the page says which
// limit it was, and the next run is as any other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { onOnePage, run, setProgram, textsOf } from "./support.mjs";

let page;
onOnePage((opened) => {
  ({ page } = opened);
});

/** Runs a program as a reader does, and returns what the console and its notices say. */
async function press(code) {
  await setProgram(page, code.trimStart());
  await page.click("#run");
  await page.waitForFunction(
    () => !document.querySelector(".state.busy, .state.live, .state.paused"),
  );
  return {
    state: await page.$eval(".state", (state) => state.textContent),
    notices: await textsOf(page, ".console .limit"),
    output: (await textsOf(page, ".console .rows")).join("\n"),
  };
}

async function nextRunIsFine() {
  const { status, stdout } = await run(page, { code: "print('as ever')" });
  assert.deepEqual([status, stdout], ["finished", "as ever\n"]);
}

test("more processes than may be alive", async () => {
  const { output, notices } = await press(`
from multiprocessing import Event, Process

def wait(end):
    end.wait()

if __name__ == "__main__":
    end = Event()
    started = []
    try:
        while True:
            process = Process(target=wait, args=(end,))
            process.start()
            started.append(process)
    except BlockingIOError as error:
        print(len(started), error)
    end.set()
    for process in started:
        process.join()
`);
  assert.match(output, /63 \[Errno 11\] Resource temporarily unavailable/);
  assert.equal(notices.length, 1);
  assert.match(notices[0], /^MainProcess: .*64/);
  await nextRunIsFine();
});

test("memory that grows and grows is an exception, and can be used again after it", async () => {
  const { output, notices, state } = await press(`
def grow():
    blocks = []
    while True:
        blocks.append(bytearray(1 << 20))

try:
    grow()
except MemoryError as error:
    print(repr(error))
block = bytearray(300 << 20)
print(len(block) >> 20)
`);
  assert.match(output, /MemoryError\(\)/);
  assert.match(output, /300/);
  assert.match(state, /Finished/);
  assert.match(notices[0], /512 MiB/);
  await nextRunIsFine();
});

test("memory that a child takes ends the child alone", async () => {
  const code = `
from multiprocessing import Process

def take():
    text = "ab"
    while True:
        text += text

if __name__ == "__main__":
    process = Process(target=take)
    process.start()
    process.join()
    print(process.exitcode)
`;
  const { stdout, stderr } = await run(page, { code });
  assert.equal(stdout, "1\n");
  assert.match(stderr, /Process Process-1:\nTraceback[\s\S]*text \+= text[\s\S]*\nMemoryError\n$/);
  await nextRunIsFine();
});

test("memory that is taken within one call is told of, with where that was", async () => {
  const code = `
import itertools
print("before")
set(itertools.count())
print("never")
`.trimStart();
  const { status, stdout, stderr, exitcodes } = await run(page, { code });
  assert.deepEqual([status, stdout], ["finished", "before\n"]);
  assert.equal(Object.values(exitcodes)[0], 1);
  assert.match(
    stderr,
    /^Traceback \(most recent call last\):\n  File "\/home\/user\/main.py", line 3, in <module>\n    set\(itertools.count\(\)\)\n    ~~~\^+\nMemoryError\n$/,
  );
  await nextRunIsFine();
});

test("a size that no memory has is an exception", async () => {
  const code = `
for make in (
    lambda: bytearray(2 * 10**9),
    lambda: bytes(2 * 10**9),
    lambda: "a" * (2 * 10**9),
    lambda: [0] * 10**9,
):
    try:
        make()
        print("made")
    except MemoryError as error:
        print(repr(error))
`;
  const { stdout, stderr } = await run(page, { code });
  assert.deepEqual([stdout, stderr], ["MemoryError()\n".repeat(4), ""]);
  await nextRunIsFine();
});

test("endless output is kept in part, and the rest counted", async () => {
  const { notices, state } = await press(`
line = "x" * 1023
for number in range(20 * 1024):
    print(line)
`);
  assert.match(state, /Finished/);
  assert.deepEqual(notices, [
    "MainProcess: only the first 16 MiB of the output are kept; 4194.3 kB are left out",
  ]);
  await nextRunIsFine();
});

test("a message that is too long is an exception", async () => {
  const { output, notices } = await press(`
from multiprocessing import Pipe, Queue

queue = Queue()
here, there = Pipe()
data = bytes(65 << 20)
for send in (queue.put, here.send, here.send_bytes):
    try:
        send(data)
    except OSError as error:
        print(error.errno, error)
`);
  assert.equal(output.match(/90 \[Errno 90\] Message too long/g)?.length, 3);
  assert.match(notices[0], /64 MiB/);
  await nextRunIsFine();
});

test("what nobody takes out of a queue is the putter's memory", async () => {
  const code = `
from multiprocessing import Queue

queue = Queue()
queue.cancel_join_thread()
block = bytes(1 << 20)
try:
    while True:
        queue.put(block)
except MemoryError as error:
    print(repr(error))
`;
  const { status, stdout } = await run(page, { code });
  assert.deepEqual([status, stdout], ["finished", "MemoryError()\n"]);
  await nextRunIsFine();
});

test("calls that are nested too deeply are an exception, also those that take much stack", async () => {
  const code = `
import functools

class Node:
    def walk(self, *args, **options):
        return self.walk(*args, **options)

    def __getattr__(self, name):
        return getattr(self, name)

def decorated(function):
    @functools.wraps(function)
    def call(*args, **options):
        return function(*args, **options)
    return call

@decorated
def again():
    return again()

def plain():
    return plain()

def sort(number):
    return sorted([number], key=sort)

node = Node()
for deep in (plain, again, lambda: node.walk(1, by=2), lambda: node.other, lambda: sort(1)):
    try:
        deep()
    except RecursionError as error:
        print(str(error).strip())
`;
  const { stdout, stderr } = await run(page, { code });
  // Calls through C may be fewer here than calls in Python, and CPython says which were too many.
  const depth = "maximum recursion depth exceeded";
  assert.deepEqual([stdout, stderr], [`${depth}\n`.repeat(4) + `${depth} while calling a Python object\n`, ""]);
  await nextRunIsFine();
});

test("an instance that fails is one process that a signal ended, with a report", async () => {
  const code = `
from multiprocessing import Process

def nest_too_deep():
    print("first", flush=True)
    numbers = []
    for _ in range(100_000):
        numbers = map(int, numbers)
    next(numbers)

if __name__ == "__main__":
    process = Process(target=nest_too_deep, name="Deep")
    other = Process(target=print, args=("other",))
    process.start()
    process.join()
    other.start()
    other.join()
    print(process.exitcode, other.exitcode)
`.trimStart();
  const { status, stdout, stderr } = await run(page, { code });
  assert.deepEqual([status, stdout], ["finished", "first\nother\n-11 0\n"]);
  assert.match(stderr, /^Fatal Python error: the stack of the process is full/);
  assert.match(stderr, /File "\/home\/user\/main.py", line 8, in nest_too_deep/);
  await nextRunIsFine();
});

test("names of any length", async () => {
  const { state, output } = await press(`
from multiprocessing import Process

if __name__ == "__main__":
    globals()["n" * 10_000_000] = 1
    kind = type("K" * 10_000_000, (), {})()
    process = Process(target=print, args=("printed",), name="N" * 10_000_000)
    process.start()
    process.join()
    print(len(process.name))
`);
  assert.match(state, /Finished/);
  assert.match(output, /printed[\s\S]*10000000/);
  await nextRunIsFine();
});
