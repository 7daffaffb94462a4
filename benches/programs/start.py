"""Milliseconds from start() to the child's first statement."""

import time
from multiprocessing import Pipe, Process, set_start_method

METHOD = "spawn"
WARM_UP, STARTS = 3, 20


def first(connection):
    connection.send(time.monotonic())


if __name__ == "__main__":
    set_start_method(METHOD)
    here, there = Pipe()
    times = []
    for _ in range(WARM_UP + STARTS):
        process = Process(target=first, args=(there,))
        began = time.monotonic()
        process.start()
        times.append(here.recv() - began)
        process.join()
    print(sorted(times[WARM_UP:])[STARTS // 2] * 1e3)
