"""__import__ and what of the import system can be replaced or asked: fromlist, level, hooks in a namespace, machinery."""

import builtins
import importlib.machinery
import importlib.util
import sys
import types

print(__import__("os.path").__name__, __import__("os.path", fromlist=["join"]).join.__name__,
      __import__("math", level=0).floor(1.5))
print(__import__("json", globals(), locals(), ["decoder"], 0).decoder.__name__)
for arguments in (("",), ("math", {}, {}, [], 1), ("x", {"__package__": "p"}, {}, [], 1), ("math", None, None, (), -1),
                  (1,), ("math", {"__package__": 3}, None, (), 1)):
    try:
        __import__(*arguments)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

# The statement calls __import__ of the built-ins that the code runs with.
calls = []


def recorded(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level))
    made = types.SimpleNamespace(name=name, b=types.SimpleNamespace(c="deep"), x=1, y=2)
    return made


names = {"__builtins__": {"__import__": recorded}}
exec("import a\nimport a.b\nimport a.b as q\nfrom a import x, y as z\nfrom ..p import x\nfrom . import y", names)
print(calls)
print(names["a"].name, names["q"], names["x"], names["z"])

original = builtins.__import__
try:
    builtins.__import__ = lambda name, *rest: original("math" if name == "maths" else name, *rest)
    import maths
    print(maths.__name__)
finally:
    builtins.__import__ = original

spec = importlib.util.find_spec("textwrap")
print(spec.name, spec.parent, bool(spec.loader), importlib.util.find_spec("sys").origin,
      importlib.util.find_spec("os").name)
print("math" in sys.builtin_module_names, "textwrap" in sys.builtin_module_names,
      {"json", "re", "sys"} <= sys.stdlib_module_names)
print(importlib.util.source_hash(b"x = 1").hex(), importlib.util.MAGIC_NUMBER[2:],
      importlib.util.decode_source(b"# coding: latin-1\r\n'\xe9'"))
print(type(importlib.machinery.BuiltinImporter.find_spec("sys")).__name__,
      importlib.machinery.BuiltinImporter.find_spec("textwrap"))


class Refuses:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "refused_name":
            raise ImportError("refused by a finder", name=name)


sys.meta_path.insert(0, Refuses)
try:
    import refused_name
except ImportError as error:
    print(error, error.name)
finally:
    sys.meta_path.remove(Refuses)
for attempt in (lambda: importlib.import_module(".x"), lambda: importlib.import_module("..x", "a"),
                lambda: importlib.reload(1), lambda: importlib.reload(types.ModuleType("unknown")),
                lambda: importlib.util.find_spec(".x"), lambda: importlib.util.resolve_name(".x", ""),
                lambda: importlib.import_module("")):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
