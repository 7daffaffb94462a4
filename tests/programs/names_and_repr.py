# shared: no, a process that ends itself by a signal ends the one interpreter there is
import re
from multiprocessing import Process, current_process


def show():
    print(mask(current_process()))


def mask(value):
    return re.sub(r"(pid|parent)=\d+", r"\1=N", repr(value))


def fail():
    raise SystemExit(2)


def stop_self():
    import os
    import signal

    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    print(current_process(), current_process().name)
    process = Process(target=show)
    print(mask(process))
    process.start()
    process.join()
    print(mask(process))
    for target, name in ((fail, "fails"), (stop_self, "プロセス")):
        process = Process(target=target, name=name, daemon=True)
        process.start()
        process.join()
        print(mask(process))
    process.close()
    print(mask(process))
    print(Process().name, Process(name="x").name, type(Process()).__mro__[1].__name__)
