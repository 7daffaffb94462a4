"""Three workers start together and end one after the other."""

import os
import time
from multiprocessing import Process, current_process


def worker(seconds):
    name = current_process().name
    print(f"{name} (pid {os.getpid()}) starts and sleeps {seconds} s")
    time.sleep(seconds)
    print(f"{name} (pid {os.getpid()}) ends")


if __name__ == "__main__":
    print(f"main has pid {os.getpid()}")

    workers = []
    for n in range(3):
        process = Process(target=worker, args=(n,), name=f"worker-{n}")
        process.start()
        workers.append(process)

    for process in workers:
        process.join()
    print("all workers have ended")
