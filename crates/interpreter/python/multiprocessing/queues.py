"""Queues between processes.

What is put is pickled at once, and goes to the kernel with the next message that cannot wait, a few
milliseconds later at the most. The kernel models the pipe and the feeder thread that CPython has
there: a process does not end while what it put is not in the pipe, and a pipe holds 64 KiB.
"""

import queue as _queue
import traceback

import _spawnpoint
import _spawnpoint_exchange as kernel

from . import connection, context, util
from .reduction import ForkingPickler, pickled

__all__ = ["JoinableQueue", "Queue", "SimpleQueue"]

Empty = _queue.Empty
Full = _queue.Full

_NOTHING = object()



def _is_shared():
    """What the threads of one process put, nobody has to take out before the process ends."""
    return _spawnpoint.mode != "processes"


class _Reader:
    """The receiving side of a queue, for those who wait for one among other things."""

    def __init__(self, queue):
        self._queue = queue

    def fileno(self):
        return self._queue + connection._OFFSET

    def poll(self, timeout=0.0):
        return bool(connection.wait([self], timeout))

    def close(self):
        """The queue goes with the run."""


class Queue:
    def __init__(self, maxsize=0, *, ctx):
        if maxsize <= 0:
            # Can raise ImportError (see issues #3770 and #23400)
            from .synchronize import SEM_VALUE_MAX as maxsize
        bounded = maxsize < kernel.SEM_VALUE_MAX
        self.__setstate__((maxsize, kernel.make_queue(maxsize if bounded else None)))

    def __getstate__(self):
        context.assert_spawning(self)
        return self._maxsize, self._id

    def __setstate__(self, state):
        self._maxsize, self._id = state
        self._bounded = self._maxsize < kernel.SEM_VALUE_MAX
        self._reader = _Reader(self._id)
        self._ignore_epipe = False
        self._reset()
        # A copy of this process has put nothing yet.
        util.register_after_fork(self, Queue._reset)

    def _reset(self):
        self._closed = False
        self._finalizer = None
        self._joincancelled = False

    def _check_open(self):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")

    def put(self, obj, block=True, timeout=None):
        if self._closed or self._finalizer is None:
            self._check_open()
            self._before_first_put()
        if not self._bounded and kernel.put_plain(self._id, obj):
            return
        try:
            data, ends = pickled(obj)
        except Exception as error:
            if self._bounded and block is False and self.full():
                raise Full from None
            self._on_queue_feeder_error(error, obj)
            return
        if not self._bounded:
            kernel.put(self._id, obj, data, ends)
        elif not kernel.put_within(self._id, _limit(block, timeout), obj, data, ends):
            raise Full

    def get(self, block=True, timeout=None):
        if self._closed:
            self._check_open()
        limit = None if block and timeout is None else _limit(block, timeout)
        obj = kernel.get(self._id, limit, ForkingPickler.loads, _NOTHING)
        if obj is _NOTHING:
            raise Empty
        return obj

    def qsize(self):
        return kernel.queue_size(self._id)

    def empty(self):
        return not self._reader.poll()

    def full(self):
        return self._bounded and self.qsize() >= self._maxsize

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        self._closed = True

    def join_thread(self):
        assert self._closed, f"Queue {self!r} not closed"
        if self._finalizer is not None and not self._joincancelled and not _is_shared():
            kernel.drain(self._id)

    def cancel_join_thread(self):
        self._joincancelled = True
        kernel.abandon(self._id)
        if self._finalizer is not None:
            self._finalizer.cancel()

    def _terminate_broken(self):
        self.cancel_join_thread()
        self.close()

    def _before_first_put(self):
        """Once something was put, the process does not end before it is in the pipe."""
        if self._joincancelled or _is_shared():
            self._finalizer = util.Finalize(None, int, exitpriority=-5)
        else:
            self._finalizer = util.Finalize(
                None, kernel.drain, args=(self._id,), exitpriority=-5
            )

    @staticmethod
    def _on_queue_feeder_error(error, obj):
        """What cannot be pickled is reported, and not put."""
        traceback.print_exception(error)


def _limit(block, timeout):
    """How long to wait, in seconds; None is without end."""
    if not block:
        return 0.0
    return None if timeout is None else max(float(timeout), 0.0)


class JoinableQueue(Queue):
    """A queue that knows how many of its items have been dealt with."""

    def task_done(self):
        if not kernel.task_done(self._id):
            raise ValueError("task_done() called too many times")

    def join(self):
        kernel.join_tasks(self._id)


class SimpleQueue:
    """A pipe with a lock on either side."""

    def __init__(self, *, ctx):
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = ctx.Lock()
        self._wlock = ctx.Lock()
        self._poll = self._reader.poll

    def close(self):
        self._reader.close()
        self._writer.close()

    def empty(self):
        return not self._poll()

    def __getstate__(self):
        context.assert_spawning(self)
        return self._reader, self._writer, self._rlock, self._wlock

    def __setstate__(self, state):
        self._reader, self._writer, self._rlock, self._wlock = state
        self._poll = self._reader.poll

    def get(self):
        with self._rlock:
            data = self._reader.recv_bytes()
        # Unpickled without the lock, since that may run code of the program.
        return ForkingPickler.loads(data)

    def put(self, obj):
        # Pickled without the lock, for the same reason.
        data, ends = pickled(obj)
        with self._wlock:
            self._writer._check_writable()
            kernel.send(self._writer._end(), obj, data, ends)

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)
