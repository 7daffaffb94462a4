"""Blocks of shared memory. Each is memory of its own; the kernel has room for many."""

import sys

import _spawnpoint_exchange as kernel

from . import context

__all__ = ["BufferWrapper"]


class BufferWrapper:
    """A block of zeros that a child process can have, too."""

    def __init__(self, size):
        if size < 0:
            raise ValueError(f"Size {size:n} out of range")
        if sys.maxsize <= size:
            raise OverflowError(f"Size {size:n} too large")
        self._size = size
        self._memory = kernel.make_memory(max(size, 1), None)

    def create_memoryview(self):
        return memoryview(self._memory)[:self._size]

    def __getstate__(self):
        context.assert_spawning(self)
        return self._memory.id, self._size

    def __setstate__(self, state):
        number, self._size = state
        self._memory = kernel.map_memory(number)
