# shared: no, it sends signals to processes
"""A handler that raises ends the call in which a process stands, when everybody else waits for that process."""

import os
import signal
from multiprocessing import Event, Lock, Process


def take(lock, ready):
    def leave(number, frame):
        raise TimeoutError("enough")

    signal.signal(signal.SIGUSR2, leave)
    try:
        ready.set()
        lock.acquire()
    except TimeoutError as error:
        print("ended by", error, flush=True)


if __name__ == "__main__":
    lock, ready = Lock(), Event()
    lock.acquire()
    process = Process(target=take, args=(lock, ready))
    process.start()
    ready.wait()
    os.kill(process.pid, signal.SIGUSR2)
    process.join()
    print(process.exitcode)
