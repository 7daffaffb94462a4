"""Makes `_thread`, on which `threading` is built, start threads of this process's host.

The original starts threads of the operating system, of which a browser has none.
"""

import sys

import _spawnpoint
import _spawnpoint_threads as native
import _thread

# The threads that the interpreter waits for at its end, by ident.
_waited_for = {}


class _ThreadHandle:
    """What `threading.Thread` holds of a thread: its ident, and whether it has ended."""

    def __init__(self):
        self.ident = 0
        self._done = False

    def _started(self, ident):
        self.ident = ident

    def is_done(self):
        return self._done

    def _set_done(self):
        self._done = True

    def join(self, timeout=None, /):
        if timeout is not None and timeout < 0:
            timeout = None
        if self._done:
            return
        if self.ident == 0:
            raise RuntimeError("thread not started")
        if self.ident == native.get_ident():
            raise RuntimeError("Cannot join current thread")
        native.join(self.ident, timeout)

    def __repr__(self):
        return f"<_ThreadHandle object: ident={self.ident}>"


_ThreadHandle.__module__ = "_thread"


def _name_of(function):
    """The name of the `threading.Thread` whose method this is, for the page."""
    owner = getattr(function, "__self__", None)
    name = getattr(owner, "name", None)
    return name if isinstance(name, str) else getattr(function, "__name__", "thread")


def start_joinable_thread(function, handle=None, daemon=True):
    if not callable(function):
        raise TypeError("thread function must be callable")
    if handle is None:
        handle = _ThreadHandle()
    elif not isinstance(handle, _ThreadHandle):
        raise TypeError("'handle' must be a _ThreadHandle")
    if handle.ident:
        raise RuntimeError("thread already started")

    def run():
        try:
            function()
        finally:
            handle._set_done()
            _waited_for.pop(handle.ident, None)

    run.__name__ = _name_of(function)
    handle._started(native.start(run, run.__name__))
    if not daemon:
        _waited_for[handle.ident] = handle
    return handle


def start_new_thread(function, args, kwargs={}, /):
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    return native.start(lambda: function(*args, **kwargs), _name_of(function))


def _shutdown():
    """Wait for the threads that are not daemons."""
    while _waited_for:
        ident = next(iter(_waited_for))
        if ident == native.get_ident():
            del _waited_for[ident]
        else:
            native.join(ident, None)
            _waited_for.pop(ident, None)


def _make_thread_handle(ident, /):
    handle = _ThreadHandle()
    handle._started(ident)
    return handle


def _set_name(name, /):
    """The page has the name from the start of the thread."""


_stack_size = 0


def stack_size(size=0, /):
    global _stack_size
    previous, _stack_size = _stack_size, size
    return previous


def install():
    for name in ("LockType", "RLock", "TIMEOUT_MAX", "allocate_lock", "get_ident", "lock"):
        setattr(_thread, name, getattr(native, name))
    for function in (
        _make_thread_handle, _shutdown, stack_size, start_joinable_thread, start_new_thread,
    ):
        setattr(_thread, function.__name__, function)
    _thread._ThreadHandle = _ThreadHandle
    _thread._count = native.count
    _thread._get_main_thread_ident = lambda: 1
    _thread.allocate = native.allocate_lock
    _thread.daemon_threads_allowed = lambda: True
    _thread.get_native_id = lambda: _spawnpoint.pid * 1000 + native.get_ident() - 1
    _thread.set_name = _set_name
    _thread.start_new = start_new_thread
    # Found by the thread of the operating system, which is one for all; `threading` has another.
    del _thread._local

    interval = 0.005

    def setswitchinterval(seconds, /):
        nonlocal interval
        if not seconds > 0:
            raise ValueError("switch interval must be strictly positive")
        interval = float(seconds)
        _spawnpoint.set_switch_interval(interval)

    sys.setswitchinterval = setswitchinterval
    sys.getswitchinterval = lambda: interval
