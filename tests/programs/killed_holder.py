# shared: no, it kills a process
"""A process that is killed while it holds a lock leaves it locked; the others can see that."""

import time
from multiprocessing import Lock, Process, Queue


def hold(lock, q):
    lock.acquire()
    q.put("held")
    time.sleep(100)


if __name__ == "__main__":
    lock, q = Lock(), Queue()
    process = Process(target=hold, args=(lock, q))
    process.start()
    print(q.get())
    process.kill()
    process.join()
    print(process.exitcode, lock.acquire(timeout=0.05), lock)
    lock.release()
    print(lock.acquire(timeout=0.05))
