# modes: serial
"""`start` returns when the target has ended."""

import time
from multiprocessing import Process, Queue, current_process


def work(number, queue):
    print("begin", current_process().name)
    time.sleep(0.03 - number / 100)
    queue.put(number)
    if number == 0:
        Process(target=work, args=(2, queue)).start()
    print("end", current_process().name)


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(number, queue)) for number in range(2)]
    for process in processes:
        print(process.is_alive(), process.exitcode)
        process.start()
        print(process.is_alive(), process.exitcode)
    print([queue.get() for _ in range(3)])
