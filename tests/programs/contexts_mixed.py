# shared: no, all contexts make threads there
"""A queue of the context `fork` does not go to a process of the context `spawn`."""

import multiprocessing


def child(queue):
    queue.put("hello")


if __name__ == "__main__":
    queue = multiprocessing.get_context("fork").Queue()
    process = multiprocessing.get_context("spawn").Process(target=child, args=(queue,))
    try:
        process.start()
        print(queue.get(timeout=5))
        process.join()
    except RuntimeError as error:
        print("RuntimeError", error)
