"""A loop over whole numbers."""

import time

TIMES = 3_000_000


def work():
    total = 0
    for number in range(TIMES):
        total += number * number % 7
    return total


if __name__ == "__main__":
    began = time.perf_counter()
    total = work()
    took = time.perf_counter() - began
    assert total == 5_999_999, total
    print(took)
