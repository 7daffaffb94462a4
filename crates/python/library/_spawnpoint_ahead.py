"""Modules that are imported ahead, in the memory of which every process begins as a copy.

A program does not see them before it imports them. What their import does besides, to the process it is in, is done
then.
"""

import builtins
import os
import sys

import _spawnpoint
from _frozen_importlib import ModuleSpec, _calc___package__, _resolve_name
from _spawnpoint_absent import LATER
from _spawnpoint_changes import find_after


def set_start_method(module):
    """The run says by which method processes are started unless the program does."""
    if not Ahead.is_importing:
        context = module._concrete_contexts[_spawnpoint.facts()["start_method"]]
        module._default_context._default_context = context


def _renew_process(module):
    # Drawn, and found out, for another process.
    module.ORIGINAL_DIR = os.path.abspath(os.getcwd())
    module._current_process._config["authkey"] = module.AuthenticationString(os.urandom(32))


def _alias_main(module):
    sys.modules["__mp_main__"] = sys.modules["__main__"]


# What an import does that is to be done for each process, by module.
_EACH_TIME = {
    "multiprocessing": _alias_main,
    "multiprocessing.context": set_start_method,
    "multiprocessing.process": _renew_process,
    "random": lambda module: module.seed(),
    "threading": lambda module: module.main_thread()._set_native_id(),
}


class Ahead:
    """The modules that were imported ahead, as a finder."""

    is_importing = False

    # Those that the program has not imported, in the order in which they were.
    _modules = {}
    # To look at these is to have them fetched: they are only shown with what imports them.
    _later = {}
    # What the import of each imports, by name.
    _needs = {}
    # What the import of each registers: functions and their arguments.
    _registers = {}

    @classmethod
    def import_all(cls, names):
        """Import modules, and hide them and all that they import."""
        visible = set(sys.modules)
        with _Recorder(cls._needs, cls._registers):
            cls.is_importing = True
            for name in names:
                __import__(name)
            cls.is_importing = False
        for name in sys.modules.keys() - visible:
            cls._needs.setdefault(name, set())
        for name in [name for name in sys.modules if name not in visible]:
            if not name.startswith("_spawnpoint"):
                cls._hide(name)
        # A module in another one's place has the name that the program gives it.
        cls._modules.pop("__mp_main__", None)
        cls._later = {name: cls._modules.pop(name) for name in LATER if name in cls._modules}

    @classmethod
    def forget(cls, *packages):
        """Have packages imported anew."""
        for name in list(cls._modules):
            if name.partition(".")[0] in packages:
                del cls._modules[name]

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        module = cls._modules.get(name)
        if module is None:
            return None
        return ModuleSpec(name, _Shown(module.__spec__), origin=module.__spec__.origin)

    @classmethod
    def _hide(cls, name):
        module = cls._modules[name] = sys.modules.pop(name)
        parent, _, last = name.rpartition(".")
        if parent and getattr(_find(cls._modules, parent), last, None) is module:
            delattr(_find(cls._modules, parent), last)

    @classmethod
    def show(cls, name):
        """Do what the import of a module does, which is returned."""
        wanted, reached = [name], set()
        while wanted:
            one = wanted.pop()
            if one in cls._later:
                sys.modules.setdefault(one, cls._later.pop(one))
            if one in cls._modules and one not in reached:
                reached.add(one)
                wanted += cls._needs[one]
        shown = {one: module for one, module in cls._modules.items() if one in reached}
        for one, module in shown.items():
            sys.modules[one] = cls._modules.pop(one)
            parent, _, last = one.rpartition(".")
            if parent:
                setattr(_find(cls._modules, parent), last, module)
        for one, module in shown.items():
            for register, args, kwargs in cls._registers.get(one, ()):
                register(*args, **kwargs)
            if one in _EACH_TIME:
                _EACH_TIME[one](module)
        return shown[name]


def _find(hidden, name):
    return sys.modules.get(name) or hidden.get(name)


class _Shown:
    """Loads a module that was imported ahead."""

    def __init__(self, spec):
        self._spec = spec

    def create_module(self, spec):
        return Ahead.show(spec.name)

    def exec_module(self, module):
        # It was executed before.
        module.__spec__ = self._spec


_import = builtins.__import__


class _Recorder:
    """Finds out what the import of each module imports and registers."""

    def __init__(self, needs, registers):
        self._needs, self._registers = needs, registers
        # The modules that are being executed, the innermost last.
        self._executing = []

    def __enter__(self):
        import atexit

        self._replaced = []
        self._replace(builtins, "__import__", self._record_import)
        for module, name in ((atexit, "register"), (os, "register_at_fork")):
            self._replace(module, name, self._recording(getattr(module, name)))
        sys.meta_path.insert(0, self)

    def _replace(self, module, name, function):
        self._replaced.append((module, name, getattr(module, name)))
        setattr(module, name, function)

    def __exit__(self, *_):
        sys.meta_path.remove(self)
        for module, name, original in self._replaced:
            setattr(module, name, original)

    def find_spec(self, name, path=None, target=None):
        spec = find_after(self, name, path, target)
        if spec is not None:
            spec.loader = _Recording(spec.loader, self)
        return spec

    def execute(self, module, execute):
        known = set(sys.modules)
        needs = self._needs.setdefault(module.__name__, set())
        self._executing.append(module.__name__)
        try:
            execute(module)
        finally:
            self._executing.pop()
        # An import in C is none that can be recorded.
        needs.update(sys.modules.keys() - known)

    def _record_import(self, name, globals=None, locals=None, fromlist=(), level=0):
        module = _import(name, globals, locals, fromlist, level)
        if self._executing:
            if level:
                name = _resolve_name(name, _calc___package__(globals), level)
            parts = name.split(".")
            names = {".".join(parts[:end + 1]) for end in range(len(parts))}
            names.update(f"{name}.{part}" for part in fromlist or ())
            self._needs[self._executing[-1]] |= names & sys.modules.keys()
        return module

    def _recording(self, original):
        def register(*args, **kwargs):
            if not self._executing:
                return original(*args, **kwargs)
            entry = original, args, kwargs
            self._registers.setdefault(self._executing[-1], []).append(entry)
            return args[0] if args else None

        return register


class _Recording:
    def __init__(self, original, recorder):
        self._original, self._recorder = original, recorder

    def create_module(self, spec):
        return self._original.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._original
        self._recorder.execute(module, self._original.exec_module)
