# modes: shared, serial
"""A process that is a thread has exit code 0, however it ended."""

import sys
from multiprocessing import Process


def fine():
    pass


def exits():
    sys.exit(3)


def says_why():
    sys.exit("a message")


def fails():
    raise ValueError("wrong")


if __name__ == "__main__":
    for target in (fine, exits, says_why, fails):
        process = Process(target=target, name=target.__name__)
        print(process.exitcode, end=" ")
        process.start()
        process.join()
        print(process.name, process.exitcode)
