# exit: -2
# shared: no, it sends signals to processes
"""SIGINT raises KeyboardInterrupt, which a program may handle, and which ends it otherwise."""

import os
import signal
import threading
import time
from multiprocessing import Lock, Process, Queue


def handles(results):
    try:
        results.put("ready")
        time.sleep(60)
    except KeyboardInterrupt:
        results.put("handled")
    results.put(signal.getsignal(signal.SIGINT) is signal.default_int_handler)


def does_not():
    os.kill(os.getpid(), signal.SIGINT)


def in_a_queue(results, queue):
    try:
        results.put("ready")
        queue.get()
    except KeyboardInterrupt:
        results.put("the queue gives up")
    # What comes now is not lost to the call that was given up.
    results.put(queue.get())


def in_a_lock(results, lock):
    try:
        results.put("ready")
        with lock:
            results.put("never")
    except KeyboardInterrupt:
        results.put("not acquired")
    with lock:
        results.put("acquired")


def in_a_join(results):
    thread = threading.Thread(target=time.sleep, args=(2,))
    thread.start()
    try:
        results.put("ready")
        thread.join()
    except KeyboardInterrupt:
        results.put("the thread goes on: %s" % thread.is_alive())
    thread.join()


def sent_to(target, *arguments):
    process = Process(target=target, args=(results, *arguments))
    process.start()
    results.get()
    # It may get into what is interrupted.
    time.sleep(0.1)
    os.kill(process.pid, signal.SIGINT)
    return process


if __name__ == "__main__":
    results, queue, lock = Queue(), Queue(), Lock()
    process = sent_to(handles)
    print(results.get(), results.get())
    process.join()
    print(process.exitcode)

    process = Process(target=does_not)
    process.start()
    process.join()
    print(process.exitcode)

    process = sent_to(in_a_queue, queue)
    print(results.get())
    queue.put("an item")
    print(results.get())
    process.join()
    print(process.exitcode)

    with lock:
        process = sent_to(in_a_lock, lock)
        print(results.get())
    print(results.get())
    process.join()
    print(process.exitcode)

    process = sent_to(in_a_join)
    print(results.get())
    process.join()
    print(process.exitcode)

    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        print("in the main process, too")

    said = []

    def to_main():
        time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGINT)
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        except ValueError as error:
            said.append(error)

    thread = threading.Thread(target=to_main)
    thread.start()
    try:
        thread.join()
    except KeyboardInterrupt:
        print("the main thread gets what another one sends")
    thread.join()
    print(*said)
    os.kill(os.getpid(), signal.SIGINT)
    print("never")
