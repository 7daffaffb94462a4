# mistake: holderEnded
"""A process was killed while it held a lock."""

import time
from multiprocessing import Event, Lock, Process


def hold(lock, held):
    lock.acquire()
    held.set()
    time.sleep(100)


if __name__ == "__main__":
    lock, held = Lock(), Event()
    process = Process(target=hold, args=(lock, held))
    process.start()
    held.wait()
    process.kill()
    process.join()
    lock.acquire()
