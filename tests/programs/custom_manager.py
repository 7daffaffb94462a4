"""A manager with types of the program's own."""

from multiprocessing import Process
from multiprocessing.managers import BaseManager, BaseProxy


class Counter:
    def __init__(self, start=0):
        self.count = start

    def add(self, amount=1):
        self.count += amount
        return self.count

    def fail(self):
        raise LookupError("from the manager")

    def _hidden(self):
        return "hidden"


def countdown():
    yield from (3, 2, 1)


class GeneratorProxy(BaseProxy):
    _exposed_ = ["__next__"]

    def __iter__(self):
        return self

    def __next__(self):
        return self._callmethod("__next__")


class OwnManager(BaseManager):
    pass


OwnManager.register("Counter", Counter)
OwnManager.register("Hidden", Counter, exposed=("add", "_hidden"))
OwnManager.register("countdown", countdown, proxytype=GeneratorProxy)


def use(counter):
    for _ in range(10):
        counter.add()


if __name__ == "__main__":
    with OwnManager() as manager:
        counter = manager.Counter(5)
        processes = [Process(target=use, args=(counter,)) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(counter.add(100))
        try:
            counter.fail()
        except LookupError as error:
            print(error)
        hidden = manager.Hidden()
        print(hidden.add(2), hidden._hidden(), hasattr(hidden, "fail"))
        print(list(manager.countdown()))
