# methods: fork
# shared: no, it waits for children of this process
"""os.wait, os.waitpid and the ends that they tell of."""

import os
import signal
import time
from multiprocessing import Event, Process


def attempt(action):
    try:
        print(action())
    except OSError as error:
        print(type(error).__name__, error)


def described(status):
    if os.WIFEXITED(status):
        return "exit", os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status)
    return "signal", os.WTERMSIG(status), os.waitstatus_to_exitcode(status)


def leave(code):
    os._exit(code)


def leave_later(may_end, code):
    may_end.wait()
    os._exit(code)


if __name__ == "__main__":
    attempt(lambda: os.wait())
    attempt(lambda: os.waitpid(-1, os.WNOHANG))
    attempt(lambda: os.waitpid(os.getpid(), 0))

    first = Process(target=leave, args=(3,))
    first.start()
    pid, status = os.wait()
    print(pid == first.pid, described(status))
    attempt(lambda: os.wait())

    may_end = Event()
    second = Process(target=may_end.wait)
    second.start()
    print(os.waitpid(second.pid, os.WNOHANG), os.waitpid(-1, os.WNOHANG))
    may_end.set()
    pid, status = os.waitpid(second.pid, 0)
    print(pid == second.pid, described(status))

    for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGABRT):
        process = Process(target=time.sleep, args=(60,))
        process.start()
        os.kill(process.pid, number)
        pid, status = os.waitpid(-1, 0)
        print(pid == process.pid, described(status), os.WIFSIGNALED(status))
    # Whoever has been collected is no longer there.
    attempt(lambda: os.kill(process.pid, 0))
    # The object finds nobody to ask about.
    print(process.is_alive(), process.exitcode)

    # Those that have ended are collected one by one, each once.
    may_end.clear()
    several = [Process(target=leave_later, args=(may_end, code)) for code in (1, 2, 3)]
    for process in several:
        process.start()
    may_end.set()
    print(sorted(os.waitstatus_to_exitcode(os.wait()[1]) for _ in several))
    attempt(lambda: os.waitpid(several[0].pid, 0))
