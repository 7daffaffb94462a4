# shared: same
"""Where the functions of `threading` say that they are from."""

import threading

for name in ("get_ident", "get_native_id", "stack_size", "Lock", "RLock"):
    print(name, getattr(threading, name).__module__)
