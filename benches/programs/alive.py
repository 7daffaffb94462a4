"""Processes that are there until they are killed; says so when all are."""

import time
from multiprocessing import Process, SimpleQueue, set_start_method

METHOD = "spawn"
PROCESSES = 1


def stay(here):
    here.put(None)
    time.sleep(600)


if __name__ == "__main__":
    set_start_method(METHOD)
    here = SimpleQueue()
    for _ in range(PROCESSES):
        Process(target=stay, args=(here,)).start()
    for _ in range(PROCESSES):
        here.get()
    print("all are here", flush=True)
    time.sleep(600)
