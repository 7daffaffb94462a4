# shared: no, it kills a process
import time
from multiprocessing import Process, current_process


def attempt(label, action):
    try:
        print(label, action())
    except Exception as error:
        print(label, type(error).__name__, error)


def wait():
    time.sleep(1000)


if __name__ == "__main__":
    process = Process(target=wait)
    attempt("join early", process.join)
    attempt("sentinel early", lambda: process.sentinel)
    attempt("group", lambda: Process(group=1))
    attempt("name", lambda: setattr(process, "name", 3))
    process.start()
    attempt("start twice", process.start)
    attempt("close running", process.close)
    process.kill()
    process.join()
    attempt("close", process.close)
    attempt("closed", process.is_alive)
    attempt("closed join", process.join)
    attempt("self join", current_process().join)
    attempt("own exit code", lambda: current_process().exitcode)
    attempt("wait for nobody", lambda: __import__("os").waitpid(99999, 0))
