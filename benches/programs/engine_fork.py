"""Milliseconds from a fork in the engine to the child's first statement, a line for each."""

import time

import _spawnpoint

WARM_UP, FORKS = 3, 20

for number in range(WARM_UP + FORKS):
    began = time.monotonic()

    def child():
        took = time.monotonic() - began
        if number >= WARM_UP:
            print(took * 1e3, flush=True)
        return 0

    _spawnpoint.fork(child)
    input()
