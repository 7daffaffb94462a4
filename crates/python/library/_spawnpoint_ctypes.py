"""`_ctypes`: data types of C, for shared memory. There is no foreign code to call.

An object is a part of a store: of bytes of its own, of a buffer, or of memory that processes share. That is read and
written at each access, since others may write to it at any time. Addresses are numbers that are given out to stores
when somebody asks for one.
"""

import struct
import sys
import weakref
from bisect import bisect_right

import _spawnpoint

__version__ = "1.1.0"

FUNCFLAG_CDECL, FUNCFLAG_PYTHONAPI, FUNCFLAG_USE_ERRNO, FUNCFLAG_USE_LASTERROR = 1, 4, 8, 16
RTLD_LOCAL, RTLD_GLOBAL = 0, 0x100
SIZEOF_TIME_T = 8


class ArgumentError(Exception):
    pass


ArgumentError.__module__ = "ctypes"


class _Shared:
    """Memory that processes share, as a store."""

    def __init__(self, memory):
        self.read = memory.read
        self.write = memory.write
        self.buffer = memory
        self.size = memory.size


class _Buffer:
    """A writable buffer as a store."""

    def __init__(self, view):
        self.buffer = view
        self.size = view.nbytes

    def read(self, offset, length):
        return bytes(self.buffer[offset:offset + length])

    def write(self, offset, data):
        self.buffer[offset:offset + len(data)] = data


def _store_of(source):
    """The store that a buffer is."""
    if isinstance(source, _CData):
        return source._store, source._offset
    view = memoryview(source)
    if view.readonly:
        raise TypeError("underlying buffer is not writable")
    if not view.c_contiguous:
        raise TypeError("underlying buffer is not C contiguous")
    whole = view.obj
    if isinstance(whole, _spawnpoint.Memory) and view.nbytes == whole.size:
        return _Shared(whole), 0
    return _Buffer(view.cast("B")), 0


def _own(size):
    return _Buffer(memoryview(bytearray(size)))


class _Addresses:
    """The stores whose addresses somebody has asked for."""

    def __init__(self):
        self._next = 0x1000_0000
        self._begins = []
        self._stores = weakref.WeakValueDictionary()
        self._begin_of = weakref.WeakKeyDictionary()

    def of(self, store):
        begin = self._begin_of.get(store)
        if begin is None:
            begin = self._next
            self._next += store.size + 16 & ~15 or 16
            self._begins.append(begin)
            self._stores[begin] = store
            self._begin_of[store] = begin
        return begin

    def find(self, address):
        """The store at an address, and where in it the address is."""
        index = bisect_right(self._begins, address) - 1
        begin = self._begins[index] if index >= 0 else 0
        store = self._stores.get(begin)
        if store is None or address > begin + store.size:
            raise ValueError(f"there is nothing at {address:#x}")
        return store, address - begin


_addresses = _Addresses()


def _read_text(address, size, width):
    store, offset = _addresses.find(address)
    if size >= 0:
        return store.read(offset, size * width)
    data = store.read(offset, store.size - offset)
    end = next(
        (at for at in range(0, len(data), width) if not any(data[at:at + width])), len(data)
    )
    return data[:end]


def _chars(data):
    return "".join(map(chr, memoryview(data).cast("I")))


class _Type(type):
    """The types of data."""

    def __mul__(cls, length):
        return _array_type(cls, length)

    def __rmul__(cls, length):
        return _array_type(cls, length)

    def _at(cls, store, offset, keeps=None):
        self = object.__new__(cls)
        self._store, self._offset, self._keeps = store, offset, keeps
        return self

    def _fresh(cls):
        """One with a store of its own."""
        self = cls._at(_own(cls._size), 0)
        self._owns = True
        return self

    def from_buffer(cls, source, offset=0, /):
        store, begin = _store_of(source)
        cls._check_room(store.size - begin, offset)
        return cls._at(store, begin + offset)

    def from_buffer_copy(cls, source, offset=0, /):
        data = bytes(source)
        cls._check_room(len(data), offset)
        self = cls._fresh()
        self._store.write(0, data[offset:offset + cls._size])
        return self

    def _check_room(cls, size, offset):
        if cls._is_abstract():
            raise TypeError("abstract class")
        if offset < 0:
            raise ValueError("offset cannot be negative")
        if size < offset + cls._size:
            raise ValueError(
                f"Buffer size too small ({size} instead of at least {offset + cls._size} bytes)"
            )

    def from_address(cls, address, /):
        return cls._at(*_addresses.find(address))

    def from_param(cls, value, /):
        if isinstance(value, cls):
            return value
        if isinstance(value, CArgObject) and isinstance(value._obj, cls):
            return value
        raise TypeError(f"expected {cls.__name__} instance instead of {type(value).__name__}")

    def in_dll(cls, library, name, /):
        raise ValueError(_NO_CODE)

    def _is_abstract(cls):
        return False


_NO_CODE = "this playground has no foreign code"


class PyCSimpleType(_Type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        code = getattr(cls, "_type_", None)
        if bases == (_CData,):
            return
        if code is None:
            raise AttributeError("class must define a '_type_' attribute")
        if not isinstance(code, str) or code not in _CODES:
            raise AttributeError(
                "class must define a '_type_' attribute which must be a single character string "
                f"containing one of '{''.join(_CODES)}'."
            )
        cls._format = struct.Struct(namespace.get("_order", "") + _CODES[code])
        cls._unpack, cls._pack = cls._format.unpack, cls._format.pack
        cls._size = cls._align = cls._format.size
        cls._has_pointers = code in "PzZO"
        cls._get, cls._set = _CONVERSIONS.get(code) or (_same, _integer(8 * cls._size, code.islower()))
        cls._is_plain = bases == (_SimpleCData,)
        if cls._is_plain and code in "hHiIlLqQfd" and "_order" not in namespace:
            cls._make_swapped(code)

    def _make_swapped(cls, code):
        # Without the machine's order a type is as long as in the standard; `l` is not.
        by_size = {2: "h", 4: "i", 8: "q"}
        kind = code if code in "fd" else by_size[cls._size]
        swapped = PyCSimpleType(
            f"{cls.__name__}_be", (_SimpleCData,),
            {"_type_": kind if code.islower() else kind.upper(), "_order": ">", "__module__": cls.__module__},
        )
        cls.__ctype_le__ = swapped.__ctype_le__ = cls
        cls.__ctype_be__ = swapped.__ctype_be__ = swapped

    def from_param(cls, value, /):
        return value if isinstance(value, cls) else cls(value)

    def _is_abstract(cls):
        return not hasattr(cls, "_type_")


# What the module `struct` calls them, by what C's types are called here.
_CODES = dict(zip("cbBhHiIlLqQfdg?", "cbBhHiIlLqQfdd?")) | dict.fromkeys("PzZO", "P") | {"u": "I", "v": "h"}


def _same(self, raw):
    return raw


def _integer(bits, is_signed):
    top, mask = 1 << bits - 1, (1 << bits) - 1

    def convert(self, value):
        if not isinstance(value, int):
            try:
                value = value.__index__()
            except AttributeError:
                kind = type(value).__name__
                raise TypeError(f"'{kind}' object cannot be interpreted as an integer") from None
        value &= mask
        return value - mask - 1 if is_signed and value & top else value

    return convert


def _real(self, value):
    if not isinstance(value, float):
        if not hasattr(value, "__float__") and not hasattr(value, "__index__"):
            raise TypeError(f"must be real number, not {type(value).__name__}")
        value = float(value)
    return value


def _truth(self, value):
    return bool(value)


def _variant_truth(self, value):
    return -1 if value else 0


def _byte(self, value):
    if isinstance(value, int) and 0 <= value < 256:
        return bytes((value,))
    if isinstance(value, (bytes, bytearray)) and len(value) == 1:
        return bytes(value)
    raise TypeError("one character bytes, bytearray or integer expected")


def _character(self, value):
    if not isinstance(value, str):
        raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
    if len(value) != 1:
        raise TypeError("one character unicode string expected")
    return ord(value)


def _from_character(self, raw):
    return chr(raw)


def _address(self, value):
    if value is None:
        return 0
    if not isinstance(value, int):
        raise TypeError("cannot be converted to pointer")
    return value & (1 << 8 * self._size) - 1


def _from_address(self, raw):
    return raw or None


def _text_pointer(kind, encode, width):
    """Of pointers to text: the text is kept with the object that points to it."""

    def convert(self, value):
        if value is None or isinstance(value, int):
            return _address(self, value)
        if not isinstance(value, kind):
            raise TypeError(f"{'bytes' if kind is bytes else 'unicode string'} or integer address "
                            f"expected instead of {type(value).__name__} instance")
        data = encode(value) + bytes(width)
        store = _own(len(data))
        store.write(0, data)
        self._keeps = store
        return _addresses.of(store)

    return convert


def _encode(text):
    return struct.pack(f"{len(text)}I", *map(ord, text))


def _from_text(self, raw):
    return _read_text(raw, -1, 1) if raw else None


def _from_wide_text(self, raw):
    return _chars(_read_text(raw, -1, 4)) if raw else None


# Of each object that somebody has a pointer to: the object. They stay, as nobody counts those pointers.
_objects = {}


def _to_object(self, raw):
    if not raw:
        raise ValueError("PyObject is NULL")
    return _objects[raw]


def _from_object(self, value):
    _objects[id(value)] = value
    return id(value)


_CONVERSIONS = {
    "c": (_same, _byte), "u": (_from_character, _character), "?": (_same, _truth),
    "v": (lambda self, raw: bool(raw), _variant_truth),
    "f": (_same, _real), "d": (_same, _real), "g": (_same, _real),
    "P": (_from_address, _address), "O": (_to_object, _from_object),
    "z": (_from_text, _text_pointer(bytes, bytes, 1)),
    "Z": (_from_wide_text, _text_pointer(str, _encode, 4)),
}


class _CData(metaclass=_Type):
    """A part of a store, and what it means."""

    _size = 0
    _align = 1
    _has_pointers = False

    _store = None
    _offset = 0
    _keeps = None
    _owns = False

    def __new__(cls, *args, **kwargs):
        if cls._is_abstract():
            raise TypeError("abstract class")
        return cls._fresh()

    def _bytes(self):
        return self._store.read(self._offset, self._size)

    def _fill(self, data):
        self._store.write(self._offset, data)

    def __buffer__(self, flags):
        return memoryview(self._store.buffer)[self._offset:self._offset + self._size]

    def __reduce__(self):
        if type(self)._has_pointers:
            raise ValueError("ctypes objects containing pointers cannot be pickled")
        return _rebuild, (type(self), self._state())

    def __ctypes_from_outparam__(self):
        return self

    def _state(self):
        own = {"_store", "_offset", "_keeps", "_owns", "_size"}
        return {name: value for name, value in self.__dict__.items() if name not in own}, self._bytes()

    def __setstate__(self, state):
        attributes, data = state
        self.__dict__.update(attributes)
        self._fill(data[:self._size])


def _rebuild(cls, state):
    self = cls._fresh()
    self.__setstate__(state)
    return self


class _SimpleCData(_CData, metaclass=PyCSimpleType):
    def __init__(self, *value):
        if value:
            self.value, = value

    @property
    def value(self):
        return self._get(self._unpack(self._store.read(self._offset, type(self)._size))[0])

    @value.setter
    def value(self, value):
        self._store.write(self._offset, self._pack(self._set(value)))

    def __bool__(self):
        return any(self._bytes())

    def __repr__(self):
        if type(self).__base__ is not _SimpleCData:
            return f"<{type(self).__name__} object at {id(self):#x}>"
        return f"{type(self).__name__}({self.value!r})"

    def __ctypes_from_outparam__(self):
        return self.value if self._is_plain else self


def _load(owner, cls, offset):
    """What Python sees of a field or an item: a plain value where the type is a simple one."""
    part = cls._at(owner._store, owner._offset + offset, owner._keeps)
    return part.value if isinstance(cls, PyCSimpleType) and cls._is_plain else part


def _put(owner, cls, offset, value):
    part = cls._at(owner._store, owner._offset + offset)
    if isinstance(value, cls):
        part._fill(value._bytes())
        _keep(owner, offset, value)
    elif isinstance(cls, PyCSimpleType):
        part.value = value
        _keep(owner, offset, part._keeps)
    elif isinstance(cls, PyCPointerType):
        _put_pointer(owner, cls, offset, value)
    elif isinstance(value, tuple):
        part._fill(cls(*value)._bytes())
    elif isinstance(value, bytes) and isinstance(cls, PyCArrayType) and cls._type_._code() == "c":
        part.value = value
    elif isinstance(value, str) and isinstance(cls, PyCArrayType) and cls._type_._code() == "u":
        part.value = value
    else:
        raise TypeError(f"expected {cls.__name__} instance, got {type(value).__name__}")


def _keep(owner, offset, value):
    """Keep what a pointer in `owner` points to."""
    if value is not None and (not isinstance(value, _CData) or type(value)._has_pointers):
        if not isinstance(owner._keeps, dict):
            owner._keeps = {None: owner._keeps}
        owner._keeps[offset] = value


def _code(cls):
    return cls.__dict__.get("_type_") if isinstance(cls, PyCSimpleType) else None


_Type._code = _code


class PyCArrayType(_Type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        item, length = getattr(cls, "_type_", None), getattr(cls, "_length_", None)
        if bases == (_CData,):
            return
        if not isinstance(length, int):
            raise AttributeError("class must define a '_length_' attribute")
        if length < 0:
            raise ValueError("The '_length_' attribute must not be negative")
        if not isinstance(item, _Type):
            raise AttributeError("class must define a '_type_' attribute")
        cls._size, cls._align = item._size * length, item._align
        cls._has_pointers = item._has_pointers
        if item._code() == "c":
            cls.raw, cls.value = _raw, _text
        elif item._code() == "u":
            cls.value = _wide_text

    def _is_abstract(cls):
        return not hasattr(cls, "_length_")


def _get_raw(self):
    return self._bytes()


def _set_raw(self, value):
    if len(value) > self._size:
        raise ValueError("byte string too long")
    self._fill(bytes(value))


def _get_text(self):
    return self._bytes().partition(b"\0")[0]


def _set_text(self, value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected instead of {type(value).__name__} instance")
    if len(value) > self._size:
        raise ValueError("byte string too long")
    self._fill(value + b"\0" if len(value) < self._size else value)


def _get_wide_text(self):
    return _chars(self._bytes()).partition("\0")[0]


def _set_wide_text(self, value):
    if not isinstance(value, str):
        raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
    if len(value) > self._length_:
        raise ValueError("string too long")
    self._fill(_encode(value + "\0" * (len(value) < self._length_)))


_raw = property(_get_raw, _set_raw)
_text = property(_get_text, _set_text)
_wide_text = property(_get_wide_text, _set_wide_text)


class Array(_CData, metaclass=PyCArrayType):
    def __init__(self, *items):
        for index, item in enumerate(items):
            self[index] = item

    def _place(self, index):
        index = index.__index__()
        if index < 0:
            index += self._length_
        if not 0 <= index < self._length_:
            raise IndexError("invalid index")
        return index * self._type_._size

    def __buffer__(self, flags):
        view = super().__buffer__(flags)
        code = _CODES.get(self._type_._code())
        return view.cast(code) if code and view.nbytes else view

    def __len__(self):
        return self._length_

    def __getitem__(self, key):
        if not isinstance(key, slice):
            return _load(self, self._type_, self._place(key))
        items = [self[index] for index in range(*key.indices(self._length_))]
        if self._type_._code() == "c":
            return b"".join(items)
        return "".join(items) if self._type_._code() == "u" else items

    def __setitem__(self, key, value):
        if not isinstance(key, slice):
            _put(self, self._type_, self._place(key), value)
            return
        places = range(*key.indices(self._length_))
        if len(places) != len(value):
            raise ValueError("Can only assign sequence of same size")
        for place, item in zip(places, value):
            self[place] = item

    def __delitem__(self, key):
        raise TypeError("Array does not support item deletion")

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


_array_types = {}


def _array_type(item, length):
    if not isinstance(length, int):
        raise TypeError(f"can't multiply sequence by non-int of type '{type(length).__name__}'")
    if length < 0:
        raise ValueError(f"Array length must be >= 0, not {length}")
    key = item, length
    if key not in _array_types:
        # Types that are made on the way belong to whoever made them.
        module = sys._getframemodulename(2)
        namespace = {"_type_": item, "_length_": length, "__module__": module}
        _array_types[key] = type(Array)(f"{item.__name__}_Array_{length}", (Array,), namespace)
    return _array_types[key]


class CField:
    """A part of a structure that has a name."""

    def __init__(self, name, cls, offset):
        self.name, self.offset, self.size = name, offset, cls._size
        self._type = cls

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = _load(instance, self._type, self.offset)
        is_text = isinstance(self._type, PyCArrayType) and self._type._type_._code() in ("c", "u")
        return value.value if is_text else value

    def __set__(self, instance, value):
        _put(instance, self._type, self.offset, value)

    def __delete__(self, instance):
        raise TypeError("can't delete attribute")

    def moved(self, offset):
        return CField(self.name, self._type, self.offset + offset)

    def __repr__(self):
        return f"<Field type={self._type.__name__}, ofs={self.offset}, size={self.size}>"


class _Bits(CField):
    """Some bits of a number."""

    def __init__(self, name, cls, offset, first, count):
        super().__init__(name, cls, offset)
        self.size = count << 16 | first
        self._first, self._count = first, count

    def moved(self, offset):
        return _Bits(self.name, self._type, self.offset + offset, self._first, self._count)

    def _whole(self, instance):
        return self._type._at(instance._store, instance._offset + self.offset)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        bits = int(self._whole(instance).value) >> self._first & (1 << self._count) - 1
        is_negative = self._type._code().islower() and bits >> self._count - 1
        return bits - (1 << self._count) if is_negative else bits

    def __set__(self, instance, value):
        whole = self._whole(instance)
        mask = (1 << self._count) - 1
        others = int(whole.value) & ~(mask << self._first)
        whole.value = others | (self._type(value).value & mask) << self._first

    def __repr__(self):
        return (f"<Field type={self._type.__name__}, ofs={self.offset}:{self._first}, "
                f"bits={self._count}>")


class _Fields(_Type):
    """The types whose parts have names."""

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        base = cls.__base__
        cls._size, cls._align, cls._has_pointers = base._size, base._align, base._has_pointers
        if "_fields_" in namespace:
            cls._fields_ = namespace["_fields_"]

    def __setattr__(cls, name, value):
        if name == "_fields_":
            cls._lay_out(value)
        super().__setattr__(name, value)

    def _lay_out(cls, fields):
        # Where a C compiler would put them: each at a multiple of its own size, bits beside bits.
        end, align = cls._size, cls._align
        unit_end = bit = 0
        for field in fields:
            name, kind, *bits = field
            if not isinstance(name, str) or not isinstance(kind, _Type):
                raise TypeError("_fields_ must be a sequence of (name, C type) pairs")
            step = min(kind._align, getattr(cls, "_pack_", None) or kind._align)
            align = max(align, step)
            cls._has_pointers = cls._has_pointers or kind._has_pointers
            if bits:
                count, = bits
                if kind._code() is None or kind._code() in "cufdgPzZO?":
                    raise TypeError(f"bit fields not allowed for type {kind.__name__}")
                if not 0 < count <= 8 * kind._size:
                    raise ValueError("number of bits invalid for bit field")
                bit = 0 if cls._is_union else max(bit, 8 * unit_end)
                if bit // (8 * kind._size) != (bit + count - 1) // (8 * kind._size):
                    bit = -(-bit // (8 * kind._size)) * 8 * kind._size
                offset = bit // (8 * kind._size) * kind._size
                setattr(cls, name, _Bits(name, kind, offset, bit - 8 * offset, count))
                bit += count
                end = max(end, offset + kind._size if cls._is_union else -(-bit // 8))
                continue
            offset = 0 if cls._is_union else -(-end // step) * step
            setattr(cls, name, CField(name, kind, offset))
            end = unit_end = max(end, offset + kind._size)
        cls._size, cls._align = -(-end // align) * align, align
        for name in getattr(cls, "_anonymous_", ()):
            cls._adopt(name)

    def _adopt(cls, name):
        """Have the parts of a part be parts of the whole, too."""
        outer = cls.__dict__.get(name)
        if not isinstance(outer, CField) or not isinstance(outer._type, _Fields):
            raise AttributeError(name)
        for inner in outer._type.__mro__[::-1]:
            for part in [part for part in vars(inner).values() if isinstance(part, CField)]:
                setattr(cls, part.name, part.moved(outer.offset))

    def _names(cls):
        inherited = cls.__base__._names() if isinstance(cls.__base__, _Fields) else []
        return inherited + [name for name, *_ in cls.__dict__.get("_fields_", ())]

    def _is_abstract(cls):
        return cls.__base__ is _CData


class PyCStructType(_Fields):
    _is_union = False


class UnionType(_Fields):
    _is_union = True


class _Named(_CData, metaclass=_Type):
    def __init__(self, *args, **kwargs):
        names = type(self)._names()
        if len(args) > len(names):
            raise TypeError("too many initializers")
        for name, value in zip(names, args):
            if name in kwargs:
                raise TypeError(f"duplicate values for field {name!r}")
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)


class Structure(_CData, metaclass=PyCStructType):
    __init__ = _Named.__init__


class Union(_CData, metaclass=UnionType):
    __init__ = _Named.__init__


del _Named


class PyCPointerType(_Type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls._size = cls._align = struct.calcsize("P")
        cls._has_pointers = True

    def set_type(cls, kind, /):
        cls._type_ = kind

    def from_param(cls, value, /):
        if value is None:
            return cls()
        if isinstance(value, cls._type_):
            return cls(value)
        if isinstance(value, Array) and issubclass(value._type_, cls._type_):
            return cast_to(value, cls)
        return super().from_param(value)

    def _is_abstract(cls):
        return not hasattr(cls, "_type_")


class _Pointer(_CData, metaclass=PyCPointerType):
    def __init__(self, contents=None):
        if contents is not None:
            self.contents = contents

    def _target(self):
        address = struct.unpack("P", self._bytes())[0]
        if not address:
            raise ValueError("NULL pointer access")
        return _addresses.find(address)

    def _part(self, index):
        store, offset = self._target()
        return self._type_._at(store, offset + index * self._type_._size, self._keeps)

    @property
    def contents(self):
        return self._part(0)

    @contents.setter
    def contents(self, value):
        if not isinstance(value, self._type_):
            raise TypeError(f"expected {self._type_.__name__} instead of {type(value).__name__}")
        self._fill(struct.pack("P", addressof(value)))
        self._keeps = value

    def __getitem__(self, key):
        if not isinstance(key, slice):
            part = self._part(key.__index__())
            return _load(part, type(part), 0)
        if key.stop is None:
            raise ValueError("slice stop is required")
        start = key.start or 0
        items = [self[index] for index in range(start, key.stop, key.step or 1)]
        if self._type_._code() == "c":
            return b"".join(items)
        return "".join(items) if self._type_._code() == "u" else items

    def __setitem__(self, index, value):
        part = self._part(index.__index__())
        _put(part, type(part), 0, value)

    def __bool__(self):
        return any(self._bytes())


def _put_pointer(owner, cls, offset, value):
    if value is None:
        address, kept = 0, None
    elif isinstance(value, Array) and issubclass(value._type_, cls._type_):
        address, kept = addressof(value), value
    elif isinstance(value, cls._type_):
        address, kept = addressof(value), value
    else:
        raise TypeError(f"expected {cls.__name__} instance, got {type(value).__name__}")
    owner._store.write(owner._offset + offset, struct.pack("P", address))
    if kept is not None:
        if not isinstance(owner._keeps, dict):
            owner._keeps = {None: owner._keeps}
        owner._keeps[offset] = kept


_pointer_type_cache = {}


def POINTER(kind, /):
    if kind not in _pointer_type_cache:
        if isinstance(kind, str):
            made = PyCPointerType(f"LP_{kind}", (_Pointer,), {})
            _pointer_type_cache[id(made)] = made
        elif isinstance(kind, type):
            made = PyCPointerType(f"LP_{kind.__name__}", (_Pointer,), {"_type_": kind})
        else:
            raise TypeError("must have a ctypes type")
        made.__module__ = sys._getframemodulename(1)
        _pointer_type_cache[kind] = made
    return _pointer_type_cache[kind]


def pointer(obj, /):
    if not isinstance(obj, _CData):
        raise TypeError("_type_ must have storage info")
    return POINTER(type(obj))(obj)


class CArgObject:
    """A reference to an object, for an argument."""

    def __init__(self, obj, offset):
        self._obj, self._offset = obj, offset


def byref(obj, offset=0, /):
    if not isinstance(obj, _CData):
        raise TypeError(
            f"byref() argument must be a ctypes instance, not '{type(obj).__name__}'"
        )
    return CArgObject(obj, offset)


def sizeof(obj, /):
    if isinstance(obj, (_Type, _CData)):
        return obj._size
    raise TypeError("this type has no size")


def alignment(obj, /):
    if isinstance(obj, _Type):
        return obj._align
    if isinstance(obj, _CData):
        return type(obj)._align
    raise TypeError("no alignment info")


def addressof(obj, /):
    if not isinstance(obj, _CData):
        raise TypeError("invalid type")
    return _addresses.of(obj._store) + obj._offset


def resize(obj, size, /):
    if not isinstance(obj, _CData):
        raise TypeError("expected ctypes instance")
    if size < type(obj)._size:
        raise ValueError(f"minimum size is {type(obj)._size}")
    if not obj._owns:
        raise ValueError("Memory cannot be resized because this object doesn't own it")
    data = obj._bytes()
    obj._store, obj._size = _own(size), size
    obj._fill(data[:size])


class _Errno:
    value = 0


def get_errno():
    return _Errno.value


def set_errno(value, /):
    before, _Errno.value = _Errno.value, value
    return before


def dlopen(name, flag=RTLD_LOCAL, /):
    if name is None:
        # What Python itself is linked with; nothing can be called there.
        return 0
    raise OSError(f"{name}: {_NO_CODE}")


def dlclose(handle, /):
    """There is nothing behind a handle."""


class PyCFuncPtrType(_Type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls._size = cls._align = struct.calcsize("P")
        cls._has_pointers = True


class CFuncPtr(_CData, metaclass=PyCFuncPtrType):
    """A function of C: one of this module, or one in Python that would be called back."""

    def __init__(self, function=0, *_):
        if isinstance(function, tuple):
            raise AttributeError(f"{function[0]}: {_NO_CODE}")
        if not callable(function) and function != 0:
            raise TypeError("argument must be callable or integer function address")
        self._function = function

    def __call__(self, *args):
        if not callable(self._function):
            raise ValueError("NULL pointer access")
        return self._function(*args)

    def __bool__(self):
        return callable(self._function)


def _where(target):
    """The store and the place in it that an argument for a pointer means."""
    if isinstance(target, CArgObject):
        return target._obj._store, target._obj._offset + target._offset
    if isinstance(target, _Pointer):
        return target._target()
    if isinstance(target, Array):
        return target._store, target._offset
    if isinstance(target, _SimpleCData) and type(target)._has_pointers:
        return _addresses.find(target._unpack(target._bytes())[0])
    if isinstance(target, (bytes, str)):
        data = target + b"\0" if isinstance(target, bytes) else _encode(target + "\0")
        return _Buffer(memoryview(bytearray(data))), 0
    if not isinstance(target, int):
        raise ArgumentError("argument 1: TypeError: wrong type")
    return _addresses.find(target)


def _address_of(target):
    if isinstance(target, int):
        return target
    store, offset = _where(target)
    return _addresses.of(store) + offset


def _memmove_addr(dst, src, count):
    (target, to), (source, begin) = _where(dst), _where(src)
    target.write(to, source.read(begin, count))
    return _address_of(dst)


def _memset_addr(dst, c, count):
    store, offset = _where(dst)
    store.write(offset, bytes((c & 0xFF,)) * count)
    return _address_of(dst)


def _string_at_addr(ptr, size):
    store, offset = _where(ptr)
    return _read_text(_addresses.of(store) + offset, size, 1)


def _wstring_at_addr(ptr, size):
    store, offset = _where(ptr)
    return _chars(_read_text(_addresses.of(store) + offset, size, 4))


def cast_to(obj, kind):
    made = kind()
    if obj is None or obj == 0 and isinstance(obj, int):
        return made
    store, offset = _where(obj)
    made._fill(struct.pack("P", _addresses.of(store) + offset))
    made._keeps = obj, store
    return made


def _cast_addr(_, obj, kind):
    if not isinstance(kind, _Type) or not kind._has_pointers:
        raise TypeError(f"cast() argument 2 must be a pointer, not {kind.__name__}")
    return cast_to(obj, kind)


def buffer_info(obj, /):
    view = memoryview(obj)
    return view.format, view.ndim, view.shape
