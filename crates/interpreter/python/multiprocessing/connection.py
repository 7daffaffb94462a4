"""Pipes between processes, and waiting for several things at once.

An end of a pipe is an object of the kernel. Its number is offset where Python shows it as a file
descriptor, so that it is never taken for a sentinel, which is the pid of its process.
"""

import errno
import os

import _spawnpoint_exchange as kernel

from . import process, util
from .context import AuthenticationError, BufferTooShort, reduction
from .reduction import pickled

__all__ = ["Client", "Listener", "Pipe", "wait"]

_OFFSET = kernel.DESCRIPTORS

_CHALLENGE = b"#CHALLENGE#"
_WELCOME = b"#WELCOME#"
_FAILURE = b"#FAILURE#"


class Connection:
    """One end of a pipe."""

    _handle = None

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError("invalid handle")
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def __del__(self):
        if self._handle is not None:
            self._close()

    def _close(self):
        kernel.close(self._end())
        self._handle = None

    def _end(self):
        self._check_closed()
        return self._handle - _OFFSET

    def _check_closed(self):
        if self._handle is None:
            raise OSError("handle is closed")

    def _check_readable(self):
        if not self._readable:
            raise OSError("connection is write-only")

    def _check_writable(self):
        if not self._writable:
            raise OSError("connection is read-only")

    def _bad_message_length(self):
        if self._writable:
            self._readable = False
        else:
            self.close()
        raise OSError("bad message length")

    @property
    def closed(self):
        """True if the connection is closed"""
        return self._handle is None

    @property
    def readable(self):
        """True if the connection is readable"""
        return self._readable

    @property
    def writable(self):
        """True if the connection is writable"""
        return self._writable

    def fileno(self):
        """File descriptor or handle of the connection"""
        self._check_closed()
        return self._handle

    def close(self):
        """Close the connection"""
        if self._handle is not None:
            self._close()

    def send_bytes(self, buf, offset=0, size=None):
        """Send the bytes data from a bytes-like object"""
        self._check_closed()
        self._check_writable()
        view = memoryview(buf)
        if view.itemsize > 1:
            view = view.cast("B")
        length = view.nbytes
        if offset < 0:
            raise ValueError("offset is negative")
        if length < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = length - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > length:
            raise ValueError("buffer length < offset + size")
        kernel.send_bytes(self._end(), view[offset:offset + size])

    def send(self, obj):
        """Send a (picklable) object"""
        self._check_closed()
        self._check_writable()
        kernel.send(self._end(), obj, *pickled(obj))

    def recv_bytes(self, maxlength=None):
        """Receive bytes data as a bytes object."""
        self._check_closed()
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        data = kernel.receive(self._end())
        if maxlength is not None and len(data) > maxlength:
            self._bad_message_length()
        return data

    def recv_bytes_into(self, buf, offset=0):
        """Receive bytes data into a writeable bytes-like object and return its length."""
        self._check_closed()
        self._check_readable()
        with memoryview(buf) as view:
            size = view.itemsize * len(view)
            if offset < 0:
                raise ValueError("negative offset")
            if offset > size:
                raise ValueError("offset too large")
            data = kernel.receive(self._end())
            if size < offset + len(data):
                raise BufferTooShort(data)
            view.cast("B")[offset:offset + len(data)] = data
            return len(data)

    def recv(self):
        """Receive a (picklable) object"""
        self._check_closed()
        self._check_readable()
        return reduction.ForkingPickler.loads(kernel.receive(self._end()))

    def poll(self, timeout=0.0):
        """Whether there is any input available to be read"""
        self._check_closed()
        self._check_readable()
        return bool(wait([self], timeout))

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()


def Pipe(duplex=True):
    """Return a pair of connection objects at either end of a pipe"""
    first, second = kernel.make_pipe(bool(duplex))
    return (
        Connection(first + _OFFSET, writable=bool(duplex)),
        Connection(second + _OFFSET, readable=bool(duplex)),
    )


def wait(object_list, timeout=None):
    """Return those of the objects that are ready, once there is one.

    An object is a sentinel of a process, or has a method `fileno` as connections have.
    """
    objects = list(object_list)
    numbers = []
    for item in objects:
        number = item if isinstance(item, int) else _number_of(item)
        numbers.append(number)
    ended, readable = kernel.select(
        [number for number in numbers if number < _OFFSET],
        [number - _OFFSET for number in numbers if number >= _OFFSET],
        None if timeout is None else float(timeout),
    )
    ready = {*ended, *(number + _OFFSET for number in readable)}
    return [item for item, number in zip(objects, numbers) if number in ready]


def _number_of(item):
    try:
        return int(item.fileno())
    except (AttributeError, TypeError, ValueError):
        raise ValueError(f"Invalid file object: {item!r}") from None


class Listener:
    """Where other processes of the run connect to."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = family or (address and address_type(address)) or default_family
        _validate_family(family)
        self._address = address or arbitrary_address(family)
        if authkey is not None and not isinstance(authkey, bytes):
            raise TypeError("authkey should be a byte string")
        self._authkey = authkey
        self._listener = kernel.listen(str(self._address))
        self._last_accepted = None
        self._finalizer = util.Finalize(
            self, kernel.close, args=(self._listener,), exitpriority=0
        )

    def accept(self):
        """Accept a connection on the bound address; returns a `Connection`."""
        if self._listener is None:
            raise OSError("listener is closed")
        connection = Connection(kernel.accept(self._listener) + _OFFSET)
        if self._authkey is not None:
            deliver_challenge(connection, self._authkey)
            answer_challenge(connection, self._authkey)
        return connection

    def close(self):
        """Close the bound address."""
        if self._listener is not None:
            self._listener = None
            self._finalizer()

    @property
    def address(self):
        return self._address

    @property
    def last_accepted(self):
        return self._last_accepted

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()


def Client(address, family=None, authkey=None):
    """Returns a connection to the address of a `Listener`"""
    family = family or address_type(address)
    _validate_family(family)
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError("authkey should be a byte string")
    try:
        connection = Connection(kernel.connect(str(address)) + _OFFSET)
    except ConnectionRefusedError:
        if family != "AF_UNIX":
            raise
        # Where an address is a file, it is the file that is not there.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None
    if authkey is not None:
        answer_challenge(connection, authkey)
        deliver_challenge(connection, authkey)
    return connection


default_family = "AF_UNIX"
families = ["AF_INET", "AF_UNIX"]


def arbitrary_address(family):
    """Return an arbitrary free address for the given family"""
    name = os.urandom(6).hex()
    if family == "AF_INET":
        return ("localhost", 1024 + int(name, 16) % 60_000)
    return f"/tmp/pymp-{os.getpid()}/listener-{name}"


def address_type(address):
    """Return the type of the address: 'AF_INET' or 'AF_UNIX'"""
    if isinstance(address, tuple):
        return "AF_INET"
    if isinstance(address, str) or isinstance(address, bytes) and address.startswith(b"\0"):
        return "AF_UNIX"
    error = ValueError if isinstance(address, bytes) else TypeError
    raise error(f"address type of {address!r} unrecognized")


def _validate_family(family):
    if family not in families:
        raise ValueError(f"Family {family} is not recognized.")


def _digest(authkey, message):
    import hmac  # few programs use a key

    return b"{sha256}" + hmac.new(authkey, message, "sha256").digest()


def deliver_challenge(connection, authkey, digest_name="sha256"):
    """Ask the other side to show that it knows the key."""
    import hmac

    if not isinstance(authkey, bytes):
        raise ValueError(f"Authkey must be bytes, not {type(authkey)!s}")
    message = b"{sha256}" + os.urandom(20)
    connection.send_bytes(_CHALLENGE + message)
    response = connection.recv_bytes(256)
    if hmac.compare_digest(response, _digest(authkey, message)):
        connection.send_bytes(_WELCOME)
    else:
        connection.send_bytes(_FAILURE)
        raise AuthenticationError("digest received was wrong")


def answer_challenge(connection, authkey):
    """Show the other side that this one knows the key."""
    if not isinstance(authkey, bytes):
        raise ValueError(f"Authkey must be bytes, not {type(authkey)!s}")
    message = connection.recv_bytes(256)
    if not message.startswith(_CHALLENGE):
        raise AuthenticationError(f"Protocol error, expected challenge: {message=}")
    connection.send_bytes(_digest(authkey, message.removeprefix(_CHALLENGE)))
    if connection.recv_bytes(256) != _WELCOME:
        raise AuthenticationError("digest sent was rejected")


class ConnectionWrapper:
    """A connection with other functions in place of `pickle`'s."""

    def __init__(self, connection, dumps, loads):
        self._conn = connection
        self._dumps = dumps
        self._loads = loads
        for name in ("fileno", "close", "poll", "recv_bytes", "send_bytes"):
            setattr(self, name, getattr(connection, name))

    def send(self, obj):
        self._conn.send_bytes(self._dumps(obj))

    def recv(self):
        return self._loads(self._conn.recv_bytes())


def _xml_dumps(obj):
    import xmlrpc.client

    return xmlrpc.client.dumps((obj,), None, None, None, 1).encode("utf-8")


def _xml_loads(data):
    import xmlrpc.client

    (obj,), method = xmlrpc.client.loads(data.decode("utf-8"))
    return obj


class XmlListener(Listener):
    def accept(self):
        return ConnectionWrapper(super().accept(), _xml_dumps, _xml_loads)


def XmlClient(*args, **kwargs):
    return ConnectionWrapper(Client(*args, **kwargs), _xml_dumps, _xml_loads)
