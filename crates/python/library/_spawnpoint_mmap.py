"""`mmap`: memory that processes share. There are no files to map."""

import errno
import os

import _posixshmem
import _spawnpoint
from _spawnpoint import OBJECTS

error = OSError

ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)
ALLOCATIONGRANULARITY = PAGESIZE = 4_096
MAP_SHARED, MAP_PRIVATE, MAP_ANON, MAP_ANONYMOUS = 1, 2, 0x20, 0x20
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4


class mmap:
    def __new__(cls, fileno, length, flags=MAP_SHARED, prot=PROT_WRITE | PROT_READ,
                access=ACCESS_DEFAULT, offset=0, *, trackfd=True):
        self = object.__new__(cls)
        self._position = 0
        self._memory = self._view = None
        if length < 0:
            raise OverflowError("memory mapped length must be positive")
        if offset:
            raise _no_device()
        if fileno == -1:
            if length == 0:
                raise _error(errno.EINVAL)
            memory = _spawnpoint.make_memory(length, None)
        elif fileno >= OBJECTS:
            memory = _posixshmem.take(fileno)
        else:
            raise _no_device()
        is_read_only = access == ACCESS_READ or access == ACCESS_DEFAULT and not prot & PROT_WRITE
        self._memory = memory
        view = memoryview(memory)[:length]
        self._view = view.toreadonly() if is_read_only else view
        return self

    def __buffer__(self, flags):
        return memoryview(self._open())

    def _open(self):
        if self._view is None:
            raise ValueError("mmap closed or invalid")
        return self._view

    @property
    def closed(self):
        return self._view is None

    def close(self):
        if self._view is not None:
            try:
                self._view.release()
            except BufferError:
                raise BufferError("cannot close exported pointers exist") from None
            self._memory = self._view = None

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, *_):
        self.close()

    def __len__(self):
        return len(self._open())

    size = __len__

    def __getitem__(self, key):
        view = self._open()
        return bytes(view[key]) if isinstance(key, slice) else view[_index(key, len(view))]

    def __setitem__(self, key, value):
        view = self._open()
        if view.readonly:
            raise TypeError("mmap can't modify a readonly memory map.")
        if not isinstance(key, slice):
            view[_index(key, len(view))] = value
        elif len(view[key]) != len(value):
            raise IndexError("mmap slice assignment is wrong size")
        else:
            view[key] = value

    def __contains__(self, value):
        return value in bytes(self._open())

    def find(self, sub, start=None, end=None):
        start = self._position if start is None else start
        return bytes(self._open()).find(sub, start, end)

    def rfind(self, sub, start=None, end=None):
        start = self._position if start is None else start
        return bytes(self._open()).rfind(sub, start, end)

    def flush(self, offset=0, size=None):
        """What is written is there for others at once."""

    def madvise(self, *_):
        """There is nothing to be advised."""

    def move(self, dest, src, count):
        view = self._open()
        if min(dest, src, count) < 0 or max(dest, src) + count > len(view):
            raise ValueError("source, destination, or count out of range")
        self[dest:dest + count] = self[src:src + count]

    def resize(self, newsize):
        raise _error(errno.EINVAL)

    def seek(self, pos, whence=os.SEEK_SET):
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: len(self)}
        if whence not in start:
            raise ValueError("unknown seek type")
        if not 0 <= start[whence] + pos <= len(self):
            raise ValueError("seek out of range")
        self._position = start[whence] + pos
        return self._position

    def seekable(self):
        return True

    def tell(self):
        self._open()
        return self._position

    def read(self, n=None):
        view = self._open()
        rest = len(view) - self._position
        count = rest if n is None or n < 0 else min(n, rest)
        return self._take(self._position + count)

    def readline(self):
        end = self.find(b"\n")
        return self._take(len(self) if end < 0 else end + 1)

    def _take(self, end):
        begin, self._position = self._position, end
        return self[begin:end]

    def read_byte(self):
        if self._position >= len(self):
            raise ValueError("read byte out of range")
        self._position += 1
        return self[self._position - 1]

    def write(self, bytes):
        if self._position + len(bytes) > len(self):
            raise ValueError("data out of range")
        self[self._position:self._position + len(bytes)] = bytes
        self._position += len(bytes)
        return len(bytes)

    def write_byte(self, byte):
        if self._position >= len(self):
            raise ValueError("write byte out of range")
        self[self._position] = byte
        self._position += 1


def _index(key, length):
    index = key.__index__()
    if not -length <= index < length:
        raise IndexError("mmap index out of range")
    return index


def _error(number):
    return OSError(number, os.strerror(number))


def _no_device():
    # What Linux says of files that it cannot map.
    return _error(errno.ENODEV)


mmap.__module__ = "mmap"
