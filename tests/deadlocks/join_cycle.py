# mistake: joinCycle
"""A child waits for the end of its parent, which waits for the end of the child."""

from multiprocessing import Process, parent_process


def wait():
    parent_process().join()


if __name__ == "__main__":
    process = Process(target=wait)
    process.start()
    process.join()
