# shared: same
"""Processes take turns at changing a file in a temporary folder."""

import os
import tempfile
from multiprocessing import Lock, Process


def add(path, lock):
    for _ in range(10):
        with lock:
            with open(path) as file:
                value = int(file.read())
            with open(path, "w") as file:
                file.write(str(value + 1))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "count.txt")
        with open(path, "w") as file:
            file.write("0")
        lock = Lock()
        children = [Process(target=add, args=(path, lock)) for _ in range(3)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        with open(path) as file:
            print(os.listdir(folder), file.read())
    print(os.path.exists(folder))
