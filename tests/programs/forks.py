# methods: fork
# shared: no, it is about processes
"""Many forks in the middle of calls, one after another, from depths of calls through C and Python."""

import gc
import multiprocessing
import random
import sys
import threading
import time
import traceback

FORKS = 100

local = threading.local()
local.value = "kept"
held = threading.RLock()
statuses = []


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
        assert names(sys._getframe())[-len(here):] == here, names(sys._getframe())
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
        assert len(traceback.format_stack()) == len(names(sys._getframe()))
        gc.collect()
        drawn = random.Random(number).random()
        thread = threading.Thread(target=state.update, args=({"drawn": drawn},))
        thread.start()
        thread.join()
        assert state["drawn"] == drawn
        time.sleep(0)
        state["number"] = None
        sys.exit(number % 256)

    if depth:
        return sorted([depth], key=lambda level: fork_at(level - 1, number, state, counter))
    with held:
        process = multiprocessing.Process(target=child)
        process.start()
    process.join()
    statuses.append(process.exitcode)
    return 0


def counter_at(number):
    """A generator that has given `number + 1` last."""
    counter = numbers()
    for _ in range(number + 1):
        next(counter)
    return counter


for number in range(FORKS):
    state = {"number": number}
    statuses.clear()
    fork_at(number % 8, number, state, counter_at(number))
    assert statuses == [number % 256], (number, statuses)
    assert state == {"number": number}
print(FORKS, "forks")
