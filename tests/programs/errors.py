# methods: forkserver
# shared: no, it is about errors of calls
"""Errors of the system have the numbers and the words that Linux gives them."""

import errno
import os
import socket


def show(work, *arguments):
    try:
        work(*arguments)
    except OSError as error:
        print(type(error).__name__, error)


show(open, "/nowhere/file")
show(open, "/tmp")
show(os.mkdir, "/tmp")
show(os.listdir, "/dev/null")
show(os.read, 99, 1)
show(os.unlink, "/tmp")
show(os.lseek, os.pipe()[0], 0, 0)
show(os.write, os.open("/dev/null", os.O_RDONLY), b"x")
show(os.readlink, "/tmp")
show(os.rename, "/nowhere", "/tmp/there")
show(socket.socketpair, socket.AF_INET)
show(os.stat, "x" * 300)
for work in open, os.stat, os.listdir, os.chdir, os.mkdir, os.rmdir, os.unlink, os.readlink:
    show(work, "")
show(os.chdir, "/dev/null")
with open("/tmp/file", "w"):
    show(os.link, "/tmp/file", "/tmp/file")
    os.symlink("loop", "/tmp/loop")
    show(open, "/tmp/loop")
    show(os.rmdir, "/tmp/file")
os.unlink("/tmp/file")
os.unlink("/tmp/loop")
print(OSError(2, "no").__class__.__name__, OSError(errno.EPERM, "no").__class__.__name__)
print(errno.ENOENT, errno.EAGAIN, errno.EPIPE, errno.ETIMEDOUT, errno.errorcode[32], len(errno.errorcode))
for number in (0, 1, 2, 11, 28, 58, 98, 133, 134, -1):
    print(number, os.strerror(number))
