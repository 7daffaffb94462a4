# shared: no, it is about locks between processes
"""Locks of files: `flock` excludes other processes, is shared among readers, and goes with what was opened."""

import fcntl
import os
import tempfile
from multiprocessing import Process, Queue


def add(path):
    for _ in range(5):
        with open(path, "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            value = int(file.read())
            file.seek(0)
            file.write(str(value + 1))
            file.flush()
            fcntl.flock(file, fcntl.LOCK_UN)


def try_both(path, answers):
    with open(path) as file:
        for kind in (fcntl.LOCK_SH, fcntl.LOCK_EX):
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
                answers.put("locked")
            except BlockingIOError as error:
                answers.put(str(error))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "count")
        with open(path, "w") as file:
            file.write("0")
        children = [Process(target=add, args=(path,)) for _ in range(3)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        with open(path) as file:
            print(file.read())

        answers = Queue()
        for kind in (fcntl.LOCK_SH, fcntl.LOCK_EX):
            with open(path) as file:
                fcntl.flock(file.fileno(), kind)
                child = Process(target=try_both, args=(path, answers))
                child.start()
                print(answers.get(), "|", answers.get())
                child.join()
        child = Process(target=try_both, args=(path, answers))
        child.start()
        print(answers.get(), "|", answers.get())
        child.join()

        with open(path) as file:
            flags = fcntl.fcntl(file, fcntl.F_GETFL)
            print(flags & os.O_NONBLOCK, fcntl.fcntl(file, fcntl.F_GETFD) & fcntl.FD_CLOEXEC)
    for wrong in (lambda: fcntl.flock("file", 1), lambda: fcntl.flock(-1, 1), lambda: fcntl.flock(99, fcntl.LOCK_EX)):
        try:
            wrong()
        except (TypeError, ValueError, OSError) as error:
            print(type(error).__name__, error)
