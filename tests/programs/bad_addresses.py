# shared: same
"""Addresses that are none: of a manager that was not started, of another system."""

from multiprocessing.connection import Client, Listener
from multiprocessing.managers import SharedMemoryManager

if __name__ == "__main__":
    for attempt in (
        lambda: SharedMemoryManager().SharedMemory(size=9),
        lambda: Client(None),
        lambda: Client(5),
        lambda: Listener(r"\\.\test"),
    ):
        try:
            attempt()
        except Exception as error:
            print(type(error).__name__, error)
