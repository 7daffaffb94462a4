# shared: no, it terminates a process
import time
from multiprocessing import Process
from multiprocessing.connection import wait


def work(seconds):
    time.sleep(seconds)


if __name__ == "__main__":
    processes = [Process(target=work, args=(n,)) for n in (60, 0)]
    for process in processes:
        process.start()
    sentinels = [process.sentinel for process in processes]
    print([sentinels.index(sentinel) for sentinel in wait(sentinels)])
    print(wait(sentinels[:1], timeout=0.01), wait([], 0))
    processes[0].terminate()
    print(len(wait(sentinels[:1])))
