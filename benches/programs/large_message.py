"""Megabytes a second of one large bytes object through a Pipe."""

import time
from multiprocessing import Pipe, Process, set_start_method

SIZE = 20_000_000


def receive(connection):
    connection.send(None)
    connection.send(len(connection.recv()))


if __name__ == "__main__":
    set_start_method("spawn")
    here, there = Pipe()
    process = Process(target=receive, args=(there,))
    process.start()
    here.recv()
    data = bytes(SIZE)
    began = time.perf_counter()
    here.send(data)
    assert here.recv() == SIZE
    took = time.perf_counter() - began
    process.join()
    print(SIZE / took / 1e6)
