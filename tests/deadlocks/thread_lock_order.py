# mistake: lockOrder
"""Two threads of one process acquire two locks in different orders."""

import threading


def work(first, second):
    with first:
        both_have_one.wait()
        with second:
            print("never")


if __name__ == "__main__":
    a, b, both_have_one = threading.Lock(), threading.Lock(), threading.Barrier(2)
    threads = [threading.Thread(target=work, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
