"""Annotated assignment: with and without a value, where annotations are kept and where they are not evaluated."""

import typing

x: int = 1
y: "not evaluated as an expression, but text"
z: list[int]
(w): str = "brackets: not kept"
print(x, "y" in globals(), {name: note for name, note in __annotations__.items()})


class Record:
    name: str
    size: int = 0
    tags: "list[str]" = []
    other: (lambda: 5)() = 1
    self_reference: "Record | None" = None
    _private: float
    __mangled: bytes

    def method(self):
        self.inside: undefined_but_ignored = 1
        return self.inside


print(Record.__annotations__, hasattr(Record, "name"), Record.size)


class Derived(Record):
    extra: int


print(Derived.__annotations__, typing.get_type_hints(Derived, globals())["tags"], "extra" in Record.__annotations__,
      type("Plain", (), {}).__annotations__)


def function(a: int, b: "text" = 2, *c: 3, d: [4] = 5, **e: {6: 7}) -> None:
    local: never_evaluated = 1
    unset: also_never
    target.attribute: target_is_evaluated_if_not_a_name
    return local


class Target:
    pass


target = Target()
print(function.__annotations__)
print(function(1))
target.attribute: int = 5
target_list = [0]
target_list[0]: str = "set"
print(target.attribute, target_list, "target" in __annotations__)


def unbound():
    value: int
    return value


try:
    unbound()
except UnboundLocalError as error:
    print(error)
evaluated = []
try:
    evaluated.append("value first") or 1 / 0
    no: evaluated.append("then the annotation") = 1
except ZeroDivisionError as error:
    print(error)
yes: evaluated.append("annotation") = evaluated.append("value")
print(evaluated)
tuple_value: tuple = 1, *[2, 3]
print(tuple_value, (lambda v: (yield))(1).__class__.__name__)
try:
    missing: undefined_name
except NameError as error:
    print(error)
if x:
    conditional: int = 3
print(sorted(__annotations__))
for wrong in ("x, y: int", "[x]: int", "(x, y): int = 1", "x: int = y: int", "f(): int", "1: int", "x: ",
              "x: int, y: int", "x + y: int", "*x: int", "x: yield", "def f(): x: (yield)", "def f():\n x: await y",
              "lambda: x: int", "x: int = *y", "x: int = *y,", "x: int = y = 1", "'a': int", "None: int", "{}: int",
              "(x := 1): int", "global x: int"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
