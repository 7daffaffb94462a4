# methods: fork
# shared: no, it is about what a copy of a process does at its end
"""What a copy of a process does at its end, and what is done around a fork."""

import atexit
import os
import sys
from multiprocessing import Process


def leave():
    atexit.register(print, "the child's own atexit")
    print("in the child, buffered", end="")


def leave_at_once():
    print("flushed", flush=True)
    os._exit(9)


def fail():
    raise LookupError("in the child")


def exit_early():
    sys.exit(4)


class Named(Process):
    def run(self):
        print("run", self.name, self.extra)


if __name__ == "__main__":
    atexit.register(print, "the parent's atexit")
    os.register_at_fork(
        before=lambda: print("before"),
        after_in_parent=lambda: None,
        after_in_child=lambda: print("after, in the child"),
    )
    # A start flushes the standard streams: nothing is printed twice.
    sys.stdout.write("once. ")
    for target in (leave, leave_at_once, fail, exit_early):
        process = Process(target=target)
        process.start()
        process.join()
        print()
        print(target.__name__, process.exitcode)
        sys.stdout.flush()
    process = Named(name="subclass")
    process.extra = [lambda: None].__len__()
    process.start()
    process.join()
