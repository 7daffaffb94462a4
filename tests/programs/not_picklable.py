# shared: no, nothing is pickled
"""What cannot be pickled is reported where CPython reports it."""

import threading
from multiprocessing import Lock, Pipe, Process, Queue


def nothing(*arguments):
    pass


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


if __name__ == "__main__":
    here, there = Pipe()
    for item in (threading.Lock(), Queue(), Lock(), (n for n in "x")):
        attempt(lambda: here.send(item))
    attempt(lambda: Process(target=nothing, args=(threading.Lock(),)).start())
    here.send("the pipe still works")
    print(there.recv())
