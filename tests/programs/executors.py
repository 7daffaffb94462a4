# shared: no, os._exit in a worker ends the one interpreter there is
"""concurrent.futures with processes and with threads."""

import os
from concurrent.futures import (
    FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, as_completed, wait,
)
from concurrent.futures.process import BrokenProcessPool


def square(number):
    return number * number


def fail():
    raise KeyError("missing")


if __name__ == "__main__":
    for executor_class in (ProcessPoolExecutor, ThreadPoolExecutor):
        print(executor_class.__name__)
        with executor_class(max_workers=2) as executor:
            print(list(executor.map(square, range(6))))
            print(executor.submit(square, 9).result(), executor.submit(pow, 2, 5).result(timeout=20))
            futures = [executor.submit(square, number) for number in range(4)]
            print(sorted(future.result() for future in as_completed(futures)))
            done, pending = wait(futures, return_when=FIRST_COMPLETED)
            print(len(done) > 0, len(done) + len(pending))
            failed = executor.submit(fail)
            print(repr(failed.exception()), failed.done())
            try:
                failed.result()
            except KeyError as error:
                print("KeyError", error)
            results = []
            executor.submit(square, 3).add_done_callback(lambda future: results.append(future.result()))
        print(results)
        try:
            executor.submit(square, 1)
        except RuntimeError as error:
            print(error)
    with ProcessPoolExecutor(max_workers=1) as executor:
        try:
            executor.submit(os._exit, 3).result()
        except BrokenProcessPool as error:
            print(error)
        try:
            executor.submit(square, 1)
        except BrokenProcessPool as error:
            print(error)
