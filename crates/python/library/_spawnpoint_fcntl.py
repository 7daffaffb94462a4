"""`fcntl`: flags of descriptors, and locks of files. A lock belongs to what was opened; there are none of parts of files."""

import errno
import os

import _spawnpoint

F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW = range(8)
F_RDLCK, F_WRLCK, F_UNLCK = range(3)
FD_CLOEXEC = 1
LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN = 1, 2, 4, 8


def fcntl(fd, cmd, arg=0, /):
    fd = _number_of(fd)
    if not isinstance(arg, int):
        raise _error(errno.EINVAL)
    return _spawnpoint.fcntl(fd, cmd, arg)


def ioctl(fd, request, arg=0, mutate_flag=True, /):
    os.fstat(_number_of(fd))
    raise _error(errno.ENOTTY)


def flock(fd, operation, /):
    fd = _number_of(fd)
    while True:
        try:
            return _spawnpoint.flock(fd, operation)
        except InterruptedError:
            # The signal has been handled, or its handler has raised.
            pass


def lockf(fd, cmd, len=0, start=0, whence=0, /):
    if not cmd & (LOCK_SH | LOCK_EX | LOCK_UN):
        raise ValueError("unrecognized lockf argument")
    os.fstat(_number_of(fd))
    raise _error(errno.ENOLCK)


def _number_of(fd):
    if not isinstance(fd, int):
        try:
            method = fd.fileno
        except AttributeError:
            raise TypeError("argument must be an int, or have a fileno() method.") from None
        fd = method()
        if not isinstance(fd, int):
            raise TypeError("fileno() returned a non-integer")
    if fd < 0:
        raise ValueError(f"file descriptor cannot be a negative integer ({fd})")
    return fd


def _error(number):
    return OSError(number, os.strerror(number))
