# shared: same
"""Pools of threads, and processes that are threads: they share what the program has."""

import threading
from multiprocessing import dummy
from multiprocessing.pool import ThreadPool

seen = []


def note(number):
    seen.append(number)
    return number + 1


if __name__ == "__main__":
    with ThreadPool(3) as pool:
        print(pool.map(note, range(5)), sorted(seen))
        print(pool.apply(lambda: "a lambda will do"), list(pool.imap(str, [1, 2])))
    process = dummy.Process(target=note, args=(99,))
    process.start()
    process.join()
    print(seen[-1], process.exitcode, isinstance(process, threading.Thread))
    q = dummy.Queue()
    dummy.Process(target=q.put, args=("through a queue",)).start()
    print(q.get())
    with dummy.Pool(2) as pool:
        print(pool.starmap(max, [(1, 2), (4, 3)]))
