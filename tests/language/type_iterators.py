"""Iterators of built-in types: exhaustion, length hints, changes underneath, copies, and what they refuse."""

import copy
import operator

SOURCES = {
    "list": lambda: [1, 2, 3], "tuple": lambda: (1, 2, 3), "str": lambda: "abc", "bytes": lambda: b"abc",
    "bytearray": lambda: bytearray(b"abc"), "range": lambda: range(3), "dict": lambda: {"a": 1, "b": 2},
    "keys": lambda: {"a": 1}.keys(), "values": lambda: {"a": 1}.values(), "items": lambda: {"a": 1}.items(),
    "set": lambda: {1, 2}, "frozenset": lambda: frozenset([1]), "memoryview": lambda: memoryview(b"ab"),
    "enumerate": lambda: enumerate("ab"), "zip": lambda: zip("ab", [1, 2]), "map": lambda: map(str, [1, 2]),
    "filter": lambda: filter(None, [0, 1]), "reversed": lambda: reversed([1, 2]),
    "generator": lambda: (n for n in "ab"),
    "callable": lambda: iter(iter([1, 2, 0]).__next__, 0), "big range": lambda: range(10 ** 30, 10 ** 30 + 2),
    "sequence": lambda: type("S", (), {"__getitem__": lambda self, n: [5, 6][n]})(),
}
for name, make in SOURCES.items():
    iterator = iter(make())
    first = next(iterator)
    hint = operator.length_hint(iterator, -1)
    rest = list(iterator)
    print(f"{name}: {type(iterator).__name__} {first!r} {hint} {rest} {next(iterator, "end")} {iter(iterator) is iterator}")

for name in ("list", "tuple", "str", "range", "enumerate", "zip", "reversed", "dict"):
    iterator = iter(SOURCES[name]())
    next(iterator)
    try:
        copied = copy.copy(iterator)
        print(name, list(copied), list(iterator))
    except TypeError as error:
        print(name, error)

values = [1, 2]
iterator = iter(values)
print(next(iterator), values.append(3), next(iterator), values.clear(), next(iterator, "ended"), values.extend("ab"),
      next(iterator, "stays ended"))
values = [1, 2, 3]
backwards = reversed(values)
print(next(backwards), values.pop(), list(backwards), list(backwards))
table = {"a": 1, "b": 2}
for change in (lambda: table.update(c=3), lambda: table.pop("a"), lambda: table.clear()):
    iterator = iter(table)
    next(iterator)
    change()
    try:
        print(list(iterator))
    except RuntimeError as error:
        print(error, operator.length_hint(iterator))
table = {"a": 1}
iterator = iter(table.items())
table["a"] = 2  # the size stays
print(list(iterator))
buffer = bytearray(b"abc")
iterator = iter(buffer)
next(iterator)
del buffer[1:]
print(list(iterator))
state = iter("abcdef")
state.__setstate__(3)
print(next(state), [*state], iter([1, 2, 3]).__reduce__()[1:], iter("ab").__reduce__()[1:], list(iter([])),
      iter(()).__length_hint__())


class Endless:
    """Raises once, then goes on: an iterator may, though it should not."""
    count = 0
    def __iter__(self): return self
    def __next__(self):
        self.count += 1
        if self.count % 3 == 0:
            raise StopIteration
        return self.count


endless = Endless()
print(list(endless), list(endless), [*zip(endless, "xy")])
for wrong in ("next([])", "next(1)", "iter(5)", "iter(1, 2)", "iter([]).x", "iter([]) < iter([])", "len(iter([]))",
              "iter([])[0]",
              "next(iter([]))", "iter('a').__setstate__('x')", "reversed(iter([]))", "list(iter([]), 1)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
