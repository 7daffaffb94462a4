# shared: same
"""Condition, Event and Barrier between processes."""

import threading
import time
from multiprocessing import Barrier, Condition, Event, Process, Queue, Value


def wait_for(condition, ready, results):
    with condition:
        ready.value += 1
        condition.wait()
        results.put("notified")


def until(condition, number, results):
    with condition:
        results.put(condition.wait_for(lambda: number.value == 3, timeout=20))


def wait_event(event, results):
    results.put(event.wait(0.01))
    results.put(event.wait())


def meet(barrier, results):
    results.put(barrier.wait())
    try:
        barrier.wait(20)
    except threading.BrokenBarrierError:
        results.put("broken")


if __name__ == "__main__":
    results = Queue()
    condition, ready = Condition(), Value("i", 0)
    waiters = [Process(target=wait_for, args=(condition, ready, results)) for _ in range(3)]
    for waiter in waiters:
        waiter.start()
    while ready.value < 3:
        time.sleep(0.01)
    with condition:
        condition.notify()
    print(results.get())
    with condition:
        condition.notify_all()
    print(results.get(), results.get())
    for waiter in waiters:
        waiter.join()
    with condition:
        print(condition.wait(0.01))
    for method in (condition.notify, condition.wait):
        try:
            method()
        except AssertionError as error:
            print(error)

    number = Value("i", 0)
    process = Process(target=until, args=(condition, number, results))
    process.start()
    for _ in range(3):
        with condition:
            number.value += 1
            condition.notify()
    print(results.get())
    process.join()

    event = Event()
    process = Process(target=wait_event, args=(event, results))
    process.start()
    print(results.get(), event.is_set())
    event.set()
    print(results.get(), event.is_set(), event.wait(0))
    event.clear()
    print(event.is_set())
    process.join()

    barrier = Barrier(3)
    processes = [Process(target=meet, args=(barrier, results)) for _ in range(2)]
    for process in processes:
        process.start()
    turns = [barrier.wait()]
    turns += [results.get(), results.get()]
    print(sorted(turns), barrier.parties, barrier.broken)
    while barrier.n_waiting < 2:
        time.sleep(0.01)
    barrier.abort()
    print(results.get(), results.get(), barrier.broken)
    barrier.reset()
    print(barrier.broken)
    for process in processes:
        process.join()
