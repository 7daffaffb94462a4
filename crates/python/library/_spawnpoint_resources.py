"""The files of packages in the library, for `importlib.resources`: those of a package are in its module
`_spawnpoint_files`."""

import errno
import importlib
import io
import os
from importlib.resources.abc import Traversable, TraversableResources


class Reader(TraversableResources):
    def __init__(self, package):
        self.package = package

    def files(self):
        top, *rest = self.package.split(".")
        try:
            files = importlib.import_module(f"{top}._spawnpoint_files").FILES
        except ImportError:
            files = {}
        return Place(files, "/".join(rest))


class Place(Traversable):
    """A file, or a folder of them, or where there is neither."""

    def __init__(self, files, path):
        self._files = files
        self._path = path

    @property
    def name(self):
        return self._path.rpartition("/")[2]

    def iterdir(self):
        begin = f"{self._path}/" if self._path else ""
        inside = [path.removeprefix(begin) for path in self._files if path.startswith(begin)]
        return map(self.joinpath, sorted({path.partition("/")[0] for path in inside}))

    def is_file(self):
        return self._path in self._files

    def is_dir(self):
        return any(True for _ in self.iterdir())

    def joinpath(self, *descendants):
        return Place(self._files, "/".join(filter(None, (self._path, *map(str, descendants)))))

    def open(self, mode="r", *args, **kwargs):
        if not self.is_file():
            number = errno.EISDIR if self.is_dir() else errno.ENOENT
            raise OSError(number, os.strerror(number), self._path)
        stream = io.BytesIO(self._files[self._path])
        return stream if "b" in mode else io.TextIOWrapper(stream, *args, **kwargs)
