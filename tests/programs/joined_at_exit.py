import atexit
import time
from multiprocessing import Process


def slow():
    time.sleep(0.2)
    print("child ends")


def registered():
    atexit.register(print, "child's atexit")


if __name__ == "__main__":
    atexit.register(print, "main's atexit, first registered")
    process = Process(target=registered)
    process.start()
    process.join()
    Process(target=slow).start()
    print("main's code ends")
