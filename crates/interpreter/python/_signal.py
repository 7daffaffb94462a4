"""The `_signal` module that `signal` builds on.

The kernel knows what this process does about each signal. The interpreter calls the handlers, in the
main thread.
"""

import _spawnpoint

NSIG = 65
SIG_DFL, SIG_IGN = 0, 1
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = 0, 1, 2

(
    SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV,
    SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGSTKFLT, SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN,
    SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGPWR, SIGSYS,
) = range(1, 32)
SIGCLD, SIGIOT, SIGPOLL = SIGCHLD, SIGABRT, SIGIO

_DESCRIPTIONS = {
    SIGHUP: "Hangup", SIGINT: "Interrupt", SIGQUIT: "Quit", SIGILL: "Illegal instruction",
    SIGABRT: "Aborted", SIGFPE: "Floating point exception", SIGKILL: "Killed",
    SIGUSR1: "User defined signal 1", SIGSEGV: "Segmentation fault",
    SIGUSR2: "User defined signal 2", SIGPIPE: "Broken pipe", SIGALRM: "Alarm clock",
    SIGTERM: "Terminated", SIGCHLD: "Child exited", SIGCONT: "Continued",
}


def default_int_handler(signalnum, frame, /):
    raise KeyboardInterrupt


_handlers = dict.fromkeys(range(1, NSIG), SIG_DFL)
_handlers[SIGINT] = default_int_handler
_handlers[SIGPIPE] = _handlers[SIGXFSZ] = SIG_IGN


def _check(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    return int(signalnum)


def signal(signalnum, handler, /):
    number = _check(signalnum)
    if handler not in (SIG_DFL, SIG_IGN) and not callable(handler):
        raise TypeError(
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
        )
    if not _spawnpoint.is_main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    if number in (SIGKILL, SIGSTOP):
        raise OSError(22, "Invalid argument")
    previous, _handlers[number] = _handlers[number], handler
    _spawnpoint.set_disposition(number, 2 if callable(handler) else int(handler))
    return previous


def getsignal(signalnum, /):
    return _handlers[_check(signalnum)]


def raise_signal(signalnum, /):
    _spawnpoint.kill(_spawnpoint.pid, _check(signalnum))


def strsignal(signalnum, /):
    return _DESCRIPTIONS.get(_check(signalnum))


def valid_signals():
    return set(range(1, NSIG))


def siginterrupt(signalnum, flag, /):
    _check(signalnum)


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    return -1
