"""Makes `_thread`, on which `threading` is built, start threads of this process's host.

The original starts threads of the operating system, of which a browser has none.
"""

import sys

import _spawnpoint
import _spawnpoint_threads as native
import _thread
from _weakrefset import WeakSet

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
        if timeout is not None:
            timeout = float(timeout) if timeout >= 0 else None
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


class _Attributes:
    """What a `local` has in each thread, by ident, and how it is initialised in the next."""

    def __init__(self, args, kwargs):
        self.args = args
        self.kwargs = kwargs
        self.of = {}


# Those of every `local`, to forget what ended threads had there.
_attributes = WeakSet()


class _local:
    """Attributes that are different in each thread."""

    __slots__ = "_local__attributes", "__dict__", "__weakref__"

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        attributes = _Attributes(args, kwargs)
        _attributes.add(attributes)
        object.__setattr__(self, "_local__attributes", attributes)
        attributes.of[native.get_ident()] = object.__getattribute__(self, "__dict__")
        return self

    def __getattribute__(self, name, /):
        _attach(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value, /):
        if name == "__dict__":
            raise AttributeError(
                f"{type(self).__name__!r} object attribute '__dict__' is read-only"
            )
        _attach(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name, /):
        if name == "__dict__":
            raise AttributeError(
                f"{type(self).__name__!r} object attribute '__dict__' is read-only"
            )
        _attach(self)
        object.__delattr__(self, name)


_local.__module__ = "_thread"


def _attach(local):
    """Give `local` the attributes of this thread. No other runs until they have been used."""
    attributes = object.__getattribute__(local, "_local__attributes")
    ident = native.get_ident()
    own = attributes.of.get(ident)
    if own is not None:
        object.__setattr__(local, "__dict__", own)
        return
    own = attributes.of[ident] = {}
    object.__setattr__(local, "__dict__", own)
    cls = type(local)
    if cls.__init__ is not object.__init__:
        cls.__init__(local, *attributes.args, **attributes.kwargs)


def _forget(ident):
    for attributes in list(_attributes):
        attributes.of.pop(ident, None)


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
            _forget(handle.ident)

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

    def run():
        try:
            function(*args, **kwargs)
        finally:
            _forget(native.get_ident())

    return native.start(run, _name_of(function))


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
    _thread._get_main_thread_ident = native.main_ident
    _thread.allocate = native.allocate_lock
    _thread.daemon_threads_allowed = lambda: True
    _thread.get_native_id = lambda: _spawnpoint.pid * 1000 + native.get_ident() - 1
    _thread.set_name = _set_name
    _thread.start_new = start_new_thread
    _thread._local = _local

    interval = None

    def setswitchinterval(seconds, /):
        nonlocal interval
        if not seconds > 0:
            raise ValueError("switch interval must be strictly positive")
        interval = float(seconds)
        _spawnpoint.set_switch_interval(interval)

    def getswitchinterval():
        return _spawnpoint.switch_interval if interval is None else interval

    sys.setswitchinterval = setswitchinterval
    sys.getswitchinterval = getswitchinterval


def after_fork():
    """This process is a copy, in which only the running thread exists."""
    own = native.get_ident()
    for others in (_waited_for, *(attributes.of for attributes in _attributes)):
        for ident in [ident for ident in others if ident != own]:
            del others[ident]
