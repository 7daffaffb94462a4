# shared: no, it is about copies of processes
"""Copies of one process do not draw the same random numbers."""

import os
import random
import uuid
from multiprocessing import Process, Queue


def draw(results):
    results.put((random.random(), random.Random().random(), os.urandom(8), uuid.uuid4()))


if __name__ == "__main__":
    results = Queue()
    processes = [Process(target=draw, args=(results,)) for _ in range(4)]
    for process in processes:
        process.start()
    drawn = [results.get() for _ in processes]
    for process in processes:
        process.join()
    print([len(set(numbers)) for numbers in zip(*drawn)])
