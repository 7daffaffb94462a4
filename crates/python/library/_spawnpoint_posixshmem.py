"""`_posixshmem`: names of shared memory. In place of permissions comes the size."""

import os

import _spawnpoint
from _spawnpoint import OBJECTS

# Of memory that was opened by name, until it is mapped.
_opened = {}


def shm_open(path, flags, mode=0o777):
    name = _name(path)
    is_new = flags & os.O_CREAT and (flags & os.O_EXCL or not _is_there(name))
    try:
        memory = _spawnpoint.make_memory(mode, name) if is_new else _spawnpoint.open_memory(name)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    _opened[memory.id] = memory
    return OBJECTS + memory.id


def _name(path):
    if "\0" in path:
        raise ValueError("embedded null character")
    return path.removeprefix("/")


def _is_there(name):
    try:
        _spawnpoint.open_memory(name)
    except FileNotFoundError:
        return False
    return True


def take(fd):
    """The memory that a descriptor stands for."""
    number = fd - OBJECTS
    memory = _opened.pop(number, None)
    return _spawnpoint.map_memory(number) if memory is None else memory


def shm_unlink(path):
    try:
        _spawnpoint.unlink_memory(_name(path))
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
