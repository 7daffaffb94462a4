"""What exitcode says of a process that ended, and how."""

import sys
import time
from multiprocessing import Process


def return_normally():
    pass


def exit_with_number():
    sys.exit(3)


def exit_with_text():
    sys.exit("this text goes to stderr, and the exit code is 1")


def raise_exception():
    return 1 / 0


def sleep_long():
    time.sleep(60)


if __name__ == "__main__":
    for target in (
        return_normally,
        exit_with_number,
        exit_with_text,
        raise_exception,
    ):
        process = Process(target=target, name=target.__name__)
        process.start()
        process.join()
        print(f"{process.name}: exit code {process.exitcode}")

    process = Process(target=sleep_long, name="sleep_long")
    process.start()
    time.sleep(0.5)
    print(f"{process.name}: exit code {process.exitcode} while it is alive")
    process.terminate()
    process.join()
    print(f"{process.name}: exit code {process.exitcode} after terminate()")
