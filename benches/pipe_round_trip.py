"""Microseconds for a small message to another process and back through a Pipe. Less is better."""

import time
from multiprocessing import Pipe, Process, set_start_method

ROUNDS = 2_000


def echo(connection):
    for _ in range(ROUNDS):
        connection.send(connection.recv())


if __name__ == "__main__":
    set_start_method("spawn")
    here, there = Pipe()
    process = Process(target=echo, args=(there,))
    process.start()
    here.send(0)
    here.recv()
    began = time.perf_counter()
    for number in range(1, ROUNDS):
        here.send(number)
        here.recv()
    took = time.perf_counter() - began
    process.join()
    print("us", round(took / (ROUNDS - 1) * 1e6, 1))
