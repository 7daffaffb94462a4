# methods: fork
# shared: no, a child has a copy of what the parent has at that moment
"""Of all threads only the one that forks exists in the child; what the others held stays held."""

import os
import threading
from multiprocessing import Process, Queue, active_children, current_process, parent_process


def report():
    thread = threading.current_thread()
    print("threads:", threading.active_count(), thread is threading.main_thread(), thread.name)
    print("locks:", mine.locked(), theirs.locked(), theirs.acquire(timeout=0.05))
    mine.release()
    print("own again:", mine.acquire(timeout=0.05))
    again.release()
    print("reentrant:", again.acquire(timeout=0.05))
    local.value += 1
    print("local:", local.value)
    print("processes:", current_process().name, parent_process().name, active_children())
    started = threading.Thread(target=lambda: print("a thread of the child:", current_process().name))
    started.start()
    started.join()


def hold():
    with theirs:
        held.set()
        may_end.wait()


def from_a_thread():
    local.value = 10
    process = Process(target=report, name="from a thread")
    mine.acquire()
    again.acquire()
    process.start()
    process.join()
    mine.release()
    again.release()
    print("exit code", process.exitcode, local.value)


if __name__ == "__main__":
    mine, theirs, again = threading.Lock(), threading.Lock(), threading.RLock()
    held, may_end = threading.Event(), threading.Event()
    local = threading.local()
    local.value = 1
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()

    mine.acquire()
    again.acquire()
    process = Process(target=report)
    process.start()
    process.join()
    mine.release()
    again.release()
    print("exit code", process.exitcode, local.value)

    starter = threading.Thread(target=from_a_thread, name="Starter")
    starter.start()
    starter.join()
    may_end.set()
    holder.join()
    print(threading.active_count(), os.getpid() == current_process().pid)

    # A queue that another thread feeds works in a child, and so does one of the child's.
    queue, back = Queue(), Queue()
    queue.put("before")
    print(queue.get())
    process = Process(target=lambda: back.put(queue.get() * 2))
    process.start()
    queue.put("after")
    print(back.get())
    process.join()
