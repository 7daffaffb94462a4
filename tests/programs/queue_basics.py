# shared: same
"""A queue brings over whatever can be pickled, in order."""

import queue
from multiprocessing import Process, Queue


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


VALUES = [
    None, True, False, 0, 255, 256, -1, 65_536, -(2**31), 2**31, 2**64, -(10**30), 0.5, float("inf"),
    "", "text", "日本語 \U0001f600", "x" * 300, b"", b"bytes", b"\xff" * 300,
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1, [2, [3]]], {}, {"a": 1, 2: [3]},
    set(), {1, 2}, frozenset({3}), 1 + 2j, range(3), ValueError("wrong", 7), int, len,
]


def send(q):
    for value in VALUES:
        q.put(value)
    shared = [1]
    q.put([shared, shared])
    loop = []
    loop.append(loop)
    q.put(loop)
    q.put(Point(3, 4))


if __name__ == "__main__":
    q = Queue()
    process = Process(target=send, args=(q,))
    process.start()
    for value in VALUES:
        got = q.get()
        same = repr(got) == repr(value) and type(got) is type(value)
        print(repr(got)[:40], "" if same else f"is not {value!r}")
    twice = q.get()
    print(twice, twice[0] is twice[1])
    loop = q.get()
    print(loop, loop[0] is loop)
    point = q.get()
    print(type(point).__name__, point.x, point.y)
    process.join()

    q = Queue(2)
    print(q.empty(), q.full(), q.qsize())
    q.put("a")
    q.put("b", timeout=1)
    print(q.full(), q.qsize())
    for put in (lambda: q.put("c", False), lambda: q.put("c", timeout=0.01), lambda: q.put_nowait("c")):
        try:
            put()
        except queue.Full as error:
            print(repr(error))
    print(q.get(), q.get(timeout=1))
    for get in (lambda: q.get(False), lambda: q.get(timeout=0.01), lambda: q.get_nowait()):
        try:
            get()
        except queue.Empty as error:
            print(repr(error))
    try:
        q.join_thread()
    except AssertionError as error:
        print(str(error).split(" object")[0])
    q.close()
    q.join_thread()
    for use in (lambda: q.put(1), lambda: q.get()):
        try:
            use()
        except ValueError as error:
            print(str(error).split(" object")[0], str(error).rsplit(" ", 2)[1:])
