"""Acquisitions a second of a Lock for which two processes contend."""

import time
from multiprocessing import Barrier, Lock, Process, Value, set_start_method

TIMES = 2_000


def work(lock, together, count):
    together.wait()
    for _ in range(TIMES):
        with lock:
            count.value += 1


if __name__ == "__main__":
    set_start_method("spawn")
    lock, together, count = Lock(), Barrier(3), Value("i", 0, lock=False)
    processes = [Process(target=work, args=(lock, together, count)) for _ in range(2)]
    for process in processes:
        process.start()
    together.wait()
    began = time.perf_counter()
    for process in processes:
        process.join()
    took = time.perf_counter() - began
    assert count.value == 2 * TIMES, count.value
    print(2 * TIMES / took)
