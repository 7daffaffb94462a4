"""A pool of processes in all its ways."""

import time
from multiprocessing import Pool, TimeoutError, current_process


def square(number):
    return number * number


def fail(number):
    raise ValueError(f"cannot do {number}")


def remember(value):
    global remembered
    remembered = value


def recall(number):
    return remembered + number


def name_of_worker(_):
    return current_process().name


if __name__ == "__main__":
    with Pool(3) as pool:
        print(pool.map(square, range(10)))
        print(pool.map(square, range(10), chunksize=4))
        print(pool.apply(square, (5,)), pool.apply_async(square, (6,)).get())
        print(list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5), 2)))
        print(pool.starmap(pow, [(2, 3), (3, 2)]), pool.starmap_async(max, [(1, 2)]).get())
        results = []
        pending = pool.map_async(square, [1, 2], callback=results.append)
        pending.wait()
        print(results, pending.ready(), pending.successful())
        errors = []
        failed = pool.apply_async(fail, (7,), error_callback=errors.append)
        failed.wait()
        print(errors, failed.successful())
        for get in (failed.get, lambda: pool.map(fail, [8]), lambda: next(pool.imap(fail, [9]))):
            try:
                get()
            except ValueError as error:
                print(error, type(error.__cause__).__name__, '"""' in str(error.__cause__))
        try:
            pool.apply_async(time.sleep, (20,)).get(timeout=0.05)
        except TimeoutError as error:
            print(repr(error))
        print(repr(pool).split(" at ")[0], "state=RUN pool_size=3" in repr(pool))
    try:
        pool.map(square, [1])
    except ValueError as error:
        print(error)

    with Pool(2, initializer=remember, initargs=(100,)) as pool:
        print(pool.map(recall, range(3)))
        pool.close()
        try:
            pool.apply(recall, (1,))
        except ValueError as error:
            print(error)
        pool.join()

    with Pool(1, maxtasksperchild=1) as pool:
        names = [pool.apply(name_of_worker, (n,)) for n in range(3)]
        print(len(set(names)))
        pool.close()
        pool.join()
    try:
        Pool(0)
    except ValueError as error:
        print(error)
