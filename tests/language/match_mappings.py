"""match: mapping patterns, keys by value, the rest, what counts as a mapping, and how it is asked."""

import collections
import types


class Key:
    NAME = "name"


def shape(subject):
    match subject:
        case {"kind": "circle", "radius": r}: return f"circle {r}"
        case {"kind": "square", "side": int(s) | float(s)}: return f"square {s}"
        case {"kind": kind, **rest} if rest: return f"{kind} with {rest}"
        case {Key.NAME: name}: return f"named {name}"
        case {1: one, 2.5: other}: return f"numbers {one} {other}"
        case {-1: minus}: return f"minus {minus}"
        case {True: yes}: return f"true {yes}"
        case {None: none}: return f"none {none}"
        case {b"k": byte}: return f"bytes {byte}"
        case {"nested": {"deep": [first, *_]}}: return f"deep {first}"
        case {"a": _, "b": _}: return "a and b"
        case {"either": "x" | "y" as which}: return f"either {which}"
        case {**rest} if len(rest) == 1: return f"only {rest}"
        case {}: return "any mapping"
        case _: return "no mapping"


for subject in ({"kind": "circle", "radius": 2}, {"kind": "square", "side": 1.5}, {"kind": "square", "side": "x"},
                {"kind": "line"}, {"name": "n", "more": 1}, {1: "i", 2.5: "f"}, {-1: "m"}, {1: "is True"}, {None: 0},
                {b"k": 1}, {"nested": {"deep": (5, 6)}}, {"nested": {"deep": "text"}},
                {"a": 1, "b": 2, "c": 3}, {"either": "y"}, {"either": "z"}, {}, {"p": 1, "q": 2}, [], "kind", None,
                collections.OrderedDict(name="ordered"), collections.ChainMap({"name": "chained"}),
                types.MappingProxyType({"name": "proxy"}), collections.Counter("aab"),
                collections.UserDict(name="user"), [("name", 1)]):
    print(f"{type(subject).__name__}: {shape(subject)}")


class Logged(dict):
    def get(self, key, default=None):
        print("get", key, end=" ")
        return super().get(key, default)

    def __getitem__(self, key):
        print("getitem", key, end=" ")
        return super().__getitem__(key)

    def __missing__(self, key):
        print("missing", end=" ")
        return "made"

    def keys(self):
        print("keys", end=" ")
        return super().keys()


match Logged(a=1, b=2):
    case {"a": 1, "c": _}: print("never")
    case {"a": a, **rest}: print(a, rest, type(rest).__name__)
missing = collections.defaultdict(list, present=1)
match missing:
    case {"absent": _}: print("never")
    case {"present": value}: print(value, dict(missing))
try:
    match {"name": 1}:
        case {Key.NAME: 1, "name": 2}: print("never")
except ValueError as error:
    print(error)
match {"x": 1, "y": {"z": [1, {"w": 2}]}}:
    case {"y": {"z": [_, {"w": w}]}} as whole: print(w, whole)
match {"k": None}:
    case {"k": None}: print("a key whose value is None")
match {"a": 1}, [2]:
    case {"a": a}, [b]: print(a, b)
for wrong in ("{a: b}", "{'a': b, 'a': c}", "{**rest, 'a': b}", "{**rest}", "{**_}", "{'a': b, **b}",
              "{'a': x, 'b': x}", "{1 + 1: a}", "{f(): a}", "{'a'}", "{'a': b, **rest,}", "{*a}", "{(1, 2): a}",
              "{x.y: a}", "{-1: a, 2j: b}", "{1 + 2j: a}", "{1: a, True: b}", "{f'x': a}", "{'a' 'b': c}",
              "{'a': 1 | 2}", "{'a': b | c}", "{None: a, None: b}", "{1: a, 1.0: b}", "{**a, **b}", "{**rest: 1}",
              "{_: a}"):
    try:
        compile(f"match subject:\n case {wrong}: pass", "", "exec")
        print(f"{wrong} compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
