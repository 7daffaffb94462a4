# shared: same
"""Locks and semaphores that several processes use again and again: nothing is lost, and all come to their turn."""

import multiprocessing as mp

TIMES = 3000
WORKERS = 3


def count(value, lines):
    for _ in range(TIMES):
        with value.get_lock():
            value.value += 1
    lines.put("counted")


def count_with(lock, cell, lines):
    """The same with a lock of its own, beside memory that has none."""
    for _ in range(TIMES):
        lock.acquire()
        cell[0] += 1
        lock.release()
    lines.put("counted")


def nest(lock, cell):
    for _ in range(200):
        with lock:
            with lock:
                cell[0] += 1


def try_it(lock, cell, wins):
    for _ in range(500):
        if lock.acquire(block=False):
            cell[0] += 1
            lock.release()
            with wins.get_lock():
                wins.value += 1


def run(target, *arguments):
    workers = [mp.Process(target=target, args=arguments) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]


if __name__ == "__main__":
    lines = mp.Queue()
    value = mp.Value("i", 0)
    print(run(count, value, lines), value.value)
    for lock in (mp.Lock(), mp.Semaphore(1), mp.BoundedSemaphore(1)):
        cell = mp.RawArray("i", 1)
        print(run(count_with, lock, cell, lines), cell[0])
    cell = mp.RawArray("i", 1)
    print(run(nest, mp.RLock(), cell), cell[0])
    cell, wins = mp.RawArray("i", 1), mp.Value("i", 0)
    print(run(try_it, mp.Lock(), cell, wins), cell[0] == wins.value > 0)
    print(sorted(lines.get() for _ in range(4 * WORKERS)) == ["counted"] * 4 * WORKERS)
