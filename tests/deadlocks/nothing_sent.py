# mistake: nothingSent
"""A worker waits for a task although the last one was taken."""

from multiprocessing import Process, Queue


def work(q):
    while True:
        q.get()


if __name__ == "__main__":
    q = Queue()
    q.put(1)
    process = Process(target=work, args=(q,))
    process.start()
    process.join()
