"""Seconds for a loop of Python code in one process. Less is better."""

import time

if __name__ == "__main__":
    began = time.perf_counter()
    total = 0
    for number in range(1_000_000):
        total += number * number % 7
    print("s", round(time.perf_counter() - began, 3))
