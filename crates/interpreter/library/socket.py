"""As much of `socket` as `asyncio` takes to wake its loop: pairs of connected sockets.

There is no network: any other socket raises an error that says so.
"""

import errno
import os

from multiprocessing.connection import Pipe

__all__ = ["AF_INET", "AF_INET6", "AF_UNIX", "SOCK_DGRAM", "SOCK_STREAM", "socket", "socketpair"]

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_NONBLOCK, SOCK_CLOEXEC = 1, 2, 0o4000, 0o2000000
IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 6, 17, 41
SOL_SOCKET, SO_REUSEADDR, SO_ERROR, SO_BROADCAST, SO_KEEPALIVE, SO_REUSEPORT = 1, 2, 4, 6, 9, 15
AI_PASSIVE, AI_ADDRCONFIG = 1, 32
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
TCP_NODELAY, IPV6_V6ONLY, SOMAXCONN = 1, 26, 128
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
has_ipv6 = False

error = OSError
timeout = TimeoutError


class gaierror(OSError):
    """An address that cannot be found."""


class herror(OSError):
    """A host that cannot be found."""


def _no_network(*args, **kwargs):
    raise OSError(errno.ENOSYS, "there is no network in this playground")


create_connection = create_server = fromfd = getaddrinfo = getnameinfo = _no_network
gethostbyaddr = gethostbyname = _no_network


def gethostname():
    return os.uname().nodename


class socket:
    """One of a connected pair."""

    family, type, proto = AF_UNIX, SOCK_STREAM, 0

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None, *, _connection=None):
        if _connection is None:
            _no_network()
        self._connection = _connection
        self._blocking = True

    def fileno(self):
        return -1 if self._connection.closed else self._connection.fileno()

    def setblocking(self, flag):
        self._blocking = bool(flag)

    def getblocking(self):
        return self._blocking

    def gettimeout(self):
        return None if self._blocking else 0.0

    def settimeout(self, value):
        self._blocking = value is None

    def send(self, data, flags=0):
        self._connection.send_bytes(data)
        return len(data)

    sendall = send

    def recv(self, size, flags=0):
        if not self._blocking and not self._connection.poll():
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        try:
            return self._connection.recv_bytes()
        except EOFError:
            return b""

    def close(self):
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


SocketType = socket


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    return tuple(socket(_connection=connection) for connection in Pipe())
