"""Seconds until so many processes that are there at the same time have started, answered and ended."""

import time
from multiprocessing import Event, Process, SimpleQueue, set_start_method

PROCESSES = 1


def answer(number, answers, done):
    answers.put(number)
    done.wait()


if __name__ == "__main__":
    set_start_method("spawn")
    answers, done = SimpleQueue(), Event()
    began = time.perf_counter()
    processes = [
        Process(target=answer, args=(number, answers, done)) for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    assert {answers.get() for _ in processes} == set(range(PROCESSES))
    done.set()
    for process in processes:
        process.join()
    took = time.perf_counter() - began
    assert all(process.exitcode == 0 for process in processes)
    print(took)
