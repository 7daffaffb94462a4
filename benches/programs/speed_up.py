"""Seconds for a fixed amount of computing that so many processes share out among themselves."""

import time
from multiprocessing import Barrier, Process, SimpleQueue, set_start_method

PROCESSES = 1
PIECES, TIMES = 8, 300_000


def compute(pieces, together, results):
    together.wait()
    for _ in range(pieces):
        total = 0
        for number in range(TIMES):
            total += number * number % 7
        results.put(total)


if __name__ == "__main__":
    set_start_method("spawn")
    together, results = Barrier(PROCESSES + 1), SimpleQueue()
    processes = [
        Process(target=compute, args=(PIECES // PROCESSES, together, results))
        for _ in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    # Starting them is measured elsewhere.
    together.wait()
    began = time.perf_counter()
    totals = [results.get() for _ in range(PIECES)]
    took = time.perf_counter() - began
    for process in processes:
        process.join()
    assert totals == [599_998] * PIECES, totals
    print(took)
