"""1,000 forks in the middle of calls, one after another, from depths of calls through C and Python.

A line of standard input says that the child has ended, and how."""

import gc
import random
import sys
import threading
import time
import traceback

import _spawnpoint

FORKS = 1_000

local = threading.local()
local.value = "kept"
held = threading.RLock()


def names(frame):
    found = []
    while frame:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def numbers():
    value = 0
    while True:
        value += 1
        yield value


def fork_at(depth, number, state, counter):
    here = names(sys._getframe())

    def child():
        assert names(sys._getframe())[1:] == here, names(sys._getframe())
        assert local.value == "kept"
        assert state["number"] == number
        assert next(counter) == number + 2
        assert held.acquire(blocking=False)
        held.release()
        assert threading.current_thread() is threading.main_thread()
        assert threading.active_count() == 1
        try:
            state["missing"]
        except KeyError:
            last = traceback.format_exc().splitlines()
            assert last[-1] == "KeyError: 'missing'", last
            assert [line.split(" in ")[1] for line in last if line.startswith("  File")] == ["child"]
        assert len(traceback.format_stack()) == len(here) + 1
        gc.collect()
        drawn = random.Random(number).random()
        thread = threading.Thread(target=state.update, args=({"drawn": drawn},))
        thread.start()
        thread.join()
        assert state["drawn"] == drawn
        time.sleep(0)
        state["number"] = None
        return number % 256

    if depth:
        return sorted([depth], key=lambda level: fork_at(level - 1, number, state, counter))
    with held:
        return _spawnpoint.fork(child)


def counter_at(number):
    """A generator that has given `number + 1` last."""
    counter = numbers()
    for _ in range(number + 1):
        next(counter)
    return counter


for number in range(FORKS):
    state = {"number": number}
    fork_at(number % 8, number, state, counter_at(number))
    status = int(input())
    assert status == number % 256, (number, status)
    assert state == {"number": number}
print(FORKS, "forks")
