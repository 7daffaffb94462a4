# mistake: barrierShort
"""A barrier for three to which two come."""

from multiprocessing import Barrier, Process


def meet(barrier):
    barrier.wait()


if __name__ == "__main__":
    barrier = Barrier(3)
    processes = [Process(target=meet, args=(barrier,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
