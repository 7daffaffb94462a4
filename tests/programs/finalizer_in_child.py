"""A child ends by an exception while it has a manager and a proxy, which talk to the manager as they go."""

from multiprocessing import Manager, Process


def child():
    manager = Manager()
    queue = manager.Queue()
    queue.get_nowait()


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
    print("exit code", process.exitcode)
