"""Managers: a server waits for its end as long as it takes."""

import threading

from _spawnpoint_changes import Over


class _End(threading.Event):
    """Somebody sets it, or nobody does: whoever looks every second hides that the run stands still."""

    def wait(self, timeout=None):
        return super().wait()


def change_managers(module):
    module.threading = Over(threading, Event=_End)
