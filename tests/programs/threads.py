# shared: same
"""Threads within a process."""

import sys
import threading
import time

order, go = [], threading.Event()


def sleeper(number):
    go.wait()
    time.sleep(number / 5)
    order.append(number)


def count(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 1


class Doubler(threading.Thread):
    def __init__(self, number):
        super().__init__(name=f"doubler-{number}")
        self.number = number

    def run(self):
        self.result = self.number * 2


def fail():
    raise RuntimeError("in a thread")


def local_value(value):
    own.value = value
    time.sleep(0.02)
    values.append(own.value)


if __name__ == "__main__":
    threads = [threading.Thread(target=sleeper, args=(number,)) for number in (3, 1, 2)]
    for thread in threads:
        thread.start()
    print(threading.active_count(), threads[0].is_alive(), threads[0].name)
    go.set()
    for thread in threads:
        thread.join()
    print(order, threads[0].is_alive(), threading.current_thread().name)

    counter, lock = 0, threading.Lock()
    threads = [threading.Thread(target=count, args=(500,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counter)

    doublers = [Doubler(number) for number in range(3)]
    for doubler in doublers:
        doubler.start()
    for doubler in doublers:
        doubler.join()
    print([(doubler.name, doubler.result) for doubler in doublers])

    own, values = threading.local(), []
    threads = [threading.Thread(target=local_value, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(values), hasattr(own, "value"))

    event = threading.Event()
    timer = threading.Timer(0.02, event.set)
    timer.start()
    print(event.wait(0.001), event.wait(20), timer.is_alive() in (True, False))
    cancelled = threading.Timer(20, print, args=("never",))
    cancelled.start()
    cancelled.cancel()

    barrier = threading.Barrier(3, action=lambda: order.append("barrier"))
    threads = [threading.Thread(target=barrier.wait) for _ in range(2)]
    for thread in threads:
        thread.start()
    barrier.wait()
    print(order[-1])

    rlock = threading.RLock()
    with rlock:
        with rlock:
            print(rlock._is_owned())
    for misuse in (rlock.release, threading.Lock().release, threading.current_thread().join):
        try:
            misuse()
        except RuntimeError as error:
            print(error)
    print(lock.acquire(), lock.acquire(timeout=0.01), lock.acquire(blocking=False), lock.locked())

    threading.excepthook = lambda args: print("hook:", args.exc_type.__name__, args.exc_value)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        thread.start()
    except RuntimeError as error:
        print(error)

    sys.setswitchinterval(0.001)
    print(sys.getswitchinterval())
    threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    late = threading.Thread(target=lambda: (time.sleep(0.05), print("the last thread ends")))
    late.start()
    print("the main thread ends")
