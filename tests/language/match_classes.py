"""match: class patterns by keyword and position, __match_args__, built-in types that hold themselves, what fails."""

import dataclasses
import enum


@dataclasses.dataclass
class Point:
    x: float
    y: float = 0


class Line:
    __match_args__ = ("start", "end")

    def __init__(self, start, end, width=1):
        self.start, self.end, self.width = start, end, width


class Wide(Line):
    pass


class Side(enum.Enum):
    LEFT = 1
    RIGHT = 2


def shape(subject):
    match subject:
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on the y axis at {y}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(): return "some point"
        case Line(Point(x=a), Point(x=b), width=2): return f"thick from {a} to {b}"
        case Wide(start, width=w): return f"wide {start} {w}"
        case Line(end=end): return f"line to {end}"
        case Side.LEFT: return "left"
        case Side(value=v): return f"side {v}"
        case bool(b): return f"bool {b}"
        case int(n) | float(n): return f"number {n}"
        case str("special"): return "special"
        case str() | bytes() as text: return f"text {text!r}"
        case list([first, *_]): return f"list of {first}"
        case tuple((a, b)): return f"pair {a} {b}"
        case dict({"k": v}): return f"dict {v}"
        case type(__name__=name): return f"class {name}"
        case ValueError(args=(message,)): return f"error {message}"
        case object(real=r): return f"has real {r}"
        case object(): return "an object"


for subject in (Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), Line(Point(1), Point(2), 2), Wide(1, 2),
                Line(1, "end"), Side.LEFT, Side.RIGHT, True, 5, 2.5, "special", "other", b"b", [1, 2], [], (1, 2),
                {"k": 1}, {}, int, Point, ValueError("why"), ValueError(1, 2), 3j, None, frozenset({1})):
    print(shape(subject))


class Logged:
    __match_args__ = ("a", "b")

    def __getattr__(self, name):
        print("getattr", name, end=" ")
        if name == "c":
            raise AttributeError(name)
        if name == "d":
            raise ValueError("not an AttributeError")
        return name * 2


match Logged():
    case Logged(c=_): print("never")
    case Logged("aa", b=value): print(value)
print([kind.__name__ for kind in (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str,
                                  tuple) if hasattr(kind, "__match_args__")], Point.__match_args__)
WRONG = ("Logged(1, 2, 3)", "Logged(1, a=2)", "Logged(d=1)", "int(1, 2)", "object(1)", "undefined()", "name_of_value()",
         "Bad1(1)", "Bad2(1)", "Point(1, 2, 3)", "complex(1)", "Logged(a='aa', b='bb')")
name_of_value = 5
Bad1, Bad2 = type("Bad1", (), {"__match_args__": ["x"]}), type("Bad2", (), {"__match_args__": (1,)})
for wrong in WRONG:
    try:
        subject = {"int": 1, "object": 1, "Bad1": Bad1(), "Bad2": Bad2(), "Point": Point(1, 2),
                   "complex": 1j}.get(wrong.partition("(")[0], Logged())
        exec(f"match subject:\n case {wrong}: print('matched')\n case _: print('no match')")
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
for wrong in ("C(a=1, a=2)", "C(a=1, b)", "C(a, a)", "C(*a)", "C(**a)", "C(a=b, c=b)", "C(a)(b)", "C.D(a)", "C[0](a)",
              "C(a,)", "C(,)", "C(a.b=1)", "C(1=a)", "C(a=_, b=_)", "C(a | b)", "f().C(a)", "C(a) | D(a)",
              "C(a) | D(b)", "C() as d", "C() as d.e", "_()", "C(x=1 | 2 as y)", "1(a)", "C(a := 1)", "-C()", "C() | x",
              "x | C()", "1 + 1", "f'{x}'", "a.b.c", "-a", "1 + x", "1j + 1", "-1", "--1", "+1", "1 - 2j", "not 1",
              "x if y", "lambda: 1", "C(None=1)"):
    try:
        compile(f"match subject:\n case {wrong}: pass", "", "exec")
        print(f"{wrong} compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
