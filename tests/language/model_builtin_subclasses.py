"""Subclasses of built-in types: what they inherit, what their methods return, and which overrides count."""


class Meters(int):
    def __new__(cls, value, unit="m"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __repr__(self):
        return f"{int(self)} {self.unit}"

    def __add__(self, other):
        return Meters(int(self) + other, self.unit)


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())

    def __eq__(self, other):
        return str(self) == str(other).upper()

    __hash__ = str.__hash__


class Logged(dict):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        return f"<{super().__getitem__(key)}>"


class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    def __getitem__(self, index):
        return ("item", super().__getitem__(index))


class Pair(tuple):
    def __new__(cls, left, right):
        return super().__new__(cls, (left, right))

    left = property(lambda self: self[0])


class Tags(set):
    pass


meters = Meters(5, "km")
print(meters, meters + 1, meters - 1, type(meters - 1).__name__, meters == 5, {5: "same"}[meters], f"{meters:03}",
      f"{meters}", int(meters), "%d" % meters)
print(type(meters.real).__name__, type(+meters).__name__, isinstance(meters, int), meters.unit,
      sorted([Meters(3), 1, Meters(2)]), range(10)[meters])
upper = Upper("abc")
print(upper, upper == "Abc", upper + "d", type(upper + "d").__name__, type(upper[:1]).__name__,
      type(upper.lower()).__name__, type("".join([upper])).__name__, {upper: 1}["ABC"])
logged = Logged(a=1)
logged["b"] = 2
logged.update(c=3)
logged.setdefault("d", 4)
print(logged["a"], logged.get("a"), dict(logged), list(logged.values()), {**logged}, type(logged.copy()).__name__,
      type(logged | {}).__name__, logged == {"a": 1, "b": 2, "c": 3, "d": 4})
stack = Stack([1, 2]).push(3)
print(stack[0], list(stack), stack[1:], type(stack + [4]).__name__, type(stack.copy()).__name__, stack.pop(), [*stack],
      stack * 2)
pair = Pair(1, 2)
print(pair, pair.left, pair == (1, 2), type(pair + (3,)).__name__, type(pair[:]).__name__, hash(pair) == hash((1, 2)),
      *pair)
tags = Tags([1, 2])
print(type(tags | {3}).__name__, type(tags.copy()).__name__, tags == {1, 2}, tags & {1}, repr(Tags()), len(tags - {1}))
for base in (bool, type(None), range, slice, type(...), type(lambda: 0), memoryview, type(print)):
    try:
        type("Derived", (base,), {})
        print(base.__name__, "can be derived")
    except TypeError as error:
        print(error)
print(float.__new__(type("F", (float,), {}), 1.5), bytes.__new__(type("B", (bytes,), {}), b"x"),
      complex.__new__(type("C", (complex,), {}), 1, 2))
print(isinstance(type("E", (ValueError, KeyError), {})("x"), LookupError), [1, 2] == Stack([1, 2]),
      (1, 2) == Pair(1, 2), "ABC" == upper)
