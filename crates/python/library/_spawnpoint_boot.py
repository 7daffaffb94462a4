"""What a process does before and after the program."""

import errno
import os
import site
import sys

import _signal
import _spawnpoint
import _thread
from _spawnpoint_ahead import Ahead
from _spawnpoint_changes import CHANGES, SHARED, Finder

# What most processes import, or what is needed as soon as one starts another.
_COMMON = (
    "pickle", "pkgutil", "queue", "random", "runpy", "signal", "threading", "traceback",
    "multiprocessing.connection", "multiprocessing.forkserver", "multiprocessing.popen_fork",
    "multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_posix",
    "multiprocessing.queues", "multiprocessing.spawn", "multiprocessing.synchronize",
)


def _fork():
    """A call that returns in two processes needs a copy of the stack, which WebAssembly hides."""
    raise OSError(
        errno.ENOSYS,
        "os.fork() cannot return twice here; multiprocessing.Process with the start method "
        "'fork' runs a function in a copy of this process",
    )


def _valid_signals():
    """The numbers that Linux has; the C library keeps two of them to itself."""
    return {*range(1, 32), *range(34, 65)}


def prepare():
    """Do what every process does before it is known which process it is."""
    site.setquit()
    site.setcopyright()
    site.sethelper()
    _fork.__name__ = _fork.__qualname__ = "fork"
    _fork.__module__ = "posix"
    os.fork = sys.modules["posix"].fork = _fork
    if not hasattr(_signal, "valid_signals"):
        _valid_signals.__name__ = _valid_signals.__qualname__ = "valid_signals"
        _signal.valid_signals = _valid_signals
    # A reader sees what is printed line by line, as on a terminal.
    sys.stdout.reconfigure(line_buffering=True)
    _spawnpoint.get_native_id.__module__ = "_thread"
    _thread.get_native_id = _spawnpoint.get_native_id
    _thread.get_native_id.__module__ = "_thread"
    sys.meta_path[:] = [Ahead, Finder, *sys.meta_path]
    Ahead.import_all(_COMMON)


def begin():
    """Become a process that is no copy of another one."""
    facts = _spawnpoint.facts()
    sys.setswitchinterval(facts["switch_interval"])
    if facts["mode"] != "processes":
        # They are changed as they are imported.
        Ahead.forget("concurrent", "multiprocessing")
        for name, changes in SHARED.items():
            CHANGES.setdefault(name, []).extend(changes)
    if facts["role"] == "main":
        _spawnpoint.running()


def run():
    """Be a process that another one started, until its end; return the exit status."""
    role, payload = (_spawnpoint.facts()[name] for name in ("role", "payload"))
    try:
        if role == "server":
            import _spawnpoint_forkserver

            _spawnpoint_forkserver.serve(payload, _serve_one)
        _spawnpoint.running()
        return _run_received()
    except SystemExit:
        raise
    except BaseException as error:
        _report(error)
        if isinstance(error, KeyboardInterrupt):
            _end_by_interrupt()
        return 1


def _run_received():
    """Run the `Process` object that was pickled for this process; return the exit status."""
    import io
    import pickle
    from multiprocessing import process, spawn

    from _spawnpoint_popen import parent_sentinel, set_environment

    payload = io.BytesIO(_spawnpoint.facts()["payload"])
    if (environment := pickle.load(payload)) is not None:
        set_environment(environment)
    current = process.current_process()
    current._inheriting = True
    try:
        spawn.prepare(pickle.load(payload))
        _spawnpoint.look(_variables())
        received = pickle.load(payload)
    finally:
        del current._inheriting
    return received._bootstrap(parent_sentinel())


def _variables():
    """The global variables of the main program's functions; `runpy` makes a copy of them for the module."""
    main = sys.modules["__main__"]
    file = getattr(main, "__file__", None)
    for value in list(vars(main).values()):
        code = getattr(value, "__code__", None)
        if code is not None and code.co_filename == file:
            return value.__globals__
    return vars(main)


def _serve_one():
    """Be a process that is a copy of the fork server."""
    from _spawnpoint_popen import end_as_copy

    _spawnpoint.running()
    end_as_copy(_run_served)


def _run_served():
    try:
        return _run_received()
    except Exception as error:
        _report(error)
        sys.stderr.flush()
        return 1


def _report(error):
    """Report an error that nobody has handled, without the functions here."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_frame.f_globals["__name__"].startswith("_spawnpoint"):
        traceback = traceback.tb_next
    sys.excepthook(type(error), error.with_traceback(traceback), traceback)


def _end_by_interrupt():
    """End as if nobody had handled the signal, so that whoever waits for this process can tell."""
    import atexit
    import signal
    import threading
    from multiprocessing import util

    threading._shutdown()
    atexit._run_exitfuncs()
    util._flush_std_streams()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)
