# methods: fork
# shared: no, a child has a copy of what the parent has at that moment
"""A child has all that its parent has: closures, generators, objects that cannot be pickled, modules."""

import random
import sys
import threading
import types
from multiprocessing import Pipe, Process, Queue, current_process


def counter(start):
    total = start

    def add(amount):
        nonlocal total
        total += amount
        return total

    return add


def numbers():
    yield from range(10)


class Unpicklable:
    def __init__(self):
        self.lock = threading.Lock()
        self.action = lambda: self.lock.locked()

    def __reduce__(self):
        raise TypeError("not to be pickled")


if __name__ == "__main__":
    add = counter(10)
    add(1)
    opened = numbers()
    next(opened)
    thing = Unpicklable()
    thing.lock.acquire()
    made = types.ModuleType("made")
    made.value = "a module made at run time"
    sys.modules["made"] = made
    # Of the two, Python seeds the module's own anew in a copy.
    own_random = random.Random(7)
    random.seed(7)
    random.random(), own_random.random()
    results = Queue()

    def work(local):
        import made

        results.put((add(5), next(opened), local(), thing.action(), made.value))
        results.put((random.random(), own_random.random()))
        thing.lock.release()

    process = Process(target=work, args=(lambda: "a lambda",))
    process.start()
    print(results.get())
    there = results.get()
    here = random.random(), own_random.random()
    process.join()
    # It was a copy: nothing of that has happened here.
    print(process.exitcode, add(1), next(opened), thing.lock.locked(), [a == b for a, b in zip(here, there)])

    # Each child is a copy of its own moment.
    moments = []
    for number in range(3):
        moments.append(number)
        process = Process(target=lambda: results.put((list(moments), current_process().name)))
        process.start()
        print(results.get())
        process.join()

    here, end = Pipe()

    def child():
        class Local:
            pass

        def grandchild(connection):
            connection.send((Local.__qualname__, len(moments)))

        moments.append("child")
        process = Process(target=grandchild, args=(end,))
        process.start()
        process.join()
        end.send(process.exitcode)

    process = Process(target=child)
    process.start()
    print(here.recv(), here.recv(), len(moments))
    process.join()

    process = Process(target=lambda given: print("nothing is pickled:", given is thing), args=(thing,))
    process.start()
    process.join()
