# mistake: lockOrder
"""Two processes acquire two locks in different orders."""

from multiprocessing import Barrier, Lock, Process


def work(first, second, both_have_one):
    with first:
        both_have_one.wait()
        with second:
            print("never")


if __name__ == "__main__":
    a, b, both_have_one = Lock(), Lock(), Barrier(2)
    processes = [
        Process(target=work, args=(a, b, both_have_one)),
        Process(target=work, args=(b, a, both_have_one)),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
