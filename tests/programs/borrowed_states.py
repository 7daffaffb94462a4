# shared: no, one of the processes ends at once
"""What a process has done by itself with a lock is so for all: its value, who holds it, and that it cannot be given
back twice."""

import multiprocessing as mp
import os
import time


def use(lock, times=50):
    for _ in range(times):
        with lock:
            pass


def hold(lock, ready):
    use(lock)
    lock.acquire()
    ready.set()
    time.sleep(0.2)
    print("holder releases", flush=True)
    lock.release()


def die(lock, ready):
    use(lock)
    lock.acquire()
    ready.set()
    os._exit(3)


def give(semaphore, times):
    for _ in range(times):
        semaphore.release()


def many(semaphore):
    taken = 0
    while semaphore.acquire(block=False):
        taken += 1
    return taken


def overflow(make):
    lock = make()
    use(lock)
    try:
        lock.release()
    except ValueError as error:
        print(type(error).__name__, error)
    try:
        use(lock)
    finally:
        print(lock)


def forked(lock):
    print("child has it", lock.acquire(block=False), flush=True)


if __name__ == "__main__":
    lock, ready = mp.Lock(), mp.Event()
    holder = mp.Process(target=hold, args=(lock, ready))
    holder.start()
    ready.wait()
    print("free", lock.acquire(block=False))
    print("in time", lock.acquire(timeout=0.01))
    print("then", lock.acquire(), flush=True)
    holder.join()
    lock.release()

    ready.clear()
    holder = mp.Process(target=die, args=(lock, ready))
    holder.start()
    ready.wait()
    holder.join()
    print(holder.exitcode, lock.acquire(timeout=0.05))

    semaphore = mp.Semaphore(0)
    giver = mp.Process(target=give, args=(semaphore, 500))
    giver.start()
    giver.join()
    print(semaphore.get_value(), many(semaphore), semaphore.get_value())
    use(mp.Semaphore(3), 100)
    overflow(mp.Lock)
    overflow(mp.BoundedSemaphore)

    recursive = mp.RLock()
    use(recursive)
    try:
        recursive.release()
    except AssertionError as error:
        print(error)

    lock = mp.Lock()
    use(lock)
    with lock:
        child = mp.Process(target=forked, args=(lock,))
        child.start()
        child.join()
    child = mp.Process(target=forked, args=(lock,))
    child.start()
    child.join()
