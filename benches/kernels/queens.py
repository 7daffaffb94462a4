"""The queens that do not attack each other: recursion, tuples and generators."""

import time

SIZE = 8
TIMES = 15


def arrangements(placed=()):
    row = len(placed)
    if row == SIZE:
        yield placed
        return
    for column in range(SIZE):
        if all(
            column != other and row - line != abs(column - other)
            for line, other in enumerate(placed)
        ):
            yield from arrangements((*placed, column))


if __name__ == "__main__":
    began = time.perf_counter()
    count = 0
    for _ in range(TIMES):
        count += len(set(arrangements()))
    took = time.perf_counter() - began
    assert count == TIMES * 92, count
    print(took)
