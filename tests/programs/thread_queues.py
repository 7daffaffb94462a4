# shared: same
"""The module queue between threads, and threads that never block taking turns."""

import queue
import threading


def produce(q, items):
    for item in items:
        q.put(item)
    q.put(None)


def consume(q, results):
    while (item := q.get()) is not None:
        results.append(item)
        q.task_done()


def spin(name):
    while len(steps) < 4:
        if not steps or steps[-1] != name:
            steps.append(name)


if __name__ == "__main__":
    q, results = queue.Queue(maxsize=2), []
    consumer = threading.Thread(target=consume, args=(q, results))
    producer = threading.Thread(target=produce, args=(q, range(20)))
    consumer.start()
    producer.start()
    producer.join()
    consumer.join()
    print(results == list(range(20)), q.empty())
    for kind in (queue.LifoQueue, queue.PriorityQueue):
        q = kind()
        for item in (2, 3, 1):
            q.put(item)
        print([q.get() for _ in range(3)])
    try:
        queue.Queue().get(timeout=0.01)
    except queue.Empty as error:
        print(repr(error))
    simple = queue.SimpleQueue()
    threading.Thread(target=simple.put, args=("simple",)).start()
    print(simple.get())

    steps = []
    threads = [threading.Thread(target=spin, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(set(steps) == {"a", "b"}, len(steps) > 2)
