"""Memory that processes share: objects of the kernel. All go with the run, so that there is nothing to track."""

import os
from types import SimpleNamespace

import _spawnpoint
from _spawnpoint import OBJECTS
from _spawnpoint_changes import Over, put


def change_heap(module):
    """Each block is memory of its own; the kernel has room for many."""

    class Arena(module.Arena):
        def __init__(self, memory):
            self.size = memory.size
            self.buffer = memory

    class Heap(module.Heap):
        def malloc(self, size):
            arena = Arena(_spawnpoint.make_memory(max(size, 1), None))
            return arena, 0, size

        def free(self, block):
            """Memory goes when nobody has it any more."""

    def reduce_arena(a):
        return rebuild_arena, (a.buffer.id,)

    def rebuild_arena(number):
        return Arena(_spawnpoint.map_memory(number))

    put(module, Arena, Heap, reduce_arena, rebuild_arena)
    module.reduction.register(Arena, reduce_arena)
    module.BufferWrapper._heap = Heap()


def change_shared_memory(module):
    class SharedMemory(module.SharedMemory):
        def __init__(self, name=None, create=False, size=0, *, track=True):
            # Memory has its size from the beginning. `shm_open` gets it in place of permissions, which nobody asks for.
            self._mode = size
            super().__init__(name, create, size, track=track)

    put(module, SharedMemory)
    module.os = Over(os, close=_forget, fstat=_status, ftruncate=_has_size)


# What the operating system is asked of a descriptor that stands for memory.


def _forget(fd):
    """The memory is there as long as it is mapped."""


def _status(fd):
    return SimpleNamespace(st_size=_spawnpoint.map_memory(fd - OBJECTS).size)


def _has_size(fd, length):
    """It has."""


def change_resource_tracker(module):
    class ResourceTracker(module.ResourceTracker):
        def ensure_running(self):
            """There is no tracker."""

    put(module, ResourceTracker)
    module.os = Over(os, write=_heed)
    module._resource_tracker = ResourceTracker()
    for name in (*module.__all__, "getfd"):
        setattr(module, name, getattr(module._resource_tracker, name))


def _heed(fd, message):
    """Take in what is said to the tracker."""
    return len(message)
