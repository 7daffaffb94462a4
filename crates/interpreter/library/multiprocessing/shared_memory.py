"""Named blocks of memory that processes share, and a list in one."""

import secrets
import struct
import types

import _spawnpoint_exchange as kernel

__all__ = ["ShareableList", "SharedMemory"]


class SharedMemory:
    """A block of shared memory; `name` is how another process finds it."""

    _memory = None
    _buf = None

    def __init__(self, name=None, create=False, size=0, *, track=True):
        if size < 0:
            raise ValueError("'size' must be a positive integer")
        if create:
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
            self._name = name or f"psm_{secrets.token_hex(4)}"
            self._memory = kernel.make_memory(size, self._name)
        else:
            if name is None:
                raise ValueError("'name' can only be None if create=True")
            self._name = name
            try:
                self._memory = kernel.open_memory(name)
            except FileNotFoundError as error:
                raise FileNotFoundError(error.errno, error.strerror, f"/{name}") from None
        self._size = self._memory.size
        self._buf = memoryview(self._memory)

    def __del__(self):
        try:
            self.close()
        except OSError:
            pass

    def __reduce__(self):
        return self.__class__, (self.name, False, self.size)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r}, size={self.size})"

    @property
    def buf(self):
        """A memoryview of contents of the shared memory block."""
        return self._buf

    @property
    def name(self):
        """Unique name that identifies the shared memory block."""
        return self._name

    @property
    def size(self):
        """Size in bytes."""
        return self._size

    def close(self):
        """Closes access to the shared memory from this instance."""
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        self._memory = None

    def unlink(self):
        """Requests that the underlying shared memory block be destroyed."""
        try:
            kernel.unlink_memory(self._name)
        except FileNotFoundError as error:
            raise FileNotFoundError(error.errno, error.strerror, f"/{self._name}") from None


_ALIGNMENT = 8

# What an item may be, and the format of one; strings and bytes have as much room as they need at
# first.
_FORMATS = {int: "q", float: "d", bool: "xxxxxxx?", type(None): "xxxxxx?x"}
_KINDS = (int, float, bool, str, bytes, type(None))


class ShareableList:
    """A list whose length and whose items' sizes never change, in shared memory.

    In the block: how many items; where each ends; the format of each; what kind each is; the items.
    """

    def __init__(self, sequence=None, *, name=None):
        if sequence is None and name is None:
            raise ValueError("either a sequence or the name of a shared memory block is needed")
        if sequence is None:
            self.shm = SharedMemory(name)
            (self._list_len,) = struct.unpack_from("q", self.shm.buf, 0)
            return
        items = list(sequence)
        self._list_len = len(items)
        formats = [self._format_of(item) for item in items]
        sizes = [struct.calcsize(form) for form in formats]
        self.shm = SharedMemory(name, create=True, size=self._data + sum(sizes) or 8)
        struct.pack_into("q", self.shm.buf, 0, len(items))
        end = 0
        for index, (item, form, size) in enumerate(zip(items, formats, sizes)):
            end += size
            struct.pack_into("q", self.shm.buf, self._ends + 8 * index, end)
            struct.pack_into("8s", self.shm.buf, self._formats + 8 * index, form.encode())
            self._store(index, item, form)

    # Where the parts begin.

    @property
    def _ends(self):
        return 8

    @property
    def _formats(self):
        return 8 + 8 * self._list_len

    @property
    def _kinds(self):
        return 8 + 16 * self._list_len

    @property
    def _data(self):
        kinds = -(-self._list_len // _ALIGNMENT) * _ALIGNMENT
        return 8 + 16 * self._list_len + kinds

    @staticmethod
    def _format_of(item):
        if isinstance(item, (str, bytes)):
            length = len(item.encode() if isinstance(item, str) else item)
            return f"{_ALIGNMENT * (length // _ALIGNMENT + 1)}s"
        try:
            return _FORMATS[type(item)]
        except KeyError:
            raise KeyError(type(item)) from None

    def _position(self, index):
        position = index if index >= 0 else index + self._list_len
        if not 0 <= position < self._list_len:
            raise IndexError("index out of range")
        return position

    def _start(self, position):
        if position == 0:
            return self._data
        (end,) = struct.unpack_from("q", self.shm.buf, self._ends + 8 * (position - 1))
        return self._data + end

    def _format(self, position):
        (form,) = struct.unpack_from("8s", self.shm.buf, self._formats + 8 * position)
        return form.rstrip(b"\0").decode()

    def _store(self, position, value, form):
        kind = _KINDS.index(type(value))
        struct.pack_into("b", self.shm.buf, self._kinds + position, kind)
        if isinstance(value, str):
            value = value.encode()
        struct.pack_into(form, self.shm.buf, self._start(position), value or 0 if form in
                         ("xxxxxxx?", "xxxxxx?x") else value)

    def __getitem__(self, index):
        position = self._position(index)
        (kind,) = struct.unpack_from("b", self.shm.buf, self._kinds + position)
        (value,) = struct.unpack_from(self._format(position), self.shm.buf, self._start(position))
        kind = _KINDS[kind]
        if kind is type(None):
            return None
        if kind is str:
            return value.rstrip(b"\0").decode()
        return value.rstrip(b"\0") if kind is bytes else value

    def __setitem__(self, index, value):
        try:
            position = self._position(index)
        except IndexError:
            raise IndexError("assignment index out of range") from None
        form = self._format_of(value)
        room = self._format(position)
        if isinstance(value, (str, bytes)):
            if not room.endswith("s"):
                raise ValueError("bytes/str item exceeds available storage")
            length = len(value.encode() if isinstance(value, str) else value)
            if length > struct.calcsize(room):
                raise ValueError("bytes/str item exceeds available storage")
            form = room
        else:
            struct.pack_into("8s", self.shm.buf, self._formats + 8 * position, form.encode())
        self._store(position, value, form)

    def __reduce__(self):
        return _open_list, (self.__class__, self.shm.name)

    def __len__(self):
        return self._list_len

    def __repr__(self):
        return f"{self.__class__.__name__}({list(self)}, name={self.shm.name!r})"

    @property
    def format(self):
        """The struct packing format used by all currently stored items."""
        return "".join(self._format(position) for position in range(self._list_len))

    def count(self, value):
        """L.count(value) -> integer -- return number of occurrences of value."""
        return sum(value == item for item in self)

    def index(self, value):
        """L.index(value) -> integer -- return first index of value."""
        for position, item in enumerate(self):
            if value == item:
                return position
        raise ValueError("ShareableList.index(x): x not in list")

    __class_getitem__ = classmethod(types.GenericAlias)


def _open_list(cls, name):
    return cls(name=name)
