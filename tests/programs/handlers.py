# shared: no, it sends signals to processes
"""Signals with a handler of the program: the handler runs in the main thread, and what it interrupts goes on."""

import os
import signal
import time
from multiprocessing import Event, Process, Queue


def tidy_up(number, frame):
    print("handler:", signal.Signals(number).name, hasattr(frame, "f_code"))
    raise SystemExit(7)


def busy_until_told(ready):
    signal.signal(signal.SIGTERM, tidy_up)
    try:
        ready.set()
        while True:
            pass
    finally:
        print("finally, in", Process.__name__)


def asleep_until_told(ready):
    signal.signal(signal.SIGTERM, tidy_up)
    try:
        ready.set()
        time.sleep(60)
    finally:
        print("finally, out of sleep")


def counts(ready, results, numbers):
    seen = []
    for number in numbers:
        signal.signal(number, lambda number, frame: seen.append(number))
    ready.set()
    # None of it ends the wait.
    results.put(("got", results_in.get(), seen))


def ignores(ready, results):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready.set()
    results_in.get()
    results.put(("still here", signal.getsignal(signal.SIGTERM)))
    results.close()
    results.join_thread()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.raise_signal(signal.SIGTERM)


results_in = None


def with_inbox(inbox, function, *arguments):
    global results_in
    results_in = inbox
    function(*arguments)


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    ready, results, inbox = Event(), Queue(), Queue()
    for target in (busy_until_told, asleep_until_told):
        ready.clear()
        process = Process(target=target, args=(ready,))
        process.start()
        ready.wait()
        # It may get into what is interrupted.
        time.sleep(0.1)
        process.terminate()
        process.join()
        print(target.__name__, process.exitcode)

    ready.clear()
    numbers = [signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP]
    process = Process(target=with_inbox, args=(inbox, counts, ready, results, numbers))
    process.start()
    ready.wait()
    for number in numbers:
        os.kill(process.pid, number)
        time.sleep(0.05)
    inbox.put("an item")
    print(results.get())
    process.join()
    print(process.exitcode)

    ready.clear()
    process = Process(target=with_inbox, args=(inbox, ignores, ready, results))
    process.start()
    ready.wait()
    process.terminate()
    os.kill(process.pid, signal.SIGINT)
    time.sleep(0.05)
    inbox.put("go on")
    print(results.get())
    process.join()
    print(process.exitcode)

    # The main process, to itself.
    def note(number, frame):
        print("noted", number)

    print(signal.signal(signal.SIGUSR1, note), signal.getsignal(signal.SIGUSR1) is note)
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    print(signal.signal(signal.SIGUSR1, signal.SIG_DFL) is note)

    # What it interrupts takes as long as it would.
    def alarm(number, frame):
        print("child ended")

    signal.signal(signal.SIGCHLD, alarm)
    process = Process(target=time.sleep, args=(0,))
    process.start()
    began = time.monotonic()
    time.sleep(1)
    print(time.monotonic() - began >= 1)
    process.join()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Those are ignored by default.
    os.kill(os.getpid(), signal.SIGCHLD)
    os.kill(os.getpid(), signal.SIGWINCH)
    # Those Python ignores.
    os.kill(os.getpid(), signal.SIGPIPE)
    os.kill(os.getpid(), signal.SIGXFSZ)
    print(signal.getsignal(signal.SIGPIPE) == signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN)

    def fail(number, frame):
        raise LookupError("from the handler")

    signal.signal(signal.SIGUSR2, fail)
    attempt(lambda: os.kill(os.getpid(), signal.SIGUSR2))
    attempt(lambda: signal.signal(signal.SIGKILL, fail))
    attempt(lambda: signal.signal(signal.SIGUSR1, "no function"))
    attempt(lambda: signal.signal(99, fail))
    attempt(lambda: os.kill(os.getpid(), 99))
    attempt(lambda: os.kill(99999, signal.SIGTERM))
