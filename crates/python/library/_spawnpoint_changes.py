"""Where CPython's modules differ here: each is changed as soon as it was imported.

What is put into a module has the names of what it takes the place of, and so is pickled, shown and recognised as that.
"""

import sys

from _frozen_importlib import ModuleSpec

# The functions that change modules, as `module:function`.
CHANGES = {
    "ctypes": ["_spawnpoint_types:change_ctypes"],
    "multiprocessing.connection": ["_spawnpoint_connection:change_connection"],
    "multiprocessing.context": ["_spawnpoint_ahead:set_start_method"],
    "multiprocessing.forkserver": ["_spawnpoint_forkserver:change_forkserver"],
    "multiprocessing.heap": ["_spawnpoint_memory:change_heap"],
    "multiprocessing.managers": ["_spawnpoint_managers:change_managers"],
    "multiprocessing.popen_fork": ["_spawnpoint_popen:change_popen_fork"],
    "multiprocessing.popen_forkserver": ["_spawnpoint_popen:change_popen_forkserver"],
    "multiprocessing.popen_spawn_posix": ["_spawnpoint_popen:change_popen_spawn"],
    "multiprocessing.queues": ["_spawnpoint_queues:change_queues"],
    "multiprocessing.reduction": ["_spawnpoint_reduction:change_reduction"],
    "multiprocessing.resource_tracker": ["_spawnpoint_memory:change_resource_tracker"],
    "multiprocessing.shared_memory": ["_spawnpoint_memory:change_shared_memory"],
    "signal": ["_spawnpoint_signal:change_signal"],
    "socket": ["_spawnpoint_socket:change_socket"],
}

# The same for the modes in which processes share one interpreter, in addition.
SHARED = {
    "concurrent.futures.process": ["_spawnpoint_shared:change_executor"],
    "multiprocessing.context": ["_spawnpoint_shared:change_context"],
    "multiprocessing.managers": ["_spawnpoint_shared:change_managers"],
    "multiprocessing.pool": ["_spawnpoint_shared:change_pool"],
    "multiprocessing.process": ["_spawnpoint_shared:change_process"],
    "multiprocessing.reduction": ["_spawnpoint_shared:change_reduction"],
}

# Modules that CPython has in C, over an operating system, and those of ours that are there instead.
INSTEAD = {
    "_ctypes": "_spawnpoint_ctypes",
    "_multiprocessing": "_spawnpoint_semaphore",
    "_posixshmem": "_spawnpoint_posixshmem",
    "_posixsubprocess": "_spawnpoint_posixsubprocess",
    "fcntl": "_spawnpoint_fcntl",
    "mmap": "_spawnpoint_mmap",
}


class Finder:
    """Finds what is changed or replaced, before anybody else does."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in INSTEAD:
            spec = find_after(cls, INSTEAD[name])
            return spec and ModuleSpec(name, _Instead(spec), origin=spec.origin)
        spec = find_after(cls, name, path, target) if name in CHANGES else None
        if spec is not None:
            spec.loader = _Changing(spec.loader)
        return spec


def find_after(finder, name, path=None, target=None):
    """What the finders after this one find."""
    others = iter(sys.meta_path)
    for other in others:
        if other is finder:
            break
    found = (other.find_spec(name, path, target) for other in others)
    return next((spec for spec in found if spec is not None), None)


class _Changing:
    """Loads a module as its own loader does, and changes it."""

    def __init__(self, original):
        self._original = original

    def create_module(self, spec):
        return self._original.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._original
        self._original.exec_module(module)
        for change in CHANGES[module.__name__]:
            place, _, function = change.partition(":")
            getattr(__import__(place), function)(module)


class _Instead:
    """Loads a module of ours under another name."""

    def __init__(self, spec):
        self._spec = spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self._spec.loader.get_code(self._spec.name), module.__dict__)


def put(module, *ours):
    """Put classes and functions into a module, in the places of those that have their names."""
    for one in ours:
        name = one.__name__
        one.__module__, one.__qualname__ = module.__name__, name
        if isinstance(one, type):
            for attribute, value in vars(one).items():
                if isinstance(value, type(put)):
                    value.__qualname__ = f"{name}.{attribute}"
        setattr(module, name, one)


class Over:
    """A module as another one is to see it: some names are ours, the others what they are."""

    def __init__(self, module, **ours):
        self.__dict__.update(ours, _module=module)

    def __getattr__(self, name):
        return getattr(self._module, name)
