"""Names for temporary files. There is nowhere to put the files themselves."""

import errno
import os
import random

__all__ = [
    "NamedTemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "TemporaryFile",
    "gettempdir", "gettempdirb", "gettempprefix", "gettempprefixb", "mkdtemp", "mkstemp", "mktemp",
]

template = "tmp"
tempdir = None


class _RandomNameSequence:
    """Names of eight characters, without end."""

    characters = "abcdefghijklmnopqrstuvwxyz0123456789_"

    def __init__(self):
        self._random = random.Random()

    def __iter__(self):
        return self

    def __next__(self):
        return "".join(self._random.choices(self.characters, k=8))


_names = _RandomNameSequence()


def gettempdir():
    return "/tmp"


def gettempdirb():
    return b"/tmp"


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def mktemp(suffix="", prefix=template, dir=None):
    return os.path.join(dir or gettempdir(), prefix + next(_names) + suffix)


def _read_only(*args, **kwargs):
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), gettempdir())


mkstemp = mkdtemp = _read_only
NamedTemporaryFile = TemporaryFile = SpooledTemporaryFile = TemporaryDirectory = _read_only
