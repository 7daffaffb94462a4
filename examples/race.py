"""Two workers add to one counter. Without a lock, one may write over what the other has added."""

from multiprocessing import Lock, Process

TIMES = 60
counter = 0


def plus_one(number):
    for _ in range(20):
        sum(range(1_000))  # takes a moment
    return number + 1


def without_lock(lock):
    global counter
    for _ in range(TIMES):
        # Reads, computes, writes: whoever has its turn in between is not seen.
        counter = plus_one(counter)


def with_lock(lock):
    global counter
    for _ in range(TIMES):
        with lock:
            counter = plus_one(counter)


def run_two(target):
    global counter
    counter = 0
    lock = Lock()
    workers = [Process(target=target, args=(lock,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{target.__name__}: {counter} of {2 * TIMES}")


if __name__ == "__main__":
    run_two(without_lock)
    run_two(with_lock)
