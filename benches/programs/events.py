"""Puts a message into a Queue and takes it out again, each of which is an event of the record."""

from multiprocessing import Queue

EVENTS = 1_000


def count(times):
    # Not in globals of the module, whose changes are events as well.
    q = Queue()
    for number in range(times):
        q.put(number)
        assert q.get() == number
    return times


if __name__ == "__main__":
    print(count(EVENTS // 2))
