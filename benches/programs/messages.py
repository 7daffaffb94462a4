"""Seconds for small messages from one process to another through a Queue."""

import time
from multiprocessing import Process, Queue, set_start_method

MESSAGES = 100_000


def produce(q):
    for number in range(MESSAGES + 1):
        q.put(number)


if __name__ == "__main__":
    set_start_method("spawn")
    q = Queue()
    producer = Process(target=produce, args=(q,))
    producer.start()
    # The first says that the producer is there.
    assert q.get() == 0
    began = time.perf_counter()
    for number in range(1, MESSAGES + 1):
        assert q.get() == number
    took = time.perf_counter() - began
    producer.join()
    print(took)
