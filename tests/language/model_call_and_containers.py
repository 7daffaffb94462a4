"""Containers and calls by special methods: __call__, __getitem__, __missing__, __contains__, __reversed__, others."""

import operator


class Sequence:
    """The old protocol: __getitem__ from 0 until IndexError does for iteration and `in`."""

    def __init__(self, *values):
        self.values = list(values)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return f"slice({index.start}, {index.stop}, {index.step})"
        if isinstance(index, tuple):
            return f"tuple of {len(index)}"
        return self.values[index]

    def __setitem__(self, index, value):
        print("set", index, value)

    def __delitem__(self, index):
        print("delete", index)


sequence = Sequence(3, 1, 2)
print(list(sequence), 1 in sequence, 9 in sequence, sorted(sequence), max(sequence), [*sequence],
      dict(enumerate(sequence)))
print(sequence[0], sequence[-1], sequence[1:], sequence[::2], sequence[:, 1], sequence[1:2, ...], sequence[()])
sequence[1] = 5
sequence[1:2] = 6
sequence[0] += 10
del sequence[2], sequence[::3]
first, *rest = sequence
print(first, rest, iter(sequence).__class__.__name__)


class Full:
    def __len__(self):
        return 3

    def __iter__(self):
        yield from "abc"

    def __reversed__(self):
        return iter("from __reversed__".split())

    def __contains__(self, item):
        return ["made", "true"] if item == "yes" else []

    def __length_hint__(self):
        return 10

    def __call__(self, *values, **names):
        return values, names

    def __index__(self):
        return 2


full = Full()
print(len(full), list(full), list(reversed(full)), "yes" in full, "a" in full, full(1, x=2), callable(full),
      [10, 20, 30][full], "abcd"[full:], hex(full))
print(operator.length_hint(full), operator.length_hint(iter([1, 2, 3])), operator.length_hint(sequence, 7), range(full),
      "ab" * full)


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


default = Default(a=1)
print(default["a"], default["b"], default.get("b"), "b" in default, len(default), "{a} {b}".format_map(default))


class Reversible(Sequence):
    __len__ = lambda self: len(self.values)


class NoContains(Full):
    __contains__ = None
    __iter__ = None
    __reversed__ = None


print(list(reversed(Reversible(1, 2, 3))))
for attempt in (lambda: 1 in NoContains(), lambda: list(NoContains()), lambda: reversed(NoContains()),
                lambda: reversed(sequence), lambda: len(sequence), lambda: full[0],
                 lambda: 1 in 2, lambda: iter(5), lambda: sequence.values["a"], lambda: default[[]],
                 lambda: sequence.values[5], lambda: full.x(), lambda: operator.delitem((1,), 0)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
