# mistake: lockTwice
"""A lock is not an RLock."""

from multiprocessing import Lock

if __name__ == "__main__":
    lock = Lock()
    with lock:
        lock.acquire()
