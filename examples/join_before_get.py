"""Why does join hang? The child waits until its queue is read, the parent waits for the child.

Take the result out of the queue first, then join, and it works.
"""

from multiprocessing import Process, Queue


def produce(queue):
    queue.put("x" * 200_000)
    print("the child has put its result")


if __name__ == "__main__":
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()
    child.join()
    result = queue.get()
    print("the parent got", len(result), "characters")
