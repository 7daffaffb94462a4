"""Two processes want two locks, in different orders. Exchange two names and it works."""

import time
from multiprocessing import Lock, Process


def transfer(first, second):
    with first:
        time.sleep(0.5)
        with second:
            print("transferred")


if __name__ == "__main__":
    savings, checking = Lock(), Lock()
    processes = [
        Process(target=transfer, args=(savings, checking)),
        Process(target=transfer, args=(checking, savings)),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
