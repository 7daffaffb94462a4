# mistake: nobodySignals
"""A thread waits at a queue of the module queue, into which nobody puts anything."""

import queue
import threading

if __name__ == "__main__":
    q = queue.Queue()
    thread = threading.Thread(target=q.get)
    thread.start()
    thread.join()
