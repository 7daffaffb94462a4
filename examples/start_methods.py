"""What does a child begin with? The same program, each start method in turn."""

import multiprocessing
import os
import time

state = "as imported"
made_by = os.getpid()  # the process whose import made this variable


def report():
    global state
    print(f"{multiprocessing.current_process().name}: state is {state!r}, made by pid {made_by}")
    state = "changed by the child"
    time.sleep(0.05)


if __name__ == "__main__":
    for method in ("spawn", "fork", "forkserver"):
        state = f"changed before {method}"
        context = multiprocessing.get_context(method)
        child = context.Process(target=report, name=method)
        began = time.perf_counter()
        child.start()
        print(f"{method}: start() took {(time.perf_counter() - began) * 1000:.1f} ms")
        child.join()
    print(f"MainProcess: state is {state!r}")
