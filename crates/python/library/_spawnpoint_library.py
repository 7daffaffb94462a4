"""Finds the modules of the standard library that are not built in, which are fetched."""

import sys

import _spawnpoint
from _frozen_importlib import FrozenImporter, ModuleSpec, _find_and_load_unlocked
from _spawnpoint_absent import LATER, REASONS


class Library(FrozenImporter):
    """The modules that are here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        # CPython compares names of frozen modules as C does.
        return None if "\0" in fullname else super().find_spec(fullname, path, target)

    @staticmethod
    def get_resource_reader(name):
        from _spawnpoint_resources import Reader

        return Reader(name)


class Later(Library):
    """Those that come when they are used."""

    @staticmethod
    def exec_module(module):
        _spawnpoint.find_module(module.__spec__.name)
        Library.exec_module(module)


class Pieces:
    """Those that have not come yet."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in LATER:
            from importlib.util import LazyLoader

            return ModuleSpec(name, LazyLoader(Later), origin=Later._ORIGIN)
        if _spawnpoint.find_module(name) and (spec := Library.find_spec(name)) is not None:
            return spec
        # Whoever asks only whether there is such a module is answered like anywhere.
        if sys._getframe(2).f_code is _find_and_load_unlocked.__code__:
            if name in REASONS:
                raise ModuleNotFoundError(f"No module named {name!r}: {REASONS[name]}", name=name)
            if path is None:
                raise ModuleNotFoundError(
                    f"No module named {name!r} (it is not part of this playground)", name=name
                )
        return None


sys.meta_path[sys.meta_path.index(FrozenImporter)] = Library
sys.meta_path.append(Pieces)
