"""A child changes its own copy of a global; the parent's stays as it is."""

import os
from multiprocessing import Process

counter = 0


def count():
    global counter
    for _ in range(5):
        counter += 1
    print(f"child  (pid {os.getpid()}): counter is {counter}")


if __name__ == "__main__":
    print(f"parent (pid {os.getpid()}): counter is {counter} before")

    child = Process(target=count)
    child.start()
    child.join()

    print(f"parent (pid {os.getpid()}): counter is {counter} after")
