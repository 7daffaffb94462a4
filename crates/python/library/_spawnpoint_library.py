"""Finds the modules of the standard library that are not built in, which are fetched."""

import sys

import _spawnpoint
from _frozen_importlib import FrozenImporter


class Library:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if _spawnpoint.find_module(name):
            return FrozenImporter.find_spec(name)
        return None


sys.meta_path.append(Library)
