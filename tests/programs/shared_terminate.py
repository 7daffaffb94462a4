# modes: shared
"""A thread cannot be ended from outside; all else that can be asked of a process can be asked."""

import time
from multiprocessing import Event, Process
from multiprocessing.connection import wait


def attempt(label, action):
    try:
        print(label, action())
    except Exception as error:
        print(label, type(error).__name__, error)


def forever():
    time.sleep(1000)
    print("never")


if __name__ == "__main__":
    event = Event()
    process = Process(target=event.wait)
    attempt("join early", process.join)
    attempt("sentinel early", lambda: process.sentinel)
    print(process.is_alive(), process.exitcode, process.pid)
    process.start()
    attempt("start twice", process.start)
    attempt("close running", process.close)
    for name in ("terminate", "kill", "interrupt"):
        attempt(name, getattr(process, name))
    print(process.is_alive(), process.exitcode, process.join(0.01), process.join(timeout=0))
    other = Process(target=event.wait)
    other.start()
    sentinels = [process.sentinel, other.sentinel]
    print(wait(sentinels, 0), isinstance(process.sentinel, int))
    event.set()
    print(wait(sentinels[1:]) == sentinels[1:])
    process.join()
    other.join()
    print(wait(sentinels) == sentinels, process.is_alive(), process.exitcode)
    attempt("terminate ended", process.terminate)
    attempt("close", process.close)
    attempt("closed", process.is_alive)
    Process(target=forever, daemon=True).start()
    print("the daemon ends with the program")
