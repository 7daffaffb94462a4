"""exec and eval: namespaces, closures, built-ins, what they return, and what may be given."""

import builtins

x = "module"
print(eval("x"), eval("x", {"x": "given"}), eval("x + y", {"x": 1}, {"y": 2}), eval("x", {"x": "global"},
    {"x": "local"}))
print(eval("   1 + 1  \n"), eval("lambda n: n * 2")(4), eval("[x for x in 'ab']"), exec("x = 'assigned'"), x)

namespace = {}
exec("""
a = 1
def function():
    return a
class Class:
    b = a
import math
""", namespace)
print(namespace["function"](), namespace["Class"].b, sorted(namespace)[:2], namespace["__builtins__"] is vars(builtins))
print(namespace["Class"].__module__, namespace["function"].__module__)


def within():
    local = 1
    exec("local = 2; made = 3")
    given = {}
    exec("local = 4; made = local + 1", globals(), given)
    return local, given, "made" in locals(), eval("local * 10")


print(within())
split = {}, {}
exec("a = 1\ndef f(): return a\nglobal g\ng = 2", *split)
print(sorted(name for name in split[0] if name != "__builtins__"), sorted(split[1]))
try:
    split[1]["f"]()
except NameError as error:
    print(error)


class Mapping(dict):
    def __missing__(self, name):
        if name in vars(builtins):
            raise KeyError(name)
        return f"<{name}>"

    def __setitem__(self, name, value):
        print("set", name, value)
        super().__setitem__(name, value)


print(eval("one + two + str(three)", {}, Mapping()))
exec("four = five", {}, Mapping())
only = {"__builtins__": {"print": lambda *values: print("replaced", *values)}}
exec("print(1)", only)
for source in ("len([])", "class C: pass", "import os", "x"):
    try:
        exec(source, only)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def cells():
    first, second = 1, 2

    def closure():
        return first + second

    return closure


function = cells()
print(eval("closure_free", {"closure_free": 5}))
captured = []
exec(function.__code__.replace(co_freevars=("first", "second")), {}, closure=function.__closure__)
for attempt in (lambda: exec(function.__code__), lambda: exec("1", closure=()), lambda: exec(function.__code__,
    closure=(1, 2)), lambda: eval(1), lambda: eval("x", 1),
                lambda: exec("x", {}, 1), lambda: eval("x = 1"), lambda: eval(""), lambda: eval("1\n2"),
                lambda: exec("1 +"), lambda: eval("y", {}), lambda: exec(None)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
print(eval("globals() is locals()", {}), eval("(lambda: sorted(globals()))()", {"a": 1}),
      eval(compile("x", "", "eval"), {"x": "by keyword"}), eval("x", globals={"x": 1}, locals={"x": 2}))
