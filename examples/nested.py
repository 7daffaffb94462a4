"""A child can be a parent: each department starts and joins workers."""

import os
import time
from multiprocessing import Process, current_process, parent_process


def report(what):
    name, parent = current_process().name, parent_process().name
    print(f"{name} (pid {os.getpid()}, child of {parent}) {what}")


def work():
    report("works")
    time.sleep(0.6)


def lead():
    report("starts two workers")
    name = current_process().name
    workers = [Process(target=work, name=f"{name}-{n}") for n in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    report("is done")


if __name__ == "__main__":
    departments = [Process(target=lead, name=n) for n in ("north", "south")]
    for department in departments:
        department.start()
    for department in departments:
        department.join()
    print("all departments are done")
