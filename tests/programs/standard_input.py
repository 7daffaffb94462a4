# shared: same
"""Standard input is at its end: in the main process after what was typed, in a child at once."""

import sys
from multiprocessing import Process


def ask():
    try:
        input("child? ")
    except EOFError as error:
        print("EOFError:", error)


if __name__ == "__main__":
    ask()
    print(repr(sys.stdin.read()))
    process = Process(target=ask)
    process.start()
    process.join()
