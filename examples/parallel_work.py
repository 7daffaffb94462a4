"""Two workers compute, then two wait: what do two processes gain?"""

import time
from multiprocessing import Process


def compute():
    total = 0
    for n in range(3_000_000):
        total += n * n % 7


def wait():
    time.sleep(1)


def run_two(work):
    begin = time.perf_counter()
    workers = [Process(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - begin
    print(f"two workers {work.__name__}: {seconds:.1f} s")


if __name__ == "__main__":
    run_two(compute)
    run_two(wait)
