"""Pickles for other processes: with them go the ends of pipes that are in them, and in shared-state mode there are none."""

import copyreg
import io
import pickle
import threading

import _spawnpoint
from _spawnpoint_changes import put

# Of these, `ForkingPickler` writes what `pickle.dumps` writes in a fraction of the time.
_PLAIN = frozenset((bool, bytes, float, int, str, type(None)))

_pickling = threading.local()



def note_end(end):
    """Say of an end of a pipe that it is in what this thread pickles."""
    ends = getattr(_pickling, "ends", None)
    if ends is not None:
        ends.append(end)


class Ends:
    """In this context, the ends of pipes in what this thread pickles are listed."""

    def __enter__(self):
        # What is pickled may have a method that sends something else.
        self._outer = getattr(_pickling, "ends", None)
        _pickling.ends = ends = []
        return ends

    def __exit__(self, *_):
        _pickling.ends = self._outer


def change_reduction(module):
    # It asks for sockets, over which CPython sends descriptors.
    module.HAVE_SEND_HANDLE = True

    def DupFd(fd):
        raise ValueError("in this playground no process can have another one's file descriptors")

    put(module, DupFd)
    _Reducers.own = module.ForkingPickler._extra_reducers


class _Reducers:
    """What `ForkingPickler` knows of types. It copies that for each object."""

    own = {}

    def __getitem__(self, kind):
        reducer = self.own.get(kind)
        return copyreg.dispatch_table[kind] if reducer is None else reducer


_reducers = _Reducers()


def pickled(obj):
    """What stands for an object in a message, and the ends of pipes in it."""
    if (token := _spawnpoint.keep(obj)) is not None:
        return token, ()
    if type(obj) in _PLAIN:
        return pickle.dumps(obj), ()
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer)
    pickler.dispatch_table = _reducers
    with Ends() as ends:
        pickler.dump(obj)
    return buffer.getvalue(), ends
