"""How `Process.start` starts a process: the kernel gives the child a worker of its own."""

import io
import os
import signal

import _spawnpoint

from . import spawn, util
from .context import reduction, set_spawning_popen

__all__ = ["Popen"]


class Popen:
    """A parent's handle on a child."""

    method = "spawn"

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        payload = io.BytesIO()
        preparation = spawn.get_preparation_data(process_obj._name)
        set_spawning_popen(self)
        ends = []
        try:
            for obj in (preparation, process_obj):
                pickler = reduction.ForkingPickler(payload)
                pickler.dump(obj)
                ends += pickler.ends
        finally:
            set_spawning_popen(None)
        self.pid = _spawnpoint.start(
            process_obj._name, bool(process_obj.daemon), self.method, payload.getvalue(), ends
        )
        self.sentinel = self.pid

    def poll(self):
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
