"""Python waits for ordinary children at its end, but ends daemons."""

import time
from multiprocessing import Process, current_process


def count(steps):
    name = current_process().name
    for step in range(1, steps + 1):
        time.sleep(0.25)
        print(f"{name}: step {step} of {steps}")


if __name__ == "__main__":
    Process(target=count, args=(100,), name="daemon", daemon=True).start()
    Process(target=count, args=(4,), name="ordinary").start()
    time.sleep(0.5)
    print("main has nothing left to do")
