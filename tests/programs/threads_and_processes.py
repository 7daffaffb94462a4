"""Threads share a global; processes have their own; threads of one process start others."""

import threading
from multiprocessing import Process, Queue

number = 0


def increase():
    global number
    number += 1


def report(q):
    increase()
    q.put(number)


def start_and_join(q):
    process = Process(target=report, args=(q,))
    process.start()
    process.join()


if __name__ == "__main__":
    q = Queue()
    for kind in (threading.Thread, Process):
        workers = [kind(target=increase) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(kind.__name__, number)
    threads = [threading.Thread(target=start_and_join, args=(q,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print([q.get(), q.get()], number)
