"""Without a lock updates get lost: two processes read the same number and write the same sum."""

from multiprocessing import Lock, Process, Value

TIMES = 500


def count(counter, lock):
    for _ in range(TIMES):
        if lock is None:
            counter.value += 1
        else:
            with lock:
                counter.value += 1


def count_together(lock):
    counter = Value("i", 0, lock=False)
    processes = [Process(target=count, args=(counter, lock)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value


if __name__ == "__main__":
    print("without a lock:", count_together(None), "of", 2 * TIMES)
    print("with a lock:   ", count_together(Lock()), "of", 2 * TIMES)
