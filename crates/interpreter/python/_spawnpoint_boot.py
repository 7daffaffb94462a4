"""What a process does before and after the program's own code: the first module to be imported.

It gives `sys` its streams, `time` its clocks and `open` its files, all over the native module
`_spawnpoint`, and then runs the program or the parent's `Process` object.
"""

import sys

import _frozen_importlib
import _io
import _spawnpoint
import _spawnpoint_errno
import _spawnpoint_threading
import builtins
import gc
import time

MAIN_PATH = "/home/user/main.py"

# What a process needs before and after the code of the program, or as soon as it starts another one.
_COMMON = (
    "atexit", "io", "os", "pickle", "queue", "runpy", "signal", "threading", "traceback",
    "multiprocessing.connection", "multiprocessing.forkserver", "multiprocessing.popen_fork",
    "multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_posix",
    "multiprocessing.queues", "multiprocessing.spawn", "multiprocessing.synchronize",
    "multiprocessing.util",
)

# The packages of which shared-state mode has changed versions.
_CHANGED_IF_SHARED = ("concurrent", "multiprocessing")


class _Console(_io._RawIOBase):
    """The raw end of stdout and stderr: bytes go to the console of the page."""

    def __init__(self, fd, name):
        self._fd = fd
        self.name = name
        self.mode = "wb"

    def fileno(self):
        return self._fd

    def writable(self):
        return True

    def write(self, data):
        return _spawnpoint.write(self._fd, bytes(data))


class _Keyboard(_io._RawIOBase):
    """The raw end of the main process's stdin: lines that the reader of the page types."""

    def __init__(self):
        self.name = "<stdin>"
        self.mode = "rb"
        self._rest = b""

    def fileno(self):
        return 0

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self._rest:
            # What asks for input may have been printed without an end of line.
            sys.stdout.flush()
            self._rest = _spawnpoint.read_line().encode()
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


class FileIO(_io._RawIOBase):
    """A file opened for reading, or `/dev/null`."""

    def __init__(self, file, mode="r", closefd=True, opener=None):
        import posix

        if isinstance(file, int):
            raise OSError(9, posix.strerror(9))
        self.name = file
        self.mode = "rb" if set(mode) <= {"r", "b"} else "wb"
        self._position = 0
        if self.mode == "wb" and posix._absolute(file) != b"/dev/null":
            raise OSError(30, posix.strerror(30), file)
        self._contents = posix._read(file)

    def readable(self):
        return self.mode == "rb"

    def writable(self):
        return self.mode == "wb"

    def seekable(self):
        return True

    def readinto(self, buffer):
        piece = self._contents[self._position:self._position + len(buffer)]
        buffer[:len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def write(self, data):
        return len(data)

    def seek(self, offset, whence=0):
        start = (0, self._position, len(self._contents))[whence]
        self._position = max(0, start + offset)
        return self._position

    def tell(self):
        return self._position


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None,
         closefd=True, opener=None):
    """Python's `open` over `FileIO`."""
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    flags = set(mode)
    if flags - set("axrwb+t") or len(mode) > len(flags) or flags >= {"t", "b"}:
        raise ValueError(f"invalid mode: {mode!r}")
    if len(flags & set("axrw")) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    binary = "b" in flags
    if binary and encoding is not None:
        raise ValueError("binary mode doesn't take an encoding argument")
    raw = FileIO(file, mode.replace("t", "").replace("b", ""), closefd, opener)
    if buffering == 0:
        if not binary:
            raise ValueError("can't have unbuffered text I/O")
        return raw
    buffer = _io.BufferedReader(raw) if raw.readable() else _io.BufferedWriter(raw)
    if binary:
        return buffer
    text = _io.TextIOWrapper(buffer, encoding or "utf-8", errors, newline, buffering == 1)
    text.mode = mode
    return text


def open_code(path):
    return open(path, "rb")


class _Library:
    """Finds and loads what of the standard library is not built into the interpreter."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        is_package = _spawnpoint.find_in_library(name)
        if is_package is None:
            return None
        return _frozen_importlib.ModuleSpec(name, cls, origin="frozen", is_package=is_package)

    @staticmethod
    def create_module(spec):
        return None

    @classmethod
    def exec_module(cls, module):
        exec(cls.get_code(module.__name__), module.__dict__)

    @staticmethod
    def get_code(name):
        return _spawnpoint.code_in_library(name)

    @staticmethod
    def get_source(name):
        return None

    @staticmethod
    def is_package(name):
        return _spawnpoint.find_in_library(name)


class _Prepared:
    """Finds modules that have been imported already, but not by the program.

    A program sees them appear when it would in CPython, with what their import does.
    """

    # What an import of the package imports.
    _AT_ONCE = ("multiprocessing", *map("multiprocessing.{}".format, ("context", "process", "reduction")))

    _modules = {}

    @classmethod
    def hide(cls):
        """Make it as if of `multiprocessing` only what it imports itself had been imported."""
        package = sys.modules["multiprocessing"]
        for name in _names_in("multiprocessing"):
            if name not in cls._AT_ONCE:
                cls._modules[name] = sys.modules.pop(name)
                delattr(package, name.rpartition(".")[2])

    @classmethod
    def show(cls):
        """They import each other: the first brings all."""
        package = sys.modules["multiprocessing"]
        sys.modules.update(cls._modules)
        for name, module in cls._modules.items():
            setattr(package, name.rpartition(".")[2], module)
        cls.forget()
        sys.modules["atexit"].register(package.util._exit_function)

    @classmethod
    def forget(cls):
        cls._modules.clear()

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name not in cls._modules:
            return None
        return _frozen_importlib.ModuleSpec(name, cls, origin="frozen", is_package=False)

    @classmethod
    def create_module(cls, spec):
        module = cls._modules[spec.name]
        cls.show()
        return module

    @staticmethod
    def exec_module(module):
        """It was executed before."""


def _names_in(*packages):
    return [name for name in sys.modules if name.partition(".")[0] in packages]


class _NotHere:
    """The last finder: names what this playground does not have.

    Only an import is told so; `importlib.util.find_spec` still answers None.
    """

    @staticmethod
    def find_spec(name, path=None, target=None):
        caller = sys._getframe(1)
        while caller is not None and caller.f_code.co_name == "_find_spec":
            caller = caller.f_back
        if caller is None or caller.f_code.co_name != "_find_and_load_unlocked":
            return None
        raise ModuleNotFoundError(
            f"No module named {name!r} (it is not part of this playground)", name=name
        )


# Python leaves the frames of the import machinery out of a traceback, by their file name.
_NotHere.find_spec.__code__ = _NotHere.find_spec.__code__.replace(
    co_filename="<frozen importlib._bootstrap>"
)


def _text_stream(fd, name, errors):
    raw = _Console(fd, f"<{name}>")
    stream = _io.TextIOWrapper(
        _io.BufferedWriter(raw), encoding="utf-8", errors=errors, newline="\n", line_buffering=True
    )
    stream.mode = "w"
    return stream


def _set_stdin(raw):
    sys.stdin = _io.TextIOWrapper(_io.BufferedReader(raw), encoding="utf-8")


def _set_streams():
    sys.stdout = sys.__stdout__ = _text_stream(1, "stdout", "surrogateescape")
    sys.stderr = sys.__stderr__ = _text_stream(2, "stderr", "backslashreplace")


def _set_clocks():
    for name in (
        "sleep", "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter",
        "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "thread_time_ns",
    ):
        setattr(time, name, getattr(_spawnpoint, name))

    # The originals ask the operating system for the present moment; these hand it to them.
    def localtime(seconds=None, /, *, _convert=time.localtime):
        return _convert(time.time() if seconds is None else seconds)

    def gmtime(seconds=None, /, *, _convert=time.gmtime):
        return _convert(time.time() if seconds is None else seconds)

    def ctime(seconds=None, /, *, _convert=time.asctime):
        return _convert(localtime(seconds))

    def asctime(moment=None, /, *, _convert=time.asctime):
        return _convert(localtime() if moment is None else moment)

    def strftime(format, moment=None, /, *, _convert=time.strftime):
        return _convert(format, localtime() if moment is None else moment)

    def get_clock_info(name, /):
        kinds = {
            "monotonic": (True, False), "perf_counter": (True, False),
            "process_time": (True, False), "thread_time": (True, False), "time": (False, True),
        }
        if name not in kinds:
            raise ValueError("unknown clock")
        is_monotonic, is_adjustable = kinds[name]
        # What browsers grant a page that is not cross-origin isolated.
        return sys.implementation.__class__(
            implementation=name, monotonic=is_monotonic, adjustable=is_adjustable,
            resolution=1e-4,
        )

    for function in (localtime, gmtime, ctime, asctime, strftime, get_clock_info):
        function.__module__ = "time"
        function.__qualname__ = function.__name__
        setattr(time, function.__name__, function)


def _compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1,
             *, _compile=builtins.compile, **kwargs):
    if filename == MAIN_PATH and mode == "exec" and not flags and isinstance(source, (str, bytes)):
        # Reports what is wrong with the source, in Python's words.
        _compile(source, filename, mode, 0, True, optimize, **kwargs)
        return _spawnpoint.compile_with_safepoints(
            source if isinstance(source, str) else source.decode(), filename
        )
    return _compile(source, filename, mode, flags, dont_inherit, optimize, **kwargs)


def _excepthook(type, value, traceback):
    import traceback as module

    module.print_exception(type, value, traceback)


def prepare():
    """Do what every process does before it is known which process it is."""
    # It is not any yet.
    _spawnpoint.pid = 0
    _set_up()
    for name in _COMMON:
        __import__(name)
    util = sys.modules["multiprocessing.util"]
    util._close_stdin = _close_stdin
    sys.modules["atexit"].unregister(util._exit_function)
    _Prepared.hide()


def _set_up():
    sys.platform = "linux"
    sys.executable = "/usr/bin/python3"
    sys.argv = [MAIN_PATH]
    sys.builtin_module_names = tuple(sorted({*sys.builtin_module_names, "posix", "_signal"}))
    sys.path[:] = ["/home/user"]
    sys.meta_path[:] = [_Prepared, *sys.meta_path, _Library, _NotHere]
    sys.excepthook = sys.__excepthook__ = _excepthook
    _spawnpoint_errno.fill()
    _set_clocks()
    _io.FileIO, _io.open, _io.open_code = FileIO, open, open_code
    builtins.open = open
    _set_streams()
    # The collector of cycles needs a clock that WebAssembly does not have.
    gc.collect = lambda generation=2, /: 0
    _spawnpoint_threading.install()
    builtins.__spawnpoint_safepoint__ = _spawnpoint.safepoint
    builtins.__spawnpoint_read__ = _spawnpoint.read
    builtins.__spawnpoint_written__ = _spawnpoint.written
    builtins.compile = _compile


def _learn():
    """Learn which process this is."""
    vars(_spawnpoint).update(_spawnpoint.facts())


def _begin():
    """Become a process that is no copy of another one."""
    _learn()
    if _spawnpoint.mode != "processes":
        # They are changed as they are imported.
        for name in _names_in(*_CHANGED_IF_SHARED):
            del sys.modules[name]
        _Prepared.forget()
        import _spawnpoint_shared

        _spawnpoint_shared.install()
    import threading
    from multiprocessing import context, process

    threading.main_thread()._set_native_id()
    main = type(sys)("__main__")
    main.__builtins__ = builtins
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    # Only the main process has the keyboard, as in CPython.
    _set_stdin(_Keyboard() if _spawnpoint.role == "main" else FileIO("/dev/null"))
    sys.__stdin__ = sys.stdin
    methods = context._concrete_contexts
    context._default_context._default_context = methods[_spawnpoint.start_method]
    # What the modules drew when they were imported may be that of other processes, too.
    if "random" in sys.modules:
        sys.modules["random"].seed()
    key = process.AuthenticationString(_spawnpoint.urandom(32))
    process.current_process()._config["authkey"] = key
    return main


def _become_copy():
    """Become a process that is a copy of another one."""
    import posix

    _learn()
    _spawnpoint_threading.after_fork()
    posix._run_at_fork(posix._after_fork_in_child)
    _spawnpoint.running()


def fork(name, is_daemon, function):
    """Start a process that is a copy of this one and calls `function`; return its pid."""
    import posix

    def child():
        _become_copy()
        _set_stdin(FileIO("/dev/null"))
        function()

    posix._run_at_fork(reversed(posix._before_fork))
    try:
        return _spawnpoint.fork(name, is_daemon, child)
    finally:
        posix._run_at_fork(posix._after_fork_in_parent)


def ignore(error, source):
    """Report an error that nobody handles."""
    sys.unraisablehook(
        sys.implementation.__class__(
            exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__,
            err_msg=None, object=source,
        )
    )


def _main(main):
    main.__file__ = MAIN_PATH
    main.__cached__ = None
    _spawnpoint.watch(main.__dict__)
    _spawnpoint.running()
    exec(compile(_spawnpoint.source, MAIN_PATH, "exec"), main.__dict__)


def _watch_import():
    """Record the variables of the module that the program is imported as.

    They are those of a temporary module, which its functions keep; `__main__` gets a copy.
    """
    import runpy

    class Module(runpy._TempModule):
        def __enter__(self):
            if self.mod_name == "__mp_main__":
                _spawnpoint.watch(self.module.__dict__)
            return super().__enter__()

    runpy._TempModule = Module


def _close_stdin():
    """A process that was started by another one has its standard input at its end from the start."""


def _receive():
    """Make the `Process` object that was pickled for this process."""
    import io
    from multiprocessing import process, spawn
    from multiprocessing.context import reduction

    stream = io.BytesIO(_spawnpoint.payload)
    current = process.current_process()
    current._inheriting = True
    try:
        spawn.prepare(reduction.pickle.load(stream))
        _spawnpoint.look()
        return reduction.pickle.load(stream)
    finally:
        del current._inheriting


def _child():
    _spawnpoint.running()
    _watch_import()
    sys.exit(_receive()._bootstrap(parent_sentinel=_spawnpoint.parent))


def _serve():
    from multiprocessing import forkserver

    _watch_import()
    forkserver.main(_spawnpoint.payload)


def served():
    """Be a process that is a copy of the fork server."""
    import atexit
    from multiprocessing import util

    _become_copy()
    atexit._clear()
    atexit.register(util._exit_function)
    code = 1
    try:
        code = _receive()._bootstrap(parent_sentinel=_spawnpoint.parent)
    except Exception as error:
        _report(error)
        sys.stderr.flush()
    finally:
        atexit._run_exitfuncs()
        _spawnpoint.exit(code & 0xFF)


def _report(error):
    # Neither the functions here nor what called them are part of the program's traceback.
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_frame.f_globals is globals():
        traceback = traceback.tb_next
    sys.excepthook(type(error), error.with_traceback(traceback), traceback)


def _exit_status(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _flush():
    """Whether both streams could be flushed."""
    flushed = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except Exception:
            flushed = False
    return flushed


def _shut_down():
    import atexit

    # A child's `_bootstrap` has done it; a second time would ask the VM for the time.
    if _spawnpoint.role == "main" and (threading := sys.modules.get("threading")):
        threading._shutdown()
    atexit._run_exitfuncs()
    _spawnpoint.watch(None)
    # What the program still holds is let go, so that its `__del__` methods run.
    names = sys.modules["__main__"].__dict__
    for name in [name for name in names if name != "__builtins__"]:
        names[name] = None


def run():
    """Be this process from its beginning to its end, and return its exit status."""
    main = _begin()
    is_interrupted = False
    try:
        match _spawnpoint.role:
            case "main":
                _main(main)
            case "child":
                _child()
            case "server":
                _serve()
        status = 0
    except SystemExit as exit:
        status = _exit_status(exit.code)
    except BaseException as error:
        _report(error)
        status = 1
        is_interrupted = isinstance(error, KeyboardInterrupt)
    _shut_down()
    is_flushed = _flush()
    if is_interrupted:
        # As if nobody had handled the signal, so that whoever waits for this process can tell.
        import _signal

        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
        _spawnpoint.kill(_spawnpoint.pid, _signal.SIGINT)
    return status if is_flushed or status else 120
