"""Waiting for processes by their sentinels. A sentinel is the pid of its process."""

import _spawnpoint

__all__ = ["wait"]


def wait(object_list, timeout=None):
    """Return those of the sentinels whose process has ended, once there is one."""
    sentinels = list(object_list)
    for sentinel in sentinels:
        if not isinstance(sentinel, int):
            raise ValueError(f"Invalid file object: {sentinel!r}")
    ended = set(_spawnpoint.select(sentinels, None if timeout is None else max(timeout, 0)))
    return [sentinel for sentinel in sentinels if sentinel in ended]


def __getattr__(name):
    if name in ("Client", "Connection", "Listener", "Pipe"):
        raise ImportError(
            f"multiprocessing.connection.{name} is not part of this playground", name=__name__
        )
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
