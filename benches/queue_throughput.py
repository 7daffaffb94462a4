"""Small messages a second from one process to another through a Queue. More is better."""

import time
from multiprocessing import Process, Queue, set_start_method

MESSAGES = 100_000


def produce(q):
    for number in range(MESSAGES):
        q.put(number)


if __name__ == "__main__":
    set_start_method("spawn")
    q = Queue()
    producer = Process(target=produce, args=(q,))
    producer.start()
    assert q.get() == 0
    began = time.perf_counter()
    for number in range(1, MESSAGES):
        if q.get() != number:
            raise SystemExit("out of order")
    took = time.perf_counter() - began
    producer.join()
    print("messages/s", round(MESSAGES / took))
