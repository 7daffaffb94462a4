# shared: same
import time
from multiprocessing import Process, current_process


def forever():
    time.sleep(1000)
    print("never")


def parent():
    try:
        Process(target=forever).start()
    except AssertionError as error:
        print(error)


if __name__ == "__main__":
    process = Process(target=forever, daemon=True)
    print(process.daemon, Process().daemon, current_process().daemon)
    process.start()
    try:
        process.daemon = False
    except AssertionError as error:
        print(error)
    other = Process(target=parent, daemon=True)
    other.start()
    other.join()
    print("the daemon ends with its parent")
