"""Imports each of the programs beside it, after a line with its name."""

import traceback
from importlib import import_module
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("*.py")):
    if path.stem != "main":
        print("===", path.stem)
        try:
            import_module(path.stem)
        except BaseException:
            traceback.print_exc()
