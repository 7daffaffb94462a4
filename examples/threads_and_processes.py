"""Threads share the program's variables; processes have their own."""

import threading
from multiprocessing import Process

numbers = []


def append(number):
    numbers.append(number)


def run_three(kind):
    workers = [kind(target=append, args=(n,)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    run_three(threading.Thread)
    print("after three threads:  ", numbers)
    numbers.clear()
    run_three(Process)
    print("after three processes:", numbers)
