"""Acquisitions a second of a Lock for which two processes contend. More is better."""

import time
from multiprocessing import Barrier, Lock, Process, set_start_method

TIMES = 2_000


def work(lock, together):
    together.wait()
    for _ in range(TIMES):
        with lock:
            pass


if __name__ == "__main__":
    set_start_method("spawn")
    lock, together = Lock(), Barrier(3)
    processes = [Process(target=work, args=(lock, together)) for _ in range(2)]
    for process in processes:
        process.start()
    together.wait()
    began = time.perf_counter()
    for process in processes:
        process.join()
    print("acquisitions/s", round(2 * TIMES / (time.perf_counter() - began)))
