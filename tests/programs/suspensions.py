# methods: forkserver
# shared: no, it is about threads
"""Threads that are suspended at random places: in calls through C, in handlers, in generators, with locks held.

Each of the three counts its suspensions, and what it computes is known before."""

import gc
import random
import sys
import threading
import time
import traceback

ROUNDS = 3_400

lock = threading.Lock()
total = 0


class Node:
    """Garbage in a circle, for the collector to find while others are suspended."""

    def __init__(self):
        self.itself = self
        self.payload = [object() for _ in range(10)]


def suspend(draw):
    """One suspension: a sleep, a wait that ends by its time, or a lock that somebody may have."""
    kind = draw.randrange(3)
    if kind == 0:
        time.sleep(0)
    elif kind == 1:
        threading.Event().wait(1e-6)
    else:
        with lock:
            time.sleep(0)


def nested(depth, draw):
    """Suspends below a sort key, a map and a generator at each level, and raises at the bottom."""
    if depth == 0:
        suspend(draw)
        raise ValueError(threading.current_thread().name)

    def key(_):
        return list(map(lambda level: next(generate(level, draw)), [depth - 1]))

    return sorted([1], key=key)


def generate(depth, draw):
    yield nested(depth, draw)


def check(draw):
    depth = draw.randrange(6)
    try:
        nested(depth, draw)
    except ValueError as error:
        assert error.args == (threading.current_thread().name,), error.args
        names = [entry.name for entry in traceback.extract_tb(error.__traceback__)]
        assert names.count("nested") == depth + 1 and names.count("generate") == depth, names
        try:
            suspend(draw)
            {}["missing"]
        except KeyError as second:
            assert second.__context__ is error
            assert sys.exception() is second
        assert sys.exception() is error
    assert sys.exception() is None
    return 2


def work(seed):
    global total
    draw = random.Random(seed)
    count = 0
    while count < ROUNDS:
        count += check(draw)
        Node()
        if draw.randrange(50) == 0:
            gc.collect()
        frame = sys._getframe()
        while frame:
            frame = frame.f_back
    with lock:
        total += count


gc.set_threshold(200)
threads = [threading.Thread(target=work, args=(seed,), name=f"thread {seed}") for seed in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert total >= 10_000, total
assert len(sys._current_frames()) == 1
print("all as computed")
