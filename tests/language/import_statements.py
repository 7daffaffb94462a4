"""The import statement: its forms, what each binds and where, and what it refuses."""

import sys
import os.path
import os.path as path, math as m
import collections.abc
from math import pi, floor as down
from os import (
    path as other_path,
    sep,
)
from collections import abc

print(os.path is path is other_path, m.sqrt(16), round(pi, 4), down(2.7), abc is collections.abc, sep)


def local():
    import string
    from textwrap import dedent as d
    import xml.dom as dom
    return string.digits, d("  x"), dom.__name__, sorted(locals())


print(local(), "string" in globals())


class Body:
    import operator
    from functools import reduce

    total = reduce(operator.add, range(5))


print(Body.total, Body.operator.mul(3, 4))


def declared():
    global bisect
    import bisect


declared()
print(bisect.bisect([1, 2, 3], 2), sys.modules["bisect"] is bisect)

import json.decoder
print(json.__name__, json.decoder.__name__, "json.decoder" in sys.modules)
try:
    from math import nothing
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0], error.name)
for name in ("no_such_module", "no_such_package.sub", "math.sub", "os.path.sub", "json.none"):
    try:
        exec(f"import {name}")
    except ImportError as error:
        print(f"{type(error).__name__}: {error}; {error.name}")
for source in ("from . import x", "from .x import y", "from .. import x"):
    try:
        exec(source, {"__name__": "top"})
    except ImportError as error:
        print(f"{type(error).__name__}: {error}")

for source in ("import", "import a.b as c.d", "import a as b.c", "from a import", "from a import (b",
               "from a import b.c", "from a import ()", "from a import b,", "from a import *, b", "import *",
               "from import a",
               "def f(): from a import *", "class C: from math import *", "import a, ", "from ... import *",
               "from .a.b import (c, d,)", "import a.b.c, d as e", "from . import a as b"):
    try:
        compile(source, "<import>", "exec")
        print(f"{source}: compiles")
    except SyntaxError as error:
        print(f"{source}: {error.msg}")

# None in sys.modules stops an import, and what stands there is taken as it is.
sys.modules["stopped"], sys.modules["anything"] = None, 42
try:
    import anything
    print(anything)
    import stopped
except ImportError as error:
    print(type(error).__name__, error)
finally:
    del sys.modules["stopped"], sys.modules["anything"]
