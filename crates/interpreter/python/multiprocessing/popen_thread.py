"""How `Process.start` starts a process where all share one interpreter: as a thread."""

import os
import threading

import _spawnpoint_shared

__all__ = ["Popen"]


class Popen:
    """A parent's handle on a child."""

    method = "thread"

    # `BaseProcess.start` asks for it; see `ready`.
    sentinel = None

    def __init__(self, process_obj):
        self.pid = os.getpid()
        self.parent = _spawnpoint_shared.current_process()
        self.returncode = None
        self._is_abandoned = False
        self._reader = self._writer = None
        self._thread = threading.Thread(
            target=self._run, args=(process_obj,), name=process_obj.name,
            daemon=bool(process_obj.daemon),
        )
        # The target may ask for it before `start` is over.
        process_obj._popen = self
        try:
            self._thread.start()
        except BaseException:
            process_obj._popen = None
            raise
        if _spawnpoint_shared.IS_SERIAL and not process_obj._is_worker:
            self._thread.join()

    def _run(self, process_obj):
        ident = threading.get_ident()
        _spawnpoint_shared.processes[ident] = process_obj
        try:
            process_obj.run()
        finally:
            del _spawnpoint_shared.processes[ident]
            self.returncode = 0
            if self._writer is not None:
                self._writer.close()

    def ready(self):
        """What can be read from once the process has ended: a pipe that nobody writes to."""
        if self._reader is None:
            from .connection import Pipe

            self._reader, self._writer = Pipe(duplex=False)
            if self.returncode is not None:
                self._writer.close()
        return self._reader.fileno()

    def poll(self):
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None and not self._is_abandoned:
            self._thread.join(timeout)
        return self.returncode

    def terminate(self):
        """Nobody waits for it any more: it is a daemon, and the interpreter ends."""
        self._is_abandoned = True

    def close(self):
        """Nothing is held for a child that has ended."""
