"""The fork server: a process that imports the main module, and of which others are copies then.

The kernel starts it for whoever wants it first, and ends it with the run.
"""

import os
import pickle
import sys

import _spawnpoint
from _spawnpoint_changes import put
from _spawnpoint_popen import set_environment


def change_forkserver(module):
    class ForkServer(module.ForkServer):
        def ensure_running(self):
            names = self._preload_modules
            data = module.spawn.get_preparation_data("ignore") if names else {}
            # The key is not for others to read.
            data.pop("authkey", None)
            _spawnpoint.launch(pickle.dumps((os.environ.copy(), os.getcwd(), list(names), data)))

    put(module, ForkServer)
    module._forkserver = ForkServer()
    for name in module.__all__:
        setattr(module, name, getattr(module._forkserver, name))


def serve(payload, child):
    """Be the fork server: import what is asked for, and have copies call `child`, one after the other."""
    from multiprocessing import process, spawn, util

    environment, directory, names, data = pickle.loads(payload)
    set_environment(environment)
    os.chdir(directory)
    if names:
        sys.path[:], sys.argv[:] = data["sys_path"], data["sys_argv"]
    path = data.get("init_main_from_path")
    if path is not None and "__main__" in names:
        current = process.current_process()
        current._inheriting = True
        try:
            spawn.import_main_path(path)
        finally:
            del current._inheriting
    for name in names:
        _try_to_import(name)
    util._close_stdin()
    # What is in their buffers would be in those of the children, too.
    util._flush_std_streams()
    while True:
        _spawnpoint.serve(child)


def _try_to_import(name):
    try:
        __import__(name)
    except ImportError:
        """What is not there, a child may do without."""
