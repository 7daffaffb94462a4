"""How `Process.start` starts a process: a parent's handle on a child, for each start method."""

import atexit
import io
import os
from multiprocessing import util

import _spawnpoint
from _spawnpoint import PROCESSES
from _spawnpoint_changes import put
from _spawnpoint_reduction import Ends


def parent_sentinel():
    """What this process can wait for to know that the one that started it has ended."""
    return PROCESSES + _spawnpoint.facts()["parent"]


def set_environment(variables):
    """Have these environment variables and no others."""
    for name in os.environ.keys() - variables.keys():
        del os.environ[name]
    os.environ.update(variables)


def end_as_copy(run):
    """Be a process that began as a copy of another one: `run` returns the exit status."""
    atexit._clear()
    atexit.register(util._exit_function)
    code = 1
    try:
        code = run()
    finally:
        atexit._run_exitfuncs()
        os._exit(code)


def change_popen_fork(module):
    class Popen(module.Popen):
        @property
        def sentinel(self):
            return PROCESSES + self.pid

        def poll(self, flag=os.WNOHANG):
            return self.wait(0 if flag == os.WNOHANG else None)

        def wait(self, timeout=None):
            if self.returncode is None:
                limit = None if timeout is None else max(timeout, 0)
                try:
                    self.returncode = _spawnpoint.wait(self.pid, limit)
                except ChildProcessError:
                    """Somebody else has waited for it."""
            return self.returncode

        def _launch(self, process_obj):
            def child():
                _spawnpoint.running()
                end_as_copy(lambda: process_obj._bootstrap(parent_sentinel()))

            self.pid = _spawnpoint.fork(process_obj._name, bool(process_obj.daemon), child)

    put(module, Popen)


def change_popen_spawn(module):
    class Popen(_Fresh, module.Popen):
        _environment = staticmethod(os.environ.copy)
        _start = staticmethod(_spawnpoint.start)

    put(module, Popen)


def change_popen_forkserver(module):
    class Popen(_Fresh, module.Popen):
        poll = module.popen_fork.Popen.poll

        @staticmethod
        def _start(*args):
            try:
                return _spawnpoint.start(*args)
            except ConnectionRefusedError:
                """There is no fork server yet."""
            module.forkserver.ensure_running()
            return _spawnpoint.start(*args)

    put(module, Popen)


class _Fresh:
    """Starts a child that knows nothing but what is pickled for it."""

    @staticmethod
    def _environment():
        """The environment variables of the child, if they are not those of the process that it is a copy of."""
        return None

    def _launch(self, process_obj):
        from multiprocessing import spawn
        from multiprocessing.context import reduction, set_spawning_popen

        payload = io.BytesIO()
        preparation = spawn.get_preparation_data(process_obj._name)
        parts = self._environment(), preparation, process_obj
        with Ends() as ends:
            set_spawning_popen(self)
            try:
                for part in parts:
                    reduction.dump(part, payload)
            finally:
                set_spawning_popen(None)
        self.pid = self._start(
            process_obj._name, bool(process_obj.daemon), self.method, payload.getvalue(), ends
        )
