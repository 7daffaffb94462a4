# modes: shared
"""Nothing is pickled: objects go through queues and pipes as they are."""

import threading
from multiprocessing import JoinableQueue, Pipe, Process, Queue, SimpleQueue
from queue import Empty, Full


def echo(source, target):
    while (item := source.get()) is not None:
        target.put(item)


if __name__ == "__main__":
    items = [threading.Lock(), (n for n in "xyz"), lambda: "called", open(__file__), [1], Queue()]
    for source, target in (
        (Queue(), Queue()), (Queue(2), Queue(2)), (SimpleQueue(), SimpleQueue()),
        (JoinableQueue(), Queue()),
    ):
        process = Process(target=lambda: echo(source, target))
        process.start()
        same = []
        for item in items:
            source.put(item)
            same.append(target.get() is item)
        source.put(None)
        process.join()
        print(type(source).__name__, same)
    here, there = Pipe()
    for item in items:
        here.send(item)
    print([there.recv() is item for item in items], next(items[1]), items[2]())

    mutable = []
    queue = Queue(1)
    queue.put(mutable)
    mutable.append("after it was put")
    for full in (queue.put_nowait, lambda item: queue.put(item, timeout=0.01)):
        try:
            full(object())
        except Full:
            print("full")
    print(queue.get())
    try:
        queue.get_nowait()
    except Empty:
        print("empty")
    # More than a pipe between processes would hold, and nobody takes it.
    unread = Queue()
    for number in range(20_000):
        unread.put(number)
    print(unread.qsize())
