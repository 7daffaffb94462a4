"""How objects are turned into bytes for another process."""

import copyreg
import functools
import io
import pickle
from abc import ABCMeta

import _spawnpoint_exchange

__all__ = ["ForkingPickler", "dump", "register"]

HAVE_SEND_HANDLE = True

_NOT_PLAIN = object()


class ForkingPickler(pickle.Pickler):
    """The pickler of this package; `register` teaches it further types.

    `ends` are the ends of pipes among what was pickled: the kernel has to know of them, since they
    travel with the bytes.
    """

    _extra_reducers = {}
    _copyreg_dispatch = copyreg.dispatch_table

    def __init__(self, *args):
        super().__init__(*args)
        self.dispatch_table = {**self._copyreg_dispatch, **self._extra_reducers}
        self.ends = []

    def reducer_override(self, obj):
        from .connection import Connection

        if type(obj) is Connection:
            self.ends.append(obj._end())
            return Connection, (obj.fileno(), obj.readable, obj.writable)
        return NotImplemented

    @classmethod
    def register(cls, type, reduce):
        cls._extra_reducers[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        buffer = io.BytesIO()
        cls(buffer, protocol).dump(obj)
        return buffer.getbuffer()

    @staticmethod
    def loads(data, /, **kwargs):
        if kwargs or (obj := _spawnpoint_exchange.loads(data, _NOT_PLAIN)) is _NOT_PLAIN:
            return pickle.loads(data, **kwargs)
        return obj


register = ForkingPickler.register


def pickled(obj):
    """The bytes of `obj` for one receiver, and the ends of pipes in it."""
    if (data := _spawnpoint_exchange.dumps(obj)) is not None:
        return data, ()
    buffer = io.BytesIO()
    pickler = ForkingPickler(buffer)
    pickler.dump(obj)
    return buffer.getvalue(), pickler.ends


def dump(obj, file, protocol=None):
    ForkingPickler(file, protocol).dump(obj)


def _reduce_method(method):
    owner = method.__self__
    return getattr, (owner, method.__func__.__name__)


def _reduce_method_descriptor(method):
    return getattr, (method.__objclass__, method.__name__)


def _rebuild_partial(func, args, keywords):
    return functools.partial(func, *args, **keywords)


def _reduce_partial(partial):
    return _rebuild_partial, (partial.func, partial.args, partial.keywords or {})


class _Sample:
    def method(self):
        pass


register(type(_Sample().method), _reduce_method)
register(type(list.append), _reduce_method_descriptor)
register(type(int.__add__), _reduce_method_descriptor)
register(functools.partial, _reduce_partial)


class AbstractReducer(metaclass=ABCMeta):
    """What `set_reducer` takes; subclasses replace parts of this module."""

    ForkingPickler = ForkingPickler
    register = register
    dump = dump
    HAVE_SEND_HANDLE = HAVE_SEND_HANDLE
