# methods: forkserver
# shared: no, it is about descriptors
"""Pipes and pairs of sockets between threads: they block, end, and can be waited for."""

import errno
import os
import select
import selectors
import socket
import threading
import time


def fails(work, *arguments):
    try:
        work(*arguments)
    except OSError as error:
        return type(error).__name__, errno.errorcode[error.errno]


def pipes():
    reading, writing = os.pipe()
    threading.Timer(0.01, os.write, (writing, b"late")).start()
    print(os.read(reading, 10))
    os.set_blocking(reading, False)
    print(os.get_blocking(reading), fails(os.read, reading, 1))
    print(fails(os.write, reading, b"x"), fails(os.read, writing, 1))
    os.close(writing)
    print(os.read(reading, 10))
    os.close(reading)
    print(fails(os.read, reading, 1))
    reading, writing = os.pipe()
    os.close(reading)
    print(fails(os.write, writing, b"x"))
    os.close(writing)


def much():
    """More than a pipe holds, so that the writer waits for the reader."""
    reading, writing = os.pipe()
    data = bytes(range(256)) * 4_000

    def write():
        with open(writing, "wb") as file:
            file.write(data)

    thread = threading.Thread(target=write)
    thread.start()
    with open(reading, "rb") as file:
        print(file.read() == data)
    thread.join()


def sockets():
    one, other = socket.socketpair()
    with one, other:
        print(one.family.name, one.type.name)
        one.sendall(b"ping")
        print(other.recv(10))
        other.settimeout(0.01)
        try:
            other.recv(1)
        except TimeoutError as error:
            print("TimeoutError", error)
        other.setblocking(False)
        print(fails(other.recv, 1))
        one.shutdown(socket.SHUT_WR)
        print(other.recv(1), fails(one.send, b"x"))
        other.sendall(b"pong")
        with one.makefile("rb") as file:
            print(file.read(4))
    print(one.fileno())


def waiting():
    one, other = socket.socketpair()
    with one, other, selectors.DefaultSelector() as selector:
        print(select.select([one], [one], [], 0) == ([], [one], []))
        selector.register(one, selectors.EVENT_READ, "data")
        began = time.monotonic()
        print(selector.select(0.02), time.monotonic() - began >= 0.015)
        threading.Timer(0.01, other.send, (b"x",)).start()
        [(key, events)] = selector.select()
        print(key.data, events == selectors.EVENT_READ)
        print(one.recv(1))
        other.close()
        [(key, events)] = selector.select()
        print(key.fileobj is one, one.recv(1))


for part in (pipes, much, sockets, waiting):
    part()
