"""The fork server: a process that imports the main module, and of which others are copies then.

The kernel starts it for whoever wants it first, and ends it with the run.
"""

import pickle
import sys

import _spawnpoint
import _spawnpoint_boot

from . import process, spawn, util

__all__ = ["ensure_running", "set_forkserver_preload"]

_preload_modules = ["__main__"]


def set_forkserver_preload(modules_names):
    """Set list of module names to try to load in forkserver process."""
    global _preload_modules
    if not all(type(name) is str for name in modules_names):
        raise TypeError("module_names must be a list of strings")
    _preload_modules = modules_names


def ensure_running():
    """Make sure that a fork server is running."""
    data = spawn.get_preparation_data("ignore") if _preload_modules else {}
    wanted = "sys_path", "sys_argv", "init_main_from_path"
    data = {name: value for name, value in data.items() if name in wanted}
    _spawnpoint.launch(pickle.dumps((list(_preload_modules), data)))


def main(payload):
    """Be the fork server."""
    preload, data = pickle.loads(payload)
    if preload:
        sys.argv[:] = data["sys_argv"]
        sys.path[:] = data["sys_path"]
        if "__main__" in preload and "init_main_from_path" in data:
            process.current_process()._inheriting = True
            try:
                spawn.import_main_path(data["init_main_from_path"])
            finally:
                del process.current_process()._inheriting
        for name in preload:
            try:
                __import__(name)
            except ImportError:
                pass
        # What is in their buffers would be in those of the children, too.
        util._flush_std_streams()
    while True:
        _spawnpoint.serve(_spawnpoint_boot.served)
