"""The modules of the standard library that are not here, each with the reason, which whoever imports one is told; and
those that come late."""

# `shutil` imports them to know whether they are there, and most programs that import `shutil` never use them. So they
# are there, and are fetched when something in them is used.
LATER = ("bz2", "lzma")

_NO_NETWORK = "a process in a browser has no network"
_NO_SYSTEM = "there is no operating system of this kind below a process in a browser"
_NO_TERMINAL = "there is no terminal in a browser"
_NO_WINDOWS = "there is no window system in a browser"
_NOTHING_INSTALLED = "nothing can be installed here"
_ONE_INTERPRETER = "a process here has one interpreter"
_OTHER_SYSTEM = "it is part of Python on another system"

REASONS = {
    "_curses": _NO_TERMINAL,
    "_curses_panel": _NO_TERMINAL,
    "_dbm": "its library is not here; `dbm.sqlite3` and `dbm.dumb` are",
    "_gdbm": "its library is not here; `dbm.sqlite3` and `dbm.dumb` are",
    "_interpchannels": _ONE_INTERPRETER,
    "_interpqueues": _ONE_INTERPRETER,
    "_interpreters": _ONE_INTERPRETER,
    "_ios_support": _OTHER_SYSTEM,
    "_overlapped": _OTHER_SYSTEM,
    "_scproxy": _OTHER_SYSTEM,
    "_ssl": _NO_NETWORK,
    "_tkinter": _NO_WINDOWS,
    "_uuid": "its library is not here; `uuid` does without",
    "_winapi": _OTHER_SYSTEM,
    "_wmi": _OTHER_SYSTEM,
    "curses": _NO_TERMINAL,
    "ensurepip": _NOTHING_INSTALLED,
    "grp": _NO_SYSTEM,
    "idlelib": _NO_WINDOWS,
    "msvcrt": _OTHER_SYSTEM,
    "nt": _OTHER_SYSTEM,
    "pty": _NO_TERMINAL,
    "pwd": _NO_SYSTEM,
    "readline": _NO_TERMINAL,
    "resource": _NO_SYSTEM,
    "ssl": _NO_NETWORK,
    "syslog": _NO_SYSTEM,
    "termios": _NO_TERMINAL,
    "tkinter": _NO_WINDOWS,
    "tty": _NO_TERMINAL,
    "turtle": _NO_WINDOWS,
    "turtledemo": _NO_WINDOWS,
    "venv": _NOTHING_INSTALLED,
    "winreg": _OTHER_SYSTEM,
    "winsound": _OTHER_SYSTEM,
}
