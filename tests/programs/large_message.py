# shared: same
"""Twenty megabytes through a pipe and through a queue."""

import hashlib
from multiprocessing import Pipe, Process, Queue

SIZE = 20_000_000


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


def receive(connection, q):
    data = connection.recv()
    connection.send((len(data), digest(data)))
    q.put(data)


if __name__ == "__main__":
    data = bytes(range(256)) * (SIZE // 256)
    here, there = Pipe()
    q = Queue()
    process = Process(target=receive, args=(there, q))
    process.start()
    here.send(data)
    print(here.recv(), (len(data), digest(data)))
    print(q.get() == data)
    process.join()
