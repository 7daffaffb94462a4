"""Threads of one process take turns (the GIL) and share its variables; a process has its own."""

import threading
from multiprocessing import Process

numbers = []


def work(first):
    for n in range(60_000):
        if n % 20_000 == 0:
            numbers.append(first + n)


def run_two(kind):
    numbers.clear()
    workers = [kind(target=work, args=(n,)) for n in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"after two of {kind.__name__}: {len(numbers)} numbers")


if __name__ == "__main__":
    run_two(threading.Thread)
    run_two(Process)
