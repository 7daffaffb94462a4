# shared: same
"""What a queue that was closed still answers."""

import re
from multiprocessing import JoinableQueue, Queue

if __name__ == "__main__":
    for make in (Queue, JoinableQueue):
        queue = make()
        queue.put("x")
        queue.close()
        queue.join_thread()
        for name in ("empty", "qsize", "full", "get_nowait"):
            try:
                print(name, getattr(queue, name)())
            except Exception as error:
                print(name, type(error).__name__, re.sub("0x[0-9a-f]+", "0x…", str(error)))
