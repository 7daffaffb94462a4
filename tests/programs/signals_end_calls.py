# shared: no, it sends signals to processes
"""A handler that raises ends the call in which a process stands, whoever else waits for it."""

import os
import signal
from multiprocessing import Event, Lock, Process


def take(lock, ready, noted):
    def note(number, frame):
        print("noted", number == signal.SIGUSR1, flush=True)
        noted.set()

    def leave(number, frame):
        raise TimeoutError("enough")

    signal.signal(signal.SIGUSR1, note)
    signal.signal(signal.SIGUSR2, leave)
    try:
        ready.set()
        lock.acquire()
    except TimeoutError as error:
        print("ended by", error, flush=True)


if __name__ == "__main__":
    lock, ready, noted = Lock(), Event(), Event()
    lock.acquire()
    process = Process(target=take, args=(lock, ready, noted))
    process.start()
    ready.wait()
    os.kill(process.pid, signal.SIGUSR1)
    noted.wait()
    os.kill(process.pid, signal.SIGUSR2)
    process.join()
    print(process.exitcode)
