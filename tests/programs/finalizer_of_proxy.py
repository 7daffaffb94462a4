# shared: same
"""An exception lets a proxy go, which tells its manager."""

from multiprocessing import Manager


def work(manager):
    results = manager.list([1, 2, 3])
    results[1] = 1 / 0


if __name__ == "__main__":
    manager = Manager()
    try:
        work(manager)
    except ZeroDivisionError:
        print("caught")
    print("end")
