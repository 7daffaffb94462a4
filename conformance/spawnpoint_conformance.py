"""Runs tests that CPython has for itself, and prints one line of JSON for each.

`cargo xtask conformance` makes the main program, which calls `list_classes` or `run_class`. What the lines say is in
README.md.
"""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
import unittest

# What a line of ours begins with, among all that tests print.
MARK = "\x1e"

# The end of a traceback says what was wrong.
LONGEST_DETAIL = 3_000

# What a process in a browser lacks of `signal`. Natively the operating system has it, but those who wait do so in the
# kernel, which hears nothing of these signals.
LACKING = (
    "alarm", "getitimer", "pause", "pidfd_send_signal", "pthread_kill", "pthread_sigmask", "setitimer", "sigpending",
    "sigtimedwait", "sigwait", "sigwaitinfo",
)

# Tests may put something else in its place.
_output = sys.stdout


def _tell(**facts):
    # Whatever was printed before may have no end of line.
    _output.write(f"\n{MARK}{json.dumps(facts)}\n")
    _output.flush()


def unpack(archive, folder):
    """Put the tests where they can be imported, if nobody has before."""
    if not os.path.exists(folder):
        import zipfile

        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)


def list_classes(module):
    """Tell which classes of tests a module has."""
    names = dict.fromkeys(_class_of(test) for test in _tests_in(module))
    _tell(classes=list(names))
    _end()


def run_class(module, name, done=()):
    """Run the tests of a class of a module, but for those that have been run."""
    tests = [test for test in _tests_in(module) if _class_of(test) == name]
    result = _Result()
    left = [test for test in tests if test.id() not in done]
    unittest.TestSuite(left).run(result)
    for test in left:
        if test.id() not in result.told:
            # Whoever was to prepare something for all tests has failed, or knows why they make no sense.
            _tell(test=test.id(), **result.for_all)
    _end()


def _end():
    _tell(end=True)
    # What tests have left behind is nobody's concern: the run is over.
    os._exit(0)


def _tests_in(module):
    """All tests of a module. If it has none, that is told."""
    from test import support
    from test.support import import_helper, socket_helper

    # How CPython says of a platform what it lacks. Tests of executors say of the start method that it is fork.
    support.has_subprocess_support = False
    support.has_fork_support = module.startswith("test.test_concurrent_futures.")
    # The library has no other form than this.
    import_helper.frozen_modules = lambda enabled=True: contextlib.nullcontext()
    for name in LACKING:
        vars(signal).pop(name, None)
    # Found out, this would be an exception of the import.
    socket_helper._bind_nix_socket_error = "sockets have no names here"
    # One module of tests cannot be imported without it, of which few use it.
    sys.modules.setdefault("tty", type(sys)("tty"))
    # Natively there is a second way to start other programs.
    subprocess._USE_POSIX_SPAWN = False
    support.use_resources = ["cpu", "walltime"]
    support.verbose = 0
    try:
        found = unittest.TestLoader().loadTestsFromModule(importlib.import_module(module))
    except unittest.SkipTest as reason:
        _tell(test=module, outcome="skipped", detail=str(reason))
        found = ()
    except Exception:
        _tell(test=module, outcome="failed", detail=_shortened(traceback.format_exc()))
        found = ()
    return list(_flattened(found))


def _flattened(tests):
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from _flattened(test)
        else:
            yield test


def _class_of(test):
    return type(test).__qualname__


def _children():
    process = sys.modules.get("multiprocessing.process")
    return set(process.active_children()) if process is not None else set()


def _shortened(text):
    return text[-LONGEST_DETAIL:]


class _Result(unittest.TestResult):
    """Tells of each test when it begins, and how it ended."""

    def __init__(self):
        super().__init__()
        self.told = set()
        # What becomes of tests that were never begun.
        self.for_all = {"outcome": "failed", "detail": "it was never begun"}

    def startTest(self, test):
        super().startTest(test)
        self._children = _children()
        self._outcome, self._details = "passed", []
        self.told.add(test.id())
        self._began = time.monotonic()
        _tell(begin=test.id())

    def stopTest(self, test):
        super().stopTest(test)
        seconds = round(time.monotonic() - self._began, 2)
        if self._outcome == "failed":
            # What it has left running is nothing that the next test counts on.
            for child in _children() - self._children:
                child.kill()
                child.join()
        detail = _shortened("\n".join(self._details))
        _tell(test=test.id(), outcome=self._outcome, detail=detail, seconds=seconds)

    def _failed(self, test, error):
        detail = self._exc_info_to_string(error, test)
        if isinstance(test, unittest.TestCase):
            self._outcome = "failed"
            self._details.append(detail)
        else:
            self.for_all = {"outcome": "failed", "detail": _shortened(detail)}

    def addError(self, test, err):
        self._failed(test, err)

    def addFailure(self, test, err):
        self._failed(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._failed(test, err)

    def addSkip(self, test, reason):
        if not isinstance(test, unittest.TestCase):
            self.for_all = {"outcome": "skipped", "detail": reason}
        elif self._outcome == "passed" and not hasattr(test, "test_case"):
            self._outcome, self._details = "skipped", [reason]

    def addUnexpectedSuccess(self, test):
        self._outcome = "failed"
        self._details.append("it is marked as one that fails, and has passed")
