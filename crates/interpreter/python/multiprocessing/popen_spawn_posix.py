"""How `Process.start` starts a process that knows nothing but what is pickled for it."""

import io

import _spawnpoint

from . import popen_fork, spawn
from .context import reduction, set_spawning_popen

__all__ = ["Popen"]


class Popen(popen_fork.Popen):
    method = "spawn"

    def _launch(self, process_obj):
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
        self.pid = self._start(
            process_obj._name, bool(process_obj.daemon), self.method, payload.getvalue(), ends
        )

    @staticmethod
    def _start(*args):
        return _spawnpoint.start(*args)
