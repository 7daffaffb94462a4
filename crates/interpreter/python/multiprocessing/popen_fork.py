"""How `Process.start` starts a process that is a copy of this one."""

import atexit
import os
import signal

import _spawnpoint
import _spawnpoint_boot

from . import util

__all__ = ["Popen"]


class Popen:
    """A parent's handle on a child."""

    method = "fork"

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        self._launch(process_obj)
        self.sentinel = self.pid

    def _launch(self, process_obj):
        def child():
            atexit._clear()
            atexit.register(util._exit_function)
            code = 1
            try:
                code = process_obj._bootstrap(parent_sentinel=_spawnpoint.parent)
            finally:
                atexit._run_exitfuncs()
                os._exit(code)

        self.pid = _spawnpoint_boot.fork(process_obj._name, bool(process_obj.daemon), child)

    def duplicate_for_child(self, fd):
        return fd

    def poll(self, flag=os.WNOHANG):
        return self.wait(0)

    def wait(self, timeout=None):
        if self.returncode is None:
            try:
                self.returncode = _spawnpoint.wait(
                    self.pid, None if timeout is None else max(timeout, 0)
                )
            except ChildProcessError:
                return None
        return self.returncode

    def _send_signal(self, number):
        if self.returncode is None:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                pass

    def interrupt(self):
        self._send_signal(signal.SIGINT)

    def terminate(self):
        self._send_signal(signal.SIGTERM)

    def kill(self):
        self._send_signal(signal.SIGKILL)

    def close(self):
        """Nothing is held for a child that has ended."""
