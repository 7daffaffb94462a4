"""The data types of `ctypes`, for shared memory. There is no foreign code to call here.

An object is a view of some bytes: its own, or those of a buffer that it was made from.
"""

import struct as _struct

__all__ = [
    "ARRAY", "Array", "Structure", "addressof", "alignment", "c_bool", "c_byte", "c_char",
    "c_double", "c_float", "c_int", "c_int16", "c_int32", "c_int64", "c_int8", "c_long",
    "c_longlong", "c_short", "c_size_t", "c_ssize_t", "c_ubyte", "c_uint", "c_uint16", "c_uint32",
    "c_uint64", "c_uint8", "c_ulong", "c_ulonglong", "c_ushort", "c_wchar", "memset", "pointer",
    "sizeof",
]


class _Type(type):
    """The type of data types: one times a number is the type of an array."""

    def __mul__(cls, length):
        return _array_type(cls, length)

    __rmul__ = __mul__


class _Data(metaclass=_Type):
    """Some bytes and what they mean."""

    _size_ = 0
    _align_ = 1

    _view = None

    def _bind(self, view):
        object.__setattr__(self, "_view", view)
        return self

    def _bind_own(self):
        """Give it bytes of its own, unless it is a view of others', which are initialised again."""
        if self._view is None:
            self._bind(memoryview(bytearray(self._size_)))

    @classmethod
    def _at(cls, view):
        return cls.__new__(cls)._bind(view)

    @classmethod
    def from_buffer(cls, source, offset=0):
        view = memoryview(source)
        if view.readonly:
            raise TypeError("underlying buffer is not writable")
        if offset < 0:
            raise ValueError("offset cannot be negative")
        if view.nbytes < offset + cls._size_:
            raise ValueError(
                f"Buffer size too small ({view.nbytes} instead of at least "
                f"{offset + cls._size_} bytes)"
            )
        return cls._at(view.cast("B")[offset:offset + cls._size_])

    @classmethod
    def from_buffer_copy(cls, source, offset=0):
        return cls.from_buffer(bytearray(source), offset)

    def __reduce__(self):
        return _rebuild, (type(self), bytes(self._view), self.__dict__.get("_extra"))


def _rebuild(cls, data, extra):
    return cls._at(memoryview(bytearray(data)))


class _SimpleCData(_Data):
    """One value; `_type_` is its code in the module `struct`."""

    _type_ = None

    def __init_subclass__(cls):
        if cls._type_ is not None and "_format" not in cls.__dict__:
            cls._format = _struct.Struct("@" + _CODES.get(cls._type_, cls._type_))
            cls._size_ = cls._align_ = cls._format.size

    def __init__(self, value=None):
        self._bind_own()
        if value is not None:
            self.value = value

    @property
    def value(self):
        return self._get(self._format.unpack(self._view)[0])

    @value.setter
    def value(self, value):
        self._view[:] = self._format.pack(self._set(value))

    @staticmethod
    def _get(raw):
        return raw

    @staticmethod
    def _set(value):
        return value

    def __bool__(self):
        return any(self._view)

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"


# Characters are numbers in `struct` where they are more than one byte.
_CODES = {"u": "i", "l": "q", "L": "Q"}


def _integer(name, code):
    def convert(value):
        if not isinstance(value, int) and not hasattr(value, "__index__"):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        value = value.__index__() & (1 << bits) - 1
        return value - (1 << bits) if signed and value >> bits - 1 else value

    cls = _Type(name, (_SimpleCData,), {"_type_": code, "_set": staticmethod(convert)})
    bits, signed = 8 * cls._size_, code.islower()
    cls.__module__ = "ctypes"
    return cls


c_byte, c_ubyte = _integer("c_byte", "b"), _integer("c_ubyte", "B")
c_short, c_ushort = _integer("c_short", "h"), _integer("c_ushort", "H")
c_int, c_uint = _integer("c_int", "i"), _integer("c_uint", "I")
c_long, c_ulong = _integer("c_long", "l"), _integer("c_ulong", "L")
c_longlong, c_ulonglong = c_long, c_ulong
c_int8, c_uint8, c_int16, c_uint16 = c_byte, c_ubyte, c_short, c_ushort
c_int32, c_uint32, c_int64, c_uint64 = c_int, c_uint, c_long, c_ulong
c_size_t, c_ssize_t = c_ulong, c_long


class c_float(_SimpleCData):
    _type_ = "f"

    @staticmethod
    def _set(value):
        if isinstance(value, (int, float)):
            return value
        raise TypeError(f"must be real number, not {type(value).__name__}")


class c_double(_SimpleCData):
    _type_ = "d"
    _set = staticmethod(c_float._set)


class c_bool(_SimpleCData):
    _type_ = "?"
    _set = staticmethod(bool)


class c_char(_SimpleCData):
    _type_ = "c"

    @staticmethod
    def _set(value):
        if isinstance(value, int) and 0 <= value < 256:
            return bytes([value])
        if isinstance(value, (bytes, bytearray)) and len(value) == 1:
            return bytes(value)
        raise TypeError("one character bytes, bytearray, or an integer in range(256) expected")


class c_wchar(_SimpleCData):
    _type_ = "u"
    _get = staticmethod(chr)

    @staticmethod
    def _set(value):
        if isinstance(value, str) and len(value) == 1:
            return ord(value)
        raise TypeError("a unicode character expected")


def _load(cls, view):
    """What Python sees of a field or an item: a plain value where the type is a simple one."""
    item = cls._at(view)
    return item.value if issubclass(cls, _SimpleCData) and cls.__base__ is _SimpleCData else item


def _store(cls, view, value):
    if isinstance(value, cls):
        view[:] = value._view
    elif issubclass(cls, _SimpleCData):
        cls._at(view).value = value
    elif isinstance(value, tuple):
        view[:] = cls(*value)._view
    else:
        raise TypeError(
            f"incompatible types, {type(value).__name__} instance instead of "
            f"{cls.__name__} instance"
        )


class Array(_Data):
    """Items of one type, one after the other."""

    _type_ = None
    _length_ = 0

    def __init__(self, *items):
        if len(items) > self._length_:
            raise IndexError("invalid index")
        self._bind_own()
        for index, item in enumerate(items):
            self[index] = item

    def _part(self, index):
        if not 0 <= index < self._length_:
            raise IndexError("invalid index")
        size = self._type_._size_
        return self._view[index * size:(index + 1) * size]

    def _position(self, index):
        index = index.__index__()
        return index + self._length_ if index < 0 else index

    def __len__(self):
        return self._length_

    def __iter__(self):
        for index in range(self._length_):
            yield self[index]

    def __getitem__(self, key):
        if isinstance(key, slice):
            items = [self[index] for index in range(*key.indices(self._length_))]
            if self._type_ is c_char:
                return b"".join(items)
            return "".join(items) if self._type_ is c_wchar else items
        return _load(self._type_, self._part(self._position(key)))

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            places = range(*key.indices(self._length_))
            values = list(value)
            if len(values) != len(places):
                raise ValueError("Can only assign sequence of same size")
            for place, item in zip(places, values):
                self[place] = item
            return
        _store(self._type_, self._part(self._position(key)), value)

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} object at {id(self):#x}>"


class _CharArray(Array):
    """Characters have, as a whole, a `value` up to the first NUL, and `raw`."""

    @property
    def raw(self):
        return bytes(self._view)

    @raw.setter
    def raw(self, value):
        if len(value) > self._size_:
            raise ValueError("byte string too long")
        self._view[:len(value)] = value

    @property
    def value(self):
        return self.raw.split(b"\0", 1)[0]

    @value.setter
    def value(self, value):
        if not isinstance(value, bytes):
            raise TypeError(f"bytes expected instead of {type(value).__name__} instance")
        if len(value) > self._size_:
            raise ValueError("byte string too long")
        self.raw = value + b"\0" if len(value) < self._size_ else value


class _WideArray(Array):
    """As `_CharArray`, of wide characters."""

    @property
    def value(self):
        return self[:].split("\0", 1)[0]

    @value.setter
    def value(self, value):
        if not isinstance(value, str):
            raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
        if len(value) > self._length_:
            raise ValueError("string too long")
        for index, character in enumerate(value + "\0" * (len(value) < self._length_)):
            self[index] = character


_array_types = {}


def _array_type(item, length):
    if not isinstance(length, int):
        raise TypeError(f"can't multiply sequence by non-int of type '{type(length).__name__}'")
    if length < 0:
        raise ValueError(f"Array length must be >= 0, not {length}")
    key = item, length
    if key not in _array_types:
        base = {c_char: _CharArray, c_wchar: _WideArray}.get(item, Array)
        _array_types[key] = _Type(
            f"{item.__name__}_Array_{length}",
            (base,),
            {
                "_type_": item,
                "_length_": length,
                "_size_": item._size_ * length,
                "_align_": item._align_,
                "__reduce__": lambda self: (
                    _rebuild_array, (item, length, bytes(self._view))
                ),
            },
        )
    return _array_types[key]


def _rebuild_array(item, length, data):
    return _rebuild(_array_type(item, length), data, None)


def ARRAY(item, length):
    return item * length


class _Field:
    """The part of a structure that has a name."""

    def __init__(self, name, cls, offset):
        self.name, self.offset, self.size = name, offset, cls._size_
        self._cls = cls

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return _load(self._cls, self._of(instance))

    def __set__(self, instance, value):
        _store(self._cls, self._of(instance), value)

    def _of(self, instance):
        return instance._view[self.offset:self.offset + self.size]


class Structure(_Data):
    """Named fields, each where a C compiler would put it."""

    _fields_ = ()
    _pack_ = None

    def __init_subclass__(cls):
        offset = cls.__base__._size_
        align = cls.__base__._align_
        for name, field, *bits in cls.__dict__.get("_fields_", ()):
            if bits:
                raise NotImplementedError("bit fields are not part of this playground")
            step = min(field._align_, cls._pack_ or field._align_)
            offset = -(-offset // step) * step
            setattr(cls, name, _Field(name, field, offset))
            offset += field._size_
            align = max(align, step)
        cls._size_ = -(-offset // align) * align
        cls._align_ = align

    @classmethod
    def _names(cls):
        inherited = cls.__base__._names() if issubclass(cls.__base__, Structure) else []
        return inherited + [name for name, *_ in cls.__dict__.get("_fields_", ())]

    def __init__(self, *args, **kwargs):
        self._bind_own()
        names = self._names()
        if len(args) > len(names):
            raise TypeError("too many initializers")
        for name, value in zip(names, args):
            if name in kwargs:
                raise TypeError(f"duplicate values for field {name!r}")
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)


def sizeof(obj_or_type, /):
    try:
        return obj_or_type._size_
    except AttributeError:
        raise TypeError("this type has no size") from None


def alignment(obj_or_type, /):
    try:
        return obj_or_type._align_
    except AttributeError:
        raise TypeError("no alignment info") from None


class _Address(int):
    """Where an object is: a number that knows the bytes it stands for."""


def addressof(obj, /):
    address = _Address(id(obj._view))
    address.view = obj._view
    return address


def memset(dst, c, count):
    """Only of an address that `addressof` gave; no other means anything here."""
    if not isinstance(dst, _Address):
        raise ValueError("memset() takes what addressof() returned in this playground")
    dst.view[:count] = bytes([c & 0xFF]) * count
    return dst


class _Pointer:
    """A reference to one object."""

    def __init__(self, contents):
        self.contents = contents

    def __getitem__(self, index):
        return _load(type(self.contents), self._of(index))

    def __setitem__(self, index, value):
        _store(type(self.contents), self._of(index), value)

    def _of(self, index):
        if index != 0:
            raise IndexError("a pointer has one object in this playground")
        return self.contents._view


def pointer(obj, /):
    return _Pointer(obj)
