"""The `posix` module that `os` builds on, as far as a process in a browser has an operating system.

There is one file to read, the program itself, and `/dev/null`; the rest of the file system is empty
and cannot be written.
"""

import errno as _errno

import _spawnpoint

error = OSError

# Which functions take `dir_fd` and the like: none.
_have_functions = []

F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2
O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0o100, 0o200, 0o1000, 0o2000
O_CLOEXEC = 0o2000000
EX_OK = 0
WNOHANG, WUNTRACED = 1, 2

_MESSAGES = {
    1: "Operation not permitted",
    2: "No such file or directory",
    3: "No such process",
    9: "Bad file descriptor",
    10: "No child processes",
    11: "Resource temporarily unavailable",
    12: "Cannot allocate memory",
    13: "Permission denied",
    17: "File exists",
    20: "Not a directory",
    21: "Is a directory",
    22: "Invalid argument",
    30: "Read-only file system",
    32: "Broken pipe",
    38: "Function not implemented",
    110: "Connection timed out",
}

_HOME = b"/home/user"
_DIRECTORIES = {
    b"/": [b"dev", b"home"],
    b"/dev": [b"null"],
    b"/home": [b"user"],
    _HOME: [b"main.py"],
}
_cwd = _HOME

environ = {
    b"HOME": _HOME,
    b"LANG": b"C.UTF-8",
    b"PATH": b"/usr/bin",
    b"PWD": _HOME,
    b"USER": b"user",
}


# The VM knows these by the platform's own numbers, which a browser does not have.
_CLASSES = {
    _errno.ENOENT: FileNotFoundError,
    _errno.ENOTDIR: NotADirectoryError,
    _errno.EISDIR: IsADirectoryError,
    _errno.ECHILD: ChildProcessError,
}


def _failure(number, path=None):
    return _CLASSES.get(number, OSError)(number, strerror(number), path)


def strerror(code, /):
    return _MESSAGES.get(code, f"Unknown error {code}")


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        method = type(path).__fspath__
    except AttributeError:
        raise TypeError(
            f"expected str, bytes or os.PathLike object, not {type(path).__name__}"
        ) from None
    found = method(path)
    if isinstance(found, (str, bytes)):
        return found
    raise TypeError(
        f"expected {type(path).__name__}.__fspath__() to return str or bytes, "
        f"not {type(found).__name__}"
    )


def _absolute(path):
    path = fspath(path)
    if isinstance(path, str):
        path = path.encode("utf-8", "surrogateescape")
    parts = []
    for part in (path if path.startswith(b"/") else _cwd + b"/" + path).split(b"/"):
        if part == b"..":
            del parts[-1:]
        elif part not in (b"", b"."):
            parts.append(part)
    return b"/" + b"/".join(parts)


def _read(path):
    """The contents of a file, for `open`."""
    absolute = _absolute(path)
    if absolute == _HOME + b"/main.py":
        return _spawnpoint.source.encode()
    if absolute == b"/dev/null":
        return b""
    raise _failure(_errno.EISDIR if absolute in _DIRECTORIES else _errno.ENOENT, path)


class stat_result(tuple):
    """What `os.stat` tells of a file."""

    n_fields = n_sequence_fields = 10
    _names = (
        "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid",
        "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
    )

    def __getattr__(self, name):
        if name.endswith("time_ns"):
            return getattr(self, name[:-3]) * 10**9
        try:
            return self[self._names.index(name)]
        except ValueError:
            raise AttributeError(
                f"'os.stat_result' object has no attribute {name!r}"
            ) from None

    def __repr__(self):
        fields = ", ".join(f"{name}={value}" for name, value in zip(self._names, self))
        return f"os.stat_result({fields})"


class terminal_size(tuple):
    """The width and height of a terminal."""

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


class uname_result(tuple):
    """What `os.uname` tells of the system."""

    sysname, nodename, release, version, machine = (
        property(lambda self, index=index: self[index]) for index in range(5)
    )


def stat(path, *, dir_fd=None, follow_symlinks=True):
    if isinstance(path, int):
        return fstat(path)
    absolute = _absolute(path)
    if absolute in _DIRECTORIES:
        mode, size = 0o40555, 0
    elif absolute == b"/dev/null":
        mode, size = 0o20666, 0
    else:
        mode, size = 0o100444, len(_read(path))
    return stat_result((mode, 1, 1, 1, 1000, 1000, size, 0, 0, 0))


def lstat(path, *, dir_fd=None):
    return stat(path)


def fstat(fd):
    if fd not in (0, 1, 2):
        raise _failure(_errno.EBADF)
    return stat_result((0o20620, 1, 1, 1, 1000, 1000, 0, 0, 0, 0))


def readlink(path, *, dir_fd=None):
    """Nothing here is a symbolic link."""
    lstat(path)
    raise _failure(_errno.EINVAL, path)


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    try:
        permissions = stat(path)[0]
    except OSError:
        return False
    return not mode & W_OK or bool(permissions & 0o200)


def listdir(path="."):
    names = _DIRECTORIES.get(_absolute(path))
    if names is None:
        _read(path)
        raise _failure(_errno.ENOTDIR, path)
    return list(names) if isinstance(path, bytes) else [name.decode() for name in names]


def getcwd():
    return _cwd.decode()


def getcwdb():
    return _cwd


def chdir(path):
    global _cwd
    listdir(path)
    _cwd = _absolute(path)


def open(path, flags, mode=0o777, *, dir_fd=None):
    raise _failure(_errno.ENOSYS, path)


def write(fd, data, /):
    if fd not in (1, 2):
        raise _failure(_errno.EBADF)
    return _spawnpoint.write(fd, bytes(data))


def read(fd, length, /):
    if fd != 0:
        raise _failure(_errno.EBADF)
    return b""


def close(fd):
    if fd not in (0, 1, 2):
        raise _failure(_errno.EBADF)


def isatty(fd, /):
    return False


def get_terminal_size(fd=1, /):
    return terminal_size((80, 24))


def _read_only(*names):
    def refuse(path, *args, **kwargs):
        raise _failure(_errno.EROFS, path)

    for name in names:
        globals()[name] = refuse


_read_only(
    "chmod", "link", "mkdir", "mkfifo", "remove", "rename", "replace",
    "rmdir", "symlink", "truncate", "unlink", "utime",
)


def getpid():
    return _spawnpoint.pid


def getppid():
    return _spawnpoint.ppid


def getuid():
    return 1000


getgid = geteuid = getegid = getuid


def getlogin():
    return "user"


def umask(mask, /):
    return 0o022


def uname():
    return uname_result(("Linux", "spawnpoint", "", "", "wasm32"))


def cpu_count():
    return _spawnpoint.cpu_count


def sched_getaffinity(pid, /):
    return set(range(cpu_count()))


def sched_yield():
    _spawnpoint.sleep(0)


def urandom(size, /):
    return _spawnpoint.urandom(size)


def getrandom(size, flags=0):
    return urandom(size)


kill = _spawnpoint.kill


def abort():
    kill(getpid(), 6)


def _status(code):
    return -code if code < 0 else code << 8


def waitpid(pid, options, /):
    timeout = 0.0 if options & WNOHANG else None
    if pid > 0:
        code = _spawnpoint.wait(pid, timeout)
        return (0, 0) if code is None else (pid, _status(code))
    # Every process is of one group.
    while children := _spawnpoint.children():
        ended = _spawnpoint.wait_for_one(children, timeout)
        if not ended:
            return 0, 0
        try:
            return ended[0], _status(_spawnpoint.wait(ended[0], 0.0))
        except ChildProcessError:
            """Another thread was faster."""
    raise _failure(_errno.ECHILD)


def wait():
    return waitpid(-1, 0)


def WIFEXITED(status):
    return status & 0x7F == 0


def WEXITSTATUS(status):
    return status >> 8 & 0xFF


def WIFSIGNALED(status):
    return status & 0x7F != 0


def WTERMSIG(status):
    return status & 0x7F


def waitstatus_to_exitcode(status):
    return -WTERMSIG(status) if WIFSIGNALED(status) else WEXITSTATUS(status)


def _exit(status):
    _spawnpoint.exit(status & 0xFF)


_before_fork, _after_fork_in_child, _after_fork_in_parent = [], [], []


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    given = {
        "before": (before, _before_fork),
        "after_in_child": (after_in_child, _after_fork_in_child),
        "after_in_parent": (after_in_parent, _after_fork_in_parent),
    }
    if not any(hook is not None for hook, _ in given.values()):
        raise TypeError("At least one argument is required.")
    for name, (hook, _) in given.items():
        if hook is not None and not callable(hook):
            raise TypeError(f"'{name}' must be callable, not {type(hook).__name__}")
    for hook, hooks in given.values():
        if hook is not None:
            hooks.append(hook)


def _run_at_fork(hooks):
    for hook in hooks:
        try:
            hook()
        except BaseException as error:
            import _spawnpoint_boot

            _spawnpoint_boot.ignore(error, hook)


def fork():
    """A call that returns in two processes needs a copy of the stack, which WebAssembly hides."""
    raise OSError(
        _errno.ENOSYS,
        "os.fork() cannot return twice here; multiprocessing.Process with the start method "
        "'fork' runs a function in a copy of this process",
    )


def putenv(name, value, /):
    """`os.environ` itself holds the variables; there is nobody else to tell."""


def unsetenv(name, /):
    """See `putenv`."""
