"""Queues: objects of the kernel.

What is put is pickled at once. The kernel models the pipe and the thread that feeds it, which CPython has there: a
process does not end while what it put is not in the pipe, and a pipe holds 64 KiB.
"""

from queue import Empty, Full

import _spawnpoint
from _spawnpoint import OBJECTS, SemLock
from _spawnpoint_changes import put
from _spawnpoint_reduction import pickled

_UNBOUNDED = SemLock.SEM_VALUE_MAX


def change_queues(module):
    class Reader(module.connection.Connection):
        """The side of a queue that one can wait for."""

        def __init__(self, queue):
            super().__init__(OBJECTS + queue, writable=False)

        def _close(self):
            """The queue goes with the run."""

    class Queue(module.Queue):
        def __init__(self, maxsize=0, *, ctx):
            maxsize = maxsize if maxsize > 0 else _UNBOUNDED
            queue = _spawnpoint.make_queue(maxsize if maxsize < _UNBOUNDED else None)
            self.__setstate__((False, maxsize, queue))
            if ctx.get_start_method() == "fork":
                self._fork_context = ctx

        def __getstate__(self):
            module.context.assert_spawning(self)
            if self._fork_context is not None:
                # It refuses, as the locks in CPython's queue do.
                self._fork_context.Lock().__getstate__()
            return self._ignore_epipe, self._maxsize, self._id

        def __setstate__(self, state):
            self._ignore_epipe, self._maxsize, self._id = state
            self._fork_context = None
            self._is_bounded = self._maxsize < _UNBOUNDED
            self._reader = Reader(self._id)
            self._reset()
            module.register_after_fork(self, Queue._after_fork)

        def _reset(self, after_fork=False):
            # A copy of this process has put nothing yet.
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
            try:
                data, ends = pickled(obj)
            except Exception as error:
                if not block and self.full():
                    raise Full from None
                self._on_queue_feeder_error(error, obj)
                return
            if not self._is_bounded:
                _spawnpoint.put(self._id, obj, data, ends)
            elif not _spawnpoint.put_within(self._id, _limit(block, timeout), obj, data, ends):
                raise Full

        def get(self, block=True, timeout=None):
            if self._closed:
                self._check_open()
            data = _spawnpoint.get(self._id, _limit(block, timeout))
            if data is None:
                raise Empty
            return module._ForkingPickler.loads(data)

        def qsize(self):
            return _spawnpoint.queue_size(self._id)

        def empty(self):
            return not self._reader.poll()

        def full(self):
            return self._is_bounded and self.qsize() >= self._maxsize

        def close(self):
            self._closed = True
            # CPython's thread closes it, if there is one.
            if self._finalizer is not None:
                self._reader.close()

        def join_thread(self):
            assert self._closed, f"Queue {self!r} not closed"
            if self._finalizer is not None and not self._joincancelled:
                _drain(self._id)

        def cancel_join_thread(self):
            self._joincancelled = True
            _spawnpoint.abandon(self._id)
            if self._finalizer is not None:
                self._finalizer.cancel()

        def _terminate_broken(self):
            self.cancel_join_thread()
            self.close()

        def _before_first_put(self):
            self._finalizer = module.Finalize(None, _drain, (self._id,), exitpriority=-5)
            if self._joincancelled:
                self._finalizer.cancel()

    class JoinableQueue(Queue):
        def task_done(self):
            if not _spawnpoint.task_done(self._id):
                raise ValueError("task_done() called too many times")

        def join(self):
            _spawnpoint.join_tasks(self._id)

    class SimpleQueue(module.SimpleQueue):
        def put(self, obj):
            # Pickled without the lock, since that may run code of the program.
            data, ends = pickled(obj)
            with self._wlock:
                self._writer._check_closed()
                self._writer._check_writable()
                self._writer._send_message(obj, data, ends)

    put(module, Queue, JoinableQueue, SimpleQueue)


def _drain(queue):
    """Wait until all that this process put is in the pipe."""
    # The threads of one process need no pipe.
    if _spawnpoint.facts()["mode"] == "processes":
        _spawnpoint.drain(queue)


def _limit(block, timeout):
    """How long to wait, in seconds; None is without end."""
    if not block:
        return 0.0
    return None if timeout is None else max(float(timeout), 0.0)
