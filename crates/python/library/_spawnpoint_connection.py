"""Pipes and listeners: objects of the kernel, whose numbers are offset where Python shows them as descriptors."""

import errno
import io
import os
import socket
from multiprocessing.util import is_abstract_socket_namespace

import _spawnpoint
from _spawnpoint import OBJECTS
from _spawnpoint_changes import Over, put
from _spawnpoint_reduction import note_end, pickled

# Where the system picks ports from.
_EPHEMERAL = range(32_768, 61_000)


def change_connection(module):
    class Connection(module.Connection):
        # Python may have forgotten the names of this module when the last connections are closed.
        def _close(self, _close=_spawnpoint.close, _first=OBJECTS):
            _close(self._handle - _first)

        def send(self, obj):
            self._check_closed()
            self._check_writable()
            self._send_message(obj, *pickled(obj))

        def _send_message(self, obj, data, ends):
            _spawnpoint.send(self.fileno() - OBJECTS, obj, data, ends)

        def _send_bytes(self, buf):
            _spawnpoint.send_bytes(self._handle - OBJECTS, buf)

        def recv(self):
            self._check_closed()
            self._check_readable()
            return module._ForkingPickler.loads(_spawnpoint.receive(self._handle - OBJECTS))

        def _recv_bytes(self, maxsize=None):
            data = _spawnpoint.receive(self._handle - OBJECTS)
            if maxsize is not None and len(data) > maxsize:
                return None
            received = io.BytesIO(data)
            received.seek(len(data))
            return received

    def Pipe(duplex=True):
        first, second = _spawnpoint.make_pipe(bool(duplex))
        return (
            Connection(OBJECTS + first, writable=bool(duplex)),
            Connection(OBJECTS + second, readable=bool(duplex)),
        )

    def reduce_connection(conn):
        note_end(conn.fileno() - OBJECTS)
        return rebuild_connection, (conn.fileno(), conn.readable, conn.writable)

    def rebuild_connection(handle, readable, writable):
        return Connection(handle, readable, writable)

    put(module, Connection, Pipe, reduce_connection, rebuild_connection)
    module.reduction.register(Connection, reduce_connection)
    module.socket = Over(socket, socket=_Socket, SOL_SOCKET=1, SO_REUSEADDR=2)


class _Socket:
    """As much of a socket as a listener and its clients take."""

    _id = None

    def __init__(self, family):
        self._family = family

    def setblocking(self, flag):
        """Those who wait here always block."""

    def setsockopt(self, level, name, value):
        """Nobody has been at an address before."""

    def bind(self, address):
        if self._family != socket.AF_UNIX:
            host, port = address
            self._id, port = _listen(port)
            self._address = _numeric(host), port
        elif is_abstract_socket_namespace(address):
            self._id = _spawnpoint.listen(os.fsdecode(address))
            self._address = address
        else:
            self._id = _listen_at_file(address)
            self._address = address

    def listen(self, backlog):
        """It does since it has an address."""

    def getsockname(self):
        return self._address

    def accept(self):
        other = _Socket(self._family)
        other._id = _spawnpoint.accept(self._id)
        return other, "" if self._family == socket.AF_UNIX else ("127.0.0.1", _any_port())

    def connect(self, address):
        if self._family != socket.AF_UNIX:
            place = _port(address[1])
        elif is_abstract_socket_namespace(address):
            place = os.fsdecode(address)
        elif os.path.exists(address):
            place = os.path.abspath(os.fsdecode(address))
        else:
            raise _error(errno.ENOENT)
        self._id = _spawnpoint.connect(place)

    def detach(self):
        number, self._id = self._id, None
        return OBJECTS + number

    # Python may have forgotten the names of this module when the last sockets are closed.
    def close(self, _close=_spawnpoint.close):
        if self._id is not None:
            _close(self._id)
            self._id = None

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _error(number):
    return OSError(number, os.strerror(number))


def _listen_at_file(path):
    """Others see by the file that somebody is there, or was."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o755))
    except FileExistsError:
        raise _error(errno.EADDRINUSE) from None
    try:
        return _spawnpoint.listen(os.path.abspath(os.fsdecode(path)))
    except OSError:
        os.unlink(path)
        raise


def _port(number):
    return f"127.0.0.1:{number}"


def _numeric(host):
    return {"localhost": "127.0.0.1", "": "0.0.0.0"}.get(host, host)


def _any_port():
    return _EPHEMERAL[int.from_bytes(os.urandom(4)) % len(_EPHEMERAL)]


def _listen(port):
    """Listen at a port, or at any if it is 0; return the listener and the port."""
    while not port:
        chosen = _any_port()
        try:
            return _spawnpoint.listen(_port(chosen)), chosen
        except OSError:
            """Somebody else is there."""
    return _spawnpoint.listen(_port(port)), port
