"""from __future__ import annotations: annotations are text, as the statement's place demands, and other features."""
from __future__ import annotations, division
from __future__ import generator_stop as gs

import typing


def function(a: undefined, b: int | None = None, *c: list[  int  ], d: 'quoted', e: x if y else z = 1,
             **f: (lambda: 0)) -> [1, 2][0]:
    pass


for name, annotation in function.__annotations__.items():
    print(name, repr(annotation))


class Node:
    left: Node | None = None
    right: "Node"
    value: dict[str, int]
    walk: typing.Callable[[Node], None]
    yields: {1: 2, **z}
    f: f"{x!r:>{y}}"
    strings: "a" "b"
    number: 1_000 + 0x1F
    nested: a[b:c, ...].d(*e, **f)


print(Node.__annotations__)
print(typing.get_type_hints(type("Small", (), {"__annotations__": {"a": "int", "b": "list[str] | None"}})))
top: undefined = 5
print(__annotations__, top, gs)
local_text = compile("x: unknown[1]\ndef f(a: b): pass", "", "exec")
names = {}
exec(local_text, names)
print(names["__annotations__"], names["f"].__annotations__)
names = {}
try:
    exec(compile("x: unknown[1]", "", "exec", dont_inherit=True), names)
except NameError as error:
    print(error)


def inherited(value: missing):
    return eval("(lambda: 1)()")


print(inherited(1), inherited.__annotations__)
for wrong in ("x = 1\nfrom __future__ import division", "from __future__ import braces",
              "from __future__ import nothing", "from __future__ import *",
              "def f():\n from __future__ import division", "'doc'\n'more'\nfrom __future__ import division",
              "'doc'\nfrom __future__ import division", "import x\nfrom __future__ import division",
              "from __future__ import (division, nested_scopes)",
              "from __future__ import division; from __future__ import generators",
              "if 1:\n from __future__ import division", "from __future__ import with_statement as w, print_function",
              "from __future__ import CO_NESTED",
              "def f(a: (yield)): pass", "def f(a: (x := 1)): pass", "async def f(a: await b): pass", "x: (yield) = 1"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
