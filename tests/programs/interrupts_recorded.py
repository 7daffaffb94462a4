# shared: no, it sends signals to processes
"""No signal is lost while its process tells what it has in its variables."""

import os
import signal
import threading
import time


def to_main():
    time.sleep(0.03)
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    raised = 0
    for turn in range(20):
        number, text, span = turn, str(turn), range(turn)
        thread = threading.Thread(target=to_main)
        try:
            thread.start()
            thread.join()
        except KeyboardInterrupt:
            raised += 1
        thread.join()
    print(raised)
