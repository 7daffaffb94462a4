"""Two processes compute at the same time, each on a core of its own."""

import time
from multiprocessing import Process, cpu_count, current_process

ROUNDS = 300_000


def compute():
    begin = time.perf_counter()
    total = 0
    for n in range(ROUNDS):
        total += n * n % 7
    seconds = time.perf_counter() - begin
    print(f"{current_process().name} got {total} in {seconds:.2f} s")


if __name__ == "__main__":
    print(f"this machine has {cpu_count()} cores")

    begin = time.perf_counter()
    workers = [Process(target=compute) for _ in range(2)]
    for process in workers:
        process.start()
    for process in workers:
        process.join()
    seconds = time.perf_counter() - begin
    print(f"both together took {seconds:.2f} s, starting included")
