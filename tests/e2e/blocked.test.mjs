// Processes that stand in a call of the kernel: what happens to them from outside, on a plain page and on one that is
// cross-origin isolated, where they wait in place.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { onOnePage, run, setProgram, textsOf } from "./support.mjs";

/** Two processes wait for what never comes; the main one waits for them. */
const WAITING = `
from multiprocessing import Lock, Process, Queue
import time

def take(lock):
    lock.acquire()

def get(queue):
    queue.get()

if __name__ == "__main__":
    lock, queue = Lock(), Queue()
    lock.acquire()
    processes = [Process(target=take, args=(lock,)), Process(target=get, args=(queue,))]
    for process in processes:
        process.start()
    time.sleep(600)
`.trimStart();

/** A handler runs in the middle of a call, which goes on, and one that raises ends it. */
const SIGNALS = `
import os, signal
from multiprocessing import Event, Lock, Process

def take(lock, ready, noted):
    def note(number, frame):
        print("noted", number == signal.SIGUSR1, flush=True)
        noted.set()

    def leave(number, frame):
        raise TimeoutError("enough")

    signal.signal(signal.SIGUSR1, note)
    signal.signal(signal.SIGUSR2, leave)
    try:
        ready.set()
        lock.acquire()
    except TimeoutError as error:
        print("ended by", error, flush=True)

if __name__ == "__main__":
    lock, ready, noted = Lock(), Event(), Event()
    lock.acquire()
    process = Process(target=take, args=(lock, ready, noted))
    process.start()
    ready.wait()
    os.kill(process.pid, signal.SIGUSR1)
    noted.wait()
    os.kill(process.pid, signal.SIGUSR2)
    process.join()
    print(process.exitcode)
`.trimStart();

/** Processes are killed while they stand in calls: others get what these would have got. */
const KILLED = `
from multiprocessing import Lock, Pipe, Process
import time

def receive(end, ready):
    ready.send(None)
    end.recv()

def send(end):
    # More than there is room for.
    end.send_bytes(bytes(1_000_000))

def take(lock):
    lock.acquire()

if __name__ == "__main__":
    here, there = Pipe()
    waits, ready = Pipe(duplex=False)
    receiver = Process(target=receive, args=(there, ready))
    receiver.start()
    waits.recv()
    receiver.kill()
    receiver.join()
    here.send("left")
    print(there.recv(), receiver.exitcode)
    here, there = Pipe(duplex=False)
    sender = Process(target=send, args=(there,))
    sender.start()
    there.close()
    while not here.poll():
        time.sleep(0.001)
    sender.terminate()
    sender.join()
    print(sender.exitcode)
    lock = Lock()
    with lock:
        waiter = Process(target=take, args=(lock,))
        waiter.start()
        waiter.join(0.05)
        waiter.terminate()
        waiter.join()
    print(waiter.exitcode, lock.acquire(timeout=10))
`.trimStart();

/** What is larger than a line between workers, in both directions, from threads, too. */
const LARGE = `
from multiprocessing import Pipe, Process, Queue
from threading import Thread

SIZES = [1, 70, 16_000, 17_000, 65_000, 66_000, 300_000, 3_000_000]

def echo(end):
    for _ in SIZES:
        end.send_bytes(end.recv_bytes())

def fill(queue, number):
    for size in SIZES:
        queue.put(bytes([number]) * size)

def feed(queue):
    threads = [Thread(target=fill, args=(queue, number)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=echo, args=(there,))
    process.start()
    for size in SIZES:
        data = bytes(range(256)) * (size // 256 + 1)
        here.send_bytes(data[:size])
        assert here.recv_bytes() == data[:size], size
    process.join()
    queue = Queue()
    process = Process(target=feed, args=(queue,))
    process.start()
    received = {}
    for _ in range(3 * len(SIZES)):
        data = queue.get()
        received.setdefault(data[0], []).append(len(data))
    process.join()
    print(received == dict.fromkeys(range(3), SIZES), process.exitcode)
`.trimStart();

for (const isolated of [false, true]) {
  describe(`in a call, ${isolated ? "isolated" : "plain page"}`, () => {
    let page;
    onOnePage((opened) => ({ page } = opened), { isolated });

    const doings = (count) =>
      page.waitForFunction(
        (count) =>
          [...document.querySelectorAll(".labels .doing")].filter((doing) => /sleep|lock|Queue/.test(doing.textContent))
            .length === count,
        {},
        count,
      );

    async function start() {
      await setProgram(page, WAITING);
      await page.click("#run");
      await doings(3);
    }

    test("Stop ends who waits, and the next run works", async () => {
      await start();
      await page.click("#stop");
      await page.waitForSelector(".state.stopped");
      const { stdout } = await run(page, { code: "print('again')" });
      assert.equal(stdout, "again\n");
    });

    test("a pause holds who waits, and they go on to wait", async () => {
      await start();
      await page.click("#pause");
      await page.waitForSelector(".state.paused");
      await page.click("#pause");
      await page.waitForSelector(".state.live");
      await doings(3);
      await page.click("#stop");
      await page.waitForSelector(".state.stopped");
      assert.equal((await textsOf(page, ".labels .badge")).length, 3);
    });

    test("Stop reaches a run in which a process tells the kernel something without end", async () => {
      await setProgram(page, "while True:\n    print(flush=True)\n");
      await page.click("#run");
      await page.waitForSelector(".state.live");
      await page.click("#stop");
      await page.waitForSelector(".state.stopped");
    });

    for (const startMethod of ["spawn", "fork", "forkserver"]) {
      test(`signals, ${startMethod}`, async () => {
        const { stdout, stderr } = await run(page, { code: SIGNALS, startMethod });
        assert.equal(stdout, "noted True\nended by enough\n0\n", stderr);
      });

      test(`death, ${startMethod}`, async () => {
        const { stdout, stderr } = await run(page, { code: KILLED, startMethod });
        assert.equal(stdout, "left -9\n-15\n-15 True\n", stderr);
      });

      test(`large messages, ${startMethod}`, async () => {
        const { stdout, stderr } = await run(page, { code: LARGE, startMethod });
        assert.equal(stdout, "True 0\n", stderr);
      });
    }
  });
}
