# shared: same
"""An exception that nobody catches in a thread of `_thread`."""

import _thread
import time


class Task:
    def __call__(self):
        is_running.release()
        raise ValueError("oops")

    def __repr__(self):
        return "Task()"


is_running = _thread.allocate_lock()
is_running.acquire()
_thread.start_new_thread(Task(), ())
is_running.acquire()
while _thread._count():
    time.sleep(0.01)
print("end")
