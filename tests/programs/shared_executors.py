# modes: shared, serial
"""Workers of executors and pools are processes, and therefore threads."""

from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Manager, Pool, current_process

started = []


def prepare(label):
    started.append((label, current_process().name.rstrip("0123456789")))


def fail():
    raise KeyError("missing")


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=prepare, initargs=("executor",)) as executor:
        print(list(executor.map(lambda n: n * n, range(5), chunksize=2)))
        futures = [executor.submit(pow, 2, n) for n in range(4)]
        print(sorted(future.result() for future in as_completed(futures)))
        print(repr(executor.submit(fail).exception()))
        try:
            executor.terminate_workers()
        except NotImplementedError:
            print("workers cannot be ended")
    print(sorted(set(started)))
    with ProcessPoolExecutor(1, initializer=fail) as executor:
        try:
            executor.submit(pow, 2, 3).result()
        except BrokenProcessPool as error:
            print(error)
    try:
        ProcessPoolExecutor(0)
    except ValueError as error:
        print(error)

    started.clear()
    with Pool(2, prepare, ("pool",)) as pool:
        print(pool.map(lambda n: n + 1, range(4)), sorted(pool.imap_unordered(abs, (-1, -2))))
        try:
            pool.apply(fail)
        except KeyError as error:
            print(repr(error), error.__cause__)
        pool.close()
        pool.join()
    print(sorted(set(started)))

    manager = Manager()
    objects = manager.dict(a=1), manager.list([2]), manager.Namespace(b=3)
    print(*objects, manager.Lock().acquire(), manager.Queue().empty())
    manager.shutdown()
    print(objects[0])
    try:
        manager.dict()
    except AssertionError as error:
        print(error)
