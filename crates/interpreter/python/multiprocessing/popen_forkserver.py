"""How `Process.start` starts a process that is a copy of the fork server."""

import _spawnpoint

from . import forkserver, popen_spawn_posix

__all__ = ["Popen"]


class Popen(popen_spawn_posix.Popen):
    method = "forkserver"

    @staticmethod
    def _start(*args):
        try:
            return _spawnpoint.start(*args)
        except ConnectionRefusedError:
            """There is none yet."""
        forkserver.ensure_running()
        return _spawnpoint.start(*args)
