"""Without a lock updates get lost: two processes read the same number and write the same sum."""

from multiprocessing import Barrier, Lock, Process, Value

TIMES = 2000


def count(counter, lock, together):
    together.wait()
    for _ in range(TIMES):
        if lock is None:
            counter.value += 1
        else:
            with lock:
                counter.value += 1


def count_together(lock):
    counter, together = Value("i", 0, lock=False), Barrier(2)
    processes = [Process(target=count, args=(counter, lock, together)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value


if __name__ == "__main__":
    print("without a lock:", count_together(None), "of", 2 * TIMES)
    print("with a lock:   ", count_together(Lock()), "of", 2 * TIMES)
