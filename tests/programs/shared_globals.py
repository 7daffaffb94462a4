# modes: shared, serial
"""Processes that are threads of one interpreter share its globals, its pid, and all objects."""

import os
import threading
from multiprocessing import Process, active_children, current_process, parent_process

counter = 0
seen = []


def change(own):
    global counter
    counter += 1
    own.append(counter)
    seen.append(current_process().name)
    print(threading.current_thread().name, parent_process().name, os.getpid() == pid)


def parent():
    # Who prints first after a start is not determined.
    print(current_process().pid == pid, current_process().is_alive())
    child = Process(target=change, args=(mine,))
    child.start()
    child.join()
    print(child.name, active_children())


if __name__ == "__main__":
    pid = os.getpid()
    mine = []
    for target, args in ((change, (mine,)), (change, (mine,)), (parent, ())):
        process = Process(target=target, args=args)
        process.start()
        process.join()
        print(process.name, process.pid == pid, process.exitcode)
    print(counter, mine, seen)
    print(current_process().name, parent_process(), active_children())
