# shared: same
"""What a program itself says to the tracker of resources, and which names that refuses."""

import threading
from multiprocessing import resource_tracker

if __name__ == "__main__":
    for name in ("short", "long" * 200, "名"):
        for change in (resource_tracker.register, resource_tracker.unregister):
            try:
                print(change(name, "shared_memory"))
            except ValueError as error:
                print(type(error).__name__, error)
    resource_tracker.ensure_running()
    # A function of ours that looks like CPython's.
    print(threading.get_native_id.__module__, threading.get_native_id.__qualname__)
