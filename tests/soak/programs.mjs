// Short programs with what they print, and programs put together at random.

/** A program with its output, and the options of a script's run of it. */
const FIXED = [
  {
    name: "a queue",
    output: "[0, 1, 4, 9]",
    code: `
from multiprocessing import Process, Queue

def work(n, results):
    results.put(n * n)

if __name__ == "__main__":
    results = Queue()
    workers = [Process(target=work, args=(n, results)) for n in range(4)]
    for worker in workers:
        worker.start()
    print(sorted(results.get() for _ in workers))
    for worker in workers:
        worker.join()
`,
  },
  {
    name: "a pool",
    output: "285",
    code: `
from multiprocessing import Pool

def square(n):
    return n * n

if __name__ == "__main__":
    with Pool(2) as pool:
        print(sum(pool.map(square, range(10))))
`,
  },
  {
    name: "a lock around shared memory",
    output: "20",
    code: `
from multiprocessing import Process, Value

def add(total):
    for _ in range(10):
        with total.get_lock():
            total.value += 1

if __name__ == "__main__":
    total = Value("i", 0)
    workers = [Process(target=add, args=(total,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(total.value)
`,
  },
  {
    name: "an exception in a child",
    output: "1",
    stderr: /ZeroDivisionError/,
    code: `
from multiprocessing import Process

def fail():
    1 / 0

if __name__ == "__main__":
    child = Process(target=fail)
    child.start()
    child.join()
    print(child.exitcode)
`,
  },
  ...["spawn", "fork", "forkserver"].map((method) => ({
    name: `a child by ${method}`,
    output: "3",
    code: `
import sys
from multiprocessing import get_context

def leave():
    sys.exit(3)

if __name__ == "__main__":
    child = get_context("${method}").Process(target=leave)
    child.start()
    child.join()
    print(child.exitcode)
`,
  })),
  {
    name: "shared state",
    output: "['here', 'there']",
    options: { mode: "shared" },
    code: `
from multiprocessing import Process

places = ["here"]

def work():
    places.append("there")

if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    print(places)
`,
  },
];

/** The program of a run by its number. */
export function programOf(number) {
  return FIXED[number % FIXED.length];
}

/** Numbers from 0 to below 1 that depend on nothing but the seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// What a process does: each part may go on for ever, wait for others, fail or end at once.
const PARTS = [
  "while True: pass",
  "time.sleep(60)",
  "time.sleep(0.01)",
  "queue.put(os.getpid())",
  "queue.put('x' * 100_000)",
  "queue.get()",
  "lock.acquire()",
  "with lock: time.sleep(0.02)",
  "event.wait()",
  "event.set()",
  "barrier.wait()",
  "print('on the way', flush=True)",
  "print('much\\n' * 5_000)",
  "raise ValueError('meant to be')",
  "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
  "sys.exit(2)",
  "threading.Thread(target=time.sleep, args=(60,)).start()",
  "[len(str(n)) for n in range(20_000)]",
  "bytearray(16 << 20)",
  "end.send('over')",
  "multiprocessing.Pool(2).map(abs, range(8))",
];

/** A program of random parts in random processes. */
export function randomProgram(random) {
  const below = (most) => Math.floor(random() * most);
  const body = () =>
    Array.from({ length: 1 + below(4) }, () => `    ${PARTS[below(PARTS.length)]}\n`).join("");
  const kinds = 1 + below(3);
  const kind = (number) =>
    `def work_${number}(queue, lock, event, barrier, end):\n${body()}`;
  return `
import multiprocessing, os, signal, sys, threading, time

${Array.from({ length: kinds }, (_, number) => kind(number)).join("\n")}
if __name__ == "__main__":
    context = multiprocessing.get_context("${["spawn", "fork", "forkserver"][below(3)]}")
    shared = (context.Queue(), context.Lock(), context.Event(), context.Barrier(3), context.Pipe()[1])
    for n in range(${1 + below(5)}):
        context.Process(target=globals()[f"work_{n % ${kinds}}"], args=shared).start()
    queue, lock, event, barrier, end = shared
${body()}`;
}
