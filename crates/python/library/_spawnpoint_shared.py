"""Where all processes of a program share one interpreter: each `Process` is a thread.

What counts on a memory and a pid for each process is changed.
"""

import itertools
import os
import threading
from types import FunctionType
from weakref import ref

import _spawnpoint
import _thread
from _spawnpoint_changes import put

# Whether `start` returns only when the target has ended.
IS_SERIAL = _spawnpoint.facts()["mode"] == "serial"

_CANNOT_END = (
    "in shared-state mode each Process is a thread, and Python cannot end a thread from outside"
)

# The processes that threads are, by the ident of the thread. All other threads are the main process.
_processes = {}
_main = None


def _current_process():
    return _processes.get(_thread.get_ident(), _main)


class _Current:
    """The current process, for whom it is enough to ask for attributes."""

    def __getattr__(self, name):
        return getattr(_current_process(), name)


class _Counter:
    """Counts the children of the current process."""

    def __next__(self):
        return next(_current_process().__dict__.setdefault("_child_counter", itertools.count(1)))


class Popen:
    """A parent's handle on a child that is a thread."""

    method = "thread"

    # `BaseProcess.start` asks for it; see `ready`.
    sentinel = None

    def __init__(self, process_obj):
        self.pid = os.getpid()
        self.parent = _current_process()
        self.returncode = None
        self._is_abandoned = False
        self._reader = self._writer = None
        self._thread = _Thread(self, process_obj)
        # The target may ask for it before `start` is over.
        process_obj._popen = self
        try:
            self._thread.start()
        except BaseException:
            process_obj._popen = None
            raise
        if IS_SERIAL and not process_obj._is_worker:
            self._thread.join()

    def has_ended(self):
        self.returncode = 0
        if self._writer is not None:
            self._writer.close()

    def ready(self):
        """What can be read from once the process has ended: a pipe that nobody writes to."""
        if self._reader is None:
            from multiprocessing.connection import Pipe

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


class _Thread(threading.Thread):
    def __init__(self, popen, process):
        super().__init__(name=process.name, daemon=bool(process.daemon))
        self._popen, self._process = popen, process

    def run(self):
        _processes[self.ident] = self._process
        try:
            self._process.run()
        finally:
            del _processes[self.ident]
            self._popen.has_ended()


def change_process(module):
    global _main
    _main = module._current_process
    module._current_process = _Current()
    module._process_counter = _Counter()

    def current_process():
        return _current_process()

    def parent_process():
        popen = _current_process()._popen
        return popen and popen.parent

    def active_children():
        module._cleanup()
        parent = _current_process()
        return [child for child in module._children if child._popen.parent is parent]

    put(module, current_process, parent_process, active_children)

    # The original recognises the main process by being the current one.
    main = type(_main)
    main.is_alive = lambda self: True
    main.ident = main.pid = property(lambda self: os.getpid())
    main.__repr__ = lambda self: f"<_MainProcess name={self._name!r} parent=None started>"

    process = module.BaseProcess
    # Whether it is one of those who do what others ask for; nobody waits for its end.
    process._is_worker = False
    process.start = _start(process.start)
    process.sentinel = property(_sentinel)
    process.interrupt = process.terminate = process.kill = _end


def _start(original):
    def start(self):
        names = "_target", "_args", "_kwargs"
        kept = {name: self.__dict__[name] for name in names if name in self.__dict__}
        original(self)
        # It has deleted them, since the child has a copy. This one has no other.
        if self._popen.poll() is None:
            self.__dict__.update(kept)

    return start


def _sentinel(self):
    self._check_closed()
    if self._popen is None:
        raise ValueError("process not started")
    return self._popen.ready()


def _end(self):
    self._check_closed()
    if self._popen.poll() is None:
        raise NotImplementedError(_CANNOT_END)


def change_context(module):
    for kind in (module.ForkProcess, module.SpawnProcess, module.ForkServerProcess):
        kind._Popen = staticmethod(Popen)


def change_reduction(module):
    """A message may be a token for an object."""

    def loads(data, /, *, _loads=module.pickle.loads, **kwargs):
        try:
            return _spawnpoint.take(bytes(data))
        except LookupError:
            return _loads(data, **kwargs)

    module.ForkingPickler.loads = staticmethod(loads)


def change_pool(module):
    """A pool of processes is one of threads, whose workers are processes nevertheless."""
    pool = module.Pool
    for name in (
        "_wrap_exception", "_setup_queues", "_get_sentinels", "_get_worker_sentinels",
        "_help_stuff_finish",
    ):
        setattr(pool, name, module.ThreadPool.__dict__[name])
    pool.Process = staticmethod(_pool_worker)

    def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None,
               wrap_exception=False, *, _worker=module.worker):
        # There is nothing that a fresh thread would have afresh.
        _worker(inqueue, outqueue, initializer, initargs, None, wrap_exception)

    put(module, worker)

    if IS_SERIAL:
        def repopulate(context, kind, count, *args, _repopulate=pool._repopulate_pool_static):
            _repopulate(context, kind, 1, *args)

        pool._repopulate_pool_static = staticmethod(repopulate)


class _Absent:
    def __get__(self, instance, owner=None):
        raise AttributeError


def _pool_worker(context, *args, **kwargs):
    # A pool sees by the absence of this method that it cannot terminate its workers.
    kind = context.Process
    attributes = {"terminate": _Absent(), "_is_worker": True}
    return type(kind.__name__, (kind,), attributes)(*args, **kwargs)


def change_managers(module):
    """What a manager makes are plain objects, since everybody can have them."""
    manager = module.BaseManager
    state = module.State
    register, start = manager.register.__func__, manager.start

    def register_local(cls, typeid, callable=None, proxytype=None, exposed=None,
                       method_to_typeid=None, create_method=True):
        register(cls, typeid, callable, proxytype, exposed, method_to_typeid, create_method)
        if create_method:
            setattr(cls, typeid, _creator(typeid, getattr(cls, typeid), state))

    def start_local(self, initializer=None, initargs=()):
        if self._state.value != state.INITIAL:
            return start(self, initializer, initargs)
        if initializer is not None:
            if not callable(initializer):
                raise TypeError("initializer must be a callable")
            initializer(*initargs)
        if self._Server is module.Server:
            self._is_local = True
            self._process = None
            shut_down, args = setattr, (self._state, "value", state.SHUTDOWN)
        else:
            # Its server does more than to make objects.
            server = self._Server(self._registry, self._address, self._authkey, self._serializer)
            self._address = server.address
            self._process = self._ctx.Process(target=server.serve_forever, daemon=True)
            self._process._is_worker = True
            self._process.start()
            shut_down, args = self._finalize_manager, (
                self._process, self._address, self._authkey, self._state, self._Client,
                self._shutdown_timeout,
            )
        self._state.value = state.STARTED
        self.shutdown = module.util.Finalize(self, shut_down, args=args, exitpriority=0)

    manager._is_local = False
    manager.register = classmethod(register_local)
    manager.start = start_local
    for typeid in module.SyncManager._registry:
        if proxied := getattr(module.SyncManager, typeid, None):
            setattr(module.SyncManager, typeid, _creator(typeid, proxied, state))


def _creator(typeid, proxied, state):
    """The method of a manager that makes an object of this type."""

    def create(self, /, *args, **kwargs):
        if not self._is_local:
            return proxied(self, *args, **kwargs)
        assert self._state.value == state.STARTED, "server not yet started"
        make = self._registry[typeid][0]
        if make is not None:
            return make(*args, **kwargs)
        if kwargs or len(args) != 1:
            raise ValueError("Without callable, must have one non-keyword argument")
        return args[0]

    create.__name__ = typeid
    return create


def change_executor(module):
    """An executor of processes is one of threads, whose workers are processes nevertheless."""
    from concurrent.futures import thread

    threads, broken = thread.ThreadPoolExecutor, module.BrokenProcessPool

    class ProcessPoolExecutor(threads):
        def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                     max_tasks_per_child=None):
            if max_workers is None:
                max_workers = os.process_cpu_count() or 1
            if IS_SERIAL:
                max_workers = min(max_workers, 1)
            super().__init__(max_workers, initializer=initializer, initargs=initargs)
            self._mp_context = mp_context or module.mp.get_context()

        def submit(self, fn, /, *args, **kwargs):
            try:
                return super().submit(fn, *args, **kwargs)
            except thread.BrokenThreadPool as error:
                raise broken(*error.args) from None

        # The same, but for what is raised.
        _initializer_failed = FunctionType(
            threads._initializer_failed.__code__, vars(thread) | {"BrokenThreadPool": broken}
        )

        def _adjust_thread_count(self):
            if self._idle_semaphore.acquire(timeout=0) or len(self._threads) >= self._max_workers:
                return

            def wake(_, queue=self._work_queue):
                queue.put(None)

            worker = self._mp_context.Process(
                target=thread._worker,
                args=(ref(self, wake), self._work_queue, self._initializer, self._initargs),
            )
            worker._is_worker = True
            worker.start()
            self._threads.add(worker)
            thread._threads_queues[worker] = self._work_queue

        def _cannot_end_workers(self):
            raise NotImplementedError(_CANNOT_END)

        terminate_workers = kill_workers = _cannot_end_workers

    put(module, ProcessPoolExecutor)
