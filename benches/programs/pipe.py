"""Microseconds for a small message to another process and back through a Pipe."""

import time
from multiprocessing import Pipe, Process, set_start_method

ROUNDS = 2_000


def echo(connection):
    for _ in range(ROUNDS + 1):
        connection.send(connection.recv())


if __name__ == "__main__":
    set_start_method("spawn")
    here, there = Pipe()
    process = Process(target=echo, args=(there,))
    process.start()
    # The first says that the other process is there.
    here.send(0)
    assert here.recv() == 0
    began = time.perf_counter()
    for number in range(1, ROUNDS + 1):
        here.send(number)
        assert here.recv() == number
    took = time.perf_counter() - began
    process.join()
    print(took / ROUNDS * 1e6)
