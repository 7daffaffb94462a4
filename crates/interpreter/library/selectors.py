"""Waiting until something can be read, on the kernel's own way of waiting."""

from collections import namedtuple
from collections.abc import Mapping

from multiprocessing.connection import wait

__all__ = [
    "BaseSelector", "DefaultSelector", "EVENT_READ", "EVENT_WRITE", "PollSelector",
    "SelectSelector", "SelectorKey",
]

EVENT_READ, EVENT_WRITE = 1, 2

SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])


def _descriptor(fileobj):
    fd = fileobj if isinstance(fileobj, int) else fileobj.fileno()
    if fd < 0:
        raise ValueError(f"Invalid file descriptor: {fd}")
    return fd


class _Map(Mapping):
    """The registered file objects."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._keys)

    def get(self, fileobj, default=None):
        return self._selector._keys.get(self._selector._lookup(fileobj), default)

    def __getitem__(self, fileobj):
        try:
            return self._selector._keys[self._selector._lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def __iter__(self):
        return iter(self._selector._keys)


class BaseSelector:
    """Watches file objects; what can be written to always can."""

    def __init__(self):
        self._keys = {}

    def _lookup(self, fileobj):
        try:
            return _descriptor(fileobj)
        except ValueError:
            # It was closed; it is still known by what it was.
            for key in self._keys.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, _descriptor(fileobj), events, data)
        if key.fd in self._keys:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._keys[key.fd] = key
        return key

    def unregister(self, fileobj):
        try:
            return self._keys.pop(self._lookup(fileobj))
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def modify(self, fileobj, events, data=None):
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    def select(self, timeout=None):
        writable = [key for key in self._keys.values() if key.events & EVENT_WRITE]
        reading = [key.fd for key in self._keys.values() if key.events & EVENT_READ]
        limit = 0 if writable else None if timeout is None else max(timeout, 0)
        readable = set(wait(reading, limit))
        ready = []
        for key in self._keys.values():
            events = (EVENT_READ if key.fd in readable else 0) | (key.events & EVENT_WRITE)
            if events:
                ready.append((key, events & key.events))
        return ready

    def close(self):
        self._keys.clear()

    def get_key(self, fileobj):
        return self.get_map()[fileobj]

    def get_map(self):
        return _Map(self)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


DefaultSelector = PollSelector = SelectSelector = BaseSelector
