"""Where all processes of a program share one interpreter: each `Process` is a thread.

`multiprocessing` and `concurrent.futures` are CPython's here, too. What counts on a memory and a pid
for each process is changed as soon as its module is imported.
"""

import itertools
import os
import sys

import _frozen_importlib
import _spawnpoint
import _thread

# Whether `start` returns only when the target has ended.
IS_SERIAL = _spawnpoint.mode == "serial"

# The processes that threads are, by the ident of the thread. All other threads are the main process.
processes = {}
_main = None

_CANNOT_END = (
    "in shared-state mode each Process is a thread, and Python cannot end a thread from outside"
)


def current_process():
    """Return process object representing the current process"""
    return processes.get(_thread.get_ident(), _main)


def parent_process():
    """Return process object representing the parent process"""
    popen = current_process()._popen
    return popen and popen.parent


class _Current:
    """The current process, for whom it is enough to ask for attributes."""

    def __getattr__(self, name):
        return getattr(current_process(), name)


class _Counter:
    """Counts the children of the current process."""

    def __next__(self):
        count = current_process().__dict__.setdefault("_child_counter", itertools.count(1))
        return next(count)


def _change_process(module):
    global _main
    _main = module._current_process
    module._current_process = _Current()
    module._process_counter = _Counter()

    def active_children():
        """Return list of process objects corresponding to live child processes"""
        module._cleanup()
        parent = current_process()
        return [child for child in module._children if child._popen.parent is parent]

    for function in (current_process, parent_process, active_children):
        setattr(module, function.__name__, function)

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


def _change_context(module):
    @staticmethod
    def start_thread(process):
        from multiprocessing.popen_thread import Popen

        return Popen(process)

    for kind in (module.ForkProcess, module.SpawnProcess, module.ForkServerProcess):
        kind._Popen = start_thread


def _change_pool(module):
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

    module.worker = worker

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


def _change_managers(module):
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


def _change_executor(module):
    import weakref
    from concurrent.futures import thread

    class ProcessPoolExecutor(thread.ThreadPoolExecutor):
        """An executor whose workers are processes, and therefore threads."""

        BROKEN = module.BrokenProcessPool

        def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                     max_tasks_per_child=None):
            if max_workers is None:
                max_workers = os.process_cpu_count() or 1
            if IS_SERIAL:
                max_workers = min(max_workers, 1)
            super().__init__(max_workers, initializer=initializer, initargs=initargs)
            self._mp_context = mp_context or module.mp.get_context()

        def _adjust_thread_count(self):
            if self._idle_semaphore.acquire(timeout=0) or len(self._threads) >= self._max_workers:
                return

            def wake(_, queue=self._work_queue):
                queue.put(None)

            worker = self._mp_context.Process(
                target=thread._worker,
                args=(weakref.ref(self, wake), self._create_worker_context(), self._work_queue),
            )
            worker._is_worker = True
            worker.start()
            self._threads.add(worker)
            thread._threads_queues[worker] = self._work_queue

        def _cannot_end_workers(self):
            raise NotImplementedError(_CANNOT_END)

        terminate_workers = kill_workers = _cannot_end_workers

    ProcessPoolExecutor.__module__ = module.__name__
    ProcessPoolExecutor.__qualname__ = "ProcessPoolExecutor"
    module.ProcessPoolExecutor = ProcessPoolExecutor


_CHANGES = {
    "concurrent.futures.process": _change_executor,
    "multiprocessing.context": _change_context,
    "multiprocessing.managers": _change_managers,
    "multiprocessing.pool": _change_pool,
    "multiprocessing.process": _change_process,
}


class _Finder:
    """Finds the modules that are changed, before anybody else does."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in _CHANGES:
            return None
        spec = _frozen_importlib.FrozenImporter.find_spec(name, path, target)
        spec.loader = _Loader(spec.loader)
        return spec


class _Loader:
    def __init__(self, original):
        self._original = original

    def create_module(self, spec):
        return self._original.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._original
        self._original.exec_module(module)
        _CHANGES[module.__name__](module)


def install():
    sys.meta_path.insert(0, _Finder)
