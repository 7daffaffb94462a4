"""terminate() ends a process at once: its finally never runs, and its lock stays locked."""

import time
from multiprocessing import Lock, Process


def work(lock):
    lock.acquire()
    try:
        print("the worker has the lock")
        time.sleep(60)
    finally:
        print("this line is never printed")
        lock.release()


if __name__ == "__main__":
    lock = Lock()
    worker = Process(target=work, args=(lock,))
    worker.start()
    time.sleep(1)
    worker.terminate()
    worker.join()
    print("exit code of the worker:", worker.exitcode)
    print("could the parent get the lock?", lock.acquire(timeout=0.5))
