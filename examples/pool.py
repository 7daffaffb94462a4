"""A pool hands tasks to its workers and puts the results in order."""

import time
from multiprocessing import Pool, current_process


def cube(number):
    time.sleep(0.1)
    return current_process().name, number**3


if __name__ == "__main__":
    with Pool(3) as pool:
        for name, result in pool.imap(cube, range(6)):
            print(f"{result:4} by {name}")
