"""Milliseconds from start() to the child's first statement, by spawn. Less is better."""

import time
from multiprocessing import Pipe, Process, set_start_method

WARM_UP, STARTS = 5, 50


def first(connection):
    connection.send(time.monotonic())


if __name__ == "__main__":
    set_start_method("spawn")
    here, there = Pipe()
    times = []
    for _ in range(WARM_UP + STARTS):
        process = Process(target=first, args=(there,))
        began = time.monotonic()
        process.start()
        times.append(here.recv() - began)
        process.join()
    print("ms", round(sorted(times[WARM_UP:])[STARTS // 2] * 1e3, 2))
