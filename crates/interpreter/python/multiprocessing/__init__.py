"""The package's public names: the methods of the default context, as in CPython."""

import sys

from . import context

__all__ = [name for name in dir(context._default_context) if not name.startswith("_")]
globals().update((name, getattr(context._default_context, name)) for name in __all__)

SUBDEBUG = 5
SUBWARNING = 25

# What is pickled from the main module is found again under either name.
if "__main__" in sys.modules:
    sys.modules["__mp_main__"] = sys.modules["__main__"]
