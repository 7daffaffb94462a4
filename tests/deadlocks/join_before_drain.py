# mistake: joinBeforeDrain
"""The child cannot end before its item is taken out, and the parent waits for its end."""

from multiprocessing import Process, Queue


def produce(q):
    q.put("x" * 1_000_000)


if __name__ == "__main__":
    q = Queue()
    process = Process(target=produce, args=(q,))
    process.start()
    process.join()
    print(len(q.get()))
