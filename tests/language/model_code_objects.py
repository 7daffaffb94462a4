"""Code objects: their fields, replace, equality, lines and positions, and what is constant."""

import types

SOURCE = '''\
"""Doc."""
import os.path as p

CONSTANT = (1, 2.5, "text", None, b"b", ...)


def function(a, *b, c=1, **d):
    """What it does."""
    total = 0
    for item in b:
        total += item
    return lambda: total + a


async def coroutine():
    yield 1


class Klass:
    field: int = 3
'''

module = compile(SOURCE, "<made>", "exec")
inner = {constant.co_name: constant for constant in module.co_consts if isinstance(constant, types.CodeType)}
print(module.co_name, module.co_filename, module.co_firstlineno, module.co_argcount, module.co_names)
for name, code in inner.items():
    print(name, code.co_firstlineno, code.co_varnames, code.co_cellvars, code.co_freevars, code.co_names,
          f"{code.co_flags:#x}", code.co_stacksize > 0)

code = inner["function"]
print([constant for constant in code.co_consts if not isinstance(constant, types.CodeType)])
print([line for *_, line in code.co_lines()])
print(sorted({position[:2] for position in code.co_positions() if position[0]}))
print(module.co_consts[0], (1, 2.5, "text", None, b"b", ...) in module.co_consts)

changed = code.replace(co_name="changed", co_filename="<other>", co_firstlineno=100)
print(changed.co_name, changed.co_filename, changed.co_firstlineno, [line for *_, line in changed.co_lines()][:3],
      changed == code, hash(changed) == hash(code))
print(compile("1 + x", "a", "eval") == compile("1 + x", "a", "eval"), compile("1", "a", "eval") == compile("1.0", "a",
    "eval"))


def add(a, b):
    return a + b


doubled = types.FunctionType(add.__code__.replace(co_varnames=("x", "y")), {})
print(doubled(x=3, y=4))
for attempt in (lambda: code.replace(co_argcount=-1), lambda: code.replace(nothing=1),
                lambda: setattr(code, "co_name", "x"), lambda: types.CodeType(),
                lambda: code.replace(co_name=1), lambda: exec(inner["function"]), lambda: eval(add.__code__)):
    try:
        attempt()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

FLAGS = {"OPTIMIZED": 1, "NEWLOCALS": 2, "VARARGS": 4, "VARKEYWORDS": 8, "NESTED": 16, "GENERATOR": 32,
         "COROUTINE": 128, "ASYNC_GENERATOR": 512}
samples = {"f": "def s(): pass", "g": "def s(*a, **k): yield", "c": "async def s(): pass", "a": "async def s(): yield"}
for source in samples.values():
    namespace = {}
    exec(source, namespace)
    print(source, [name for name, bit in FLAGS.items() if namespace["s"].__code__.co_flags & bit])
