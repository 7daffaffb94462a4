# shared: no, os._exit in a process ends the one interpreter there is
import os
import sys
import time
from multiprocessing import Process


def fine():
    pass


def three():
    sys.exit(3)


def large():
    sys.exit(259)


def nothing():
    sys.exit()


def true():
    sys.exit(True)


def text():
    sys.exit("a message")


def error():
    raise ValueError("wrong")


def at_once():
    os._exit(9)


def forever():
    time.sleep(1000)


if __name__ == "__main__":
    for target in (fine, three, large, nothing, true, text, error, at_once):
        process = Process(target=target)
        process.start()
        process.join()
        print(target.__name__, process.exitcode)
    for method in ("terminate", "kill"):
        process = Process(target=forever)
        process.start()
        getattr(process, method)()
        process.join()
        print(method, process.exitcode)
