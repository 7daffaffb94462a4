# shared: same
from multiprocessing import Process, current_process, parent_process


def grandchild():
    print(current_process().name, "of", parent_process().name)


def child():
    process = Process(target=grandchild)
    process.start()
    process.join()
    print(current_process().name, "of", parent_process().name, process.exitcode)


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
    print(current_process().name, parent_process())
