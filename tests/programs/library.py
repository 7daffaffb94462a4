# methods: forkserver
# shared: no, it is about the library
"""Every module of the standard library is here and can be imported, or whoever imports it is told why not."""

import contextlib
import importlib
import importlib.util
import io
import sys
import traceback

from _spawnpoint_absent import REASONS

assert REASONS.keys() <= sys.stdlib_module_names
absent = set()
for name in sorted(sys.stdlib_module_names):
    try:
        # One prints a poem.
        with contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module(name)
    except ModuleNotFoundError as error:
        absent.add(name)
        assert error.name == name, error
        assert str(error) == f"No module named {name!r}: {REASONS[name]}", error
        assert importlib.util.find_spec(name) is None
# Natively some are part of the interpreter.
assert absent == REASONS.keys() - set(sys.builtin_module_names), absent ^ REASONS.keys()

try:
    import tkinter
except ModuleNotFoundError:
    print(*traceback.format_exc().splitlines()[2:], sep="\n")
try:
    import nobody
except ModuleNotFoundError:
    print(*traceback.format_exc().splitlines()[2:], sep="\n")
try:
    import json.nothing
except ModuleNotFoundError as error:
    print(error)
print(importlib.util.find_spec("tkinter"), importlib.util.find_spec("wave").origin)
