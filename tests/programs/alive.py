# shared: no, it terminates a process
import time
from multiprocessing import Process, active_children


def wait():
    time.sleep(0.2)


def forever():
    time.sleep(1000)


if __name__ == "__main__":
    process = Process(target=wait, name="w")
    print(process.is_alive(), process.exitcode, process.pid, process.ident)
    process.start()
    print(process.is_alive(), process.exitcode, process.pid == process.ident)
    print([child.name for child in active_children()])
    print(process.join(0.001), process.exitcode)
    process.join()
    print(process.is_alive(), process.exitcode, active_children())
    process = Process(target=forever)
    process.start()
    print(process.join(timeout=0.01), process.is_alive())
    process.terminate()
    process.join()
    print(process.is_alive(), process.exitcode)
