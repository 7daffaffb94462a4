"""Seconds of the commonest program about multiprocessing: four processes add to one number under its lock."""

import time
from multiprocessing import Process, Value, set_start_method

PROCESSES = 4
TIMES = 10_000


def work(count):
    for _ in range(TIMES):
        with count.get_lock():
            count.value += 1


if __name__ == "__main__":
    set_start_method("spawn")
    count = Value("i", 0)
    processes = [Process(target=work, args=(count,)) for _ in range(PROCESSES)]
    began = time.perf_counter()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    took = time.perf_counter() - began
    assert count.value == PROCESSES * TIMES, count.value
    print(took)
