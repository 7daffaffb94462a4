# shared: same
"""What the library answers where another implementation of it would easily answer something else."""

import datetime
import pickle
import queue
import time
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)


print(sum([0.1] * 10), sum([0.1] * 3), sum([1e16, 1.0, -1e16]))
attempt(Shape)
attempt([1].remove, "5")
attempt(queue.Queue().get_nowait)
error = ValueError("x")
error.add_note("why")
print(pickle.loads(pickle.dumps(error)).__notes__)
print(time.tzname[0], time.strftime("%Z", time.gmtime(0)))
print(datetime.date(2025, 1, 1).isocalendar())
print(ascii("\u3042".encode().decode("raw_unicode_escape")))
