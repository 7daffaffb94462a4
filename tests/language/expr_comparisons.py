"""Comparisons: chains, identity, membership, between types, of containers, and when operands are evaluated."""

order = []


def note(value):
    order.append(value)
    return value


print(note(1) < note(2) < note(3), note(3) < note(2) < note(1), note(1) == note(1) != note(2) >= note(0), order)
print(1 < 2 < 3 < 4, 1 < 3 > 2, 1 == 1.0 == True, 1 < 2 == 2 != 3, 3 > 2 > 2, "a" < "b" <= "b", 0 == False is False,
      (0 == False) is True, 1 in [1] == True)
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [1], (1, "b") > (1, "a"), [[1], 2] == [[1], 2], (1, 2) != (2, 1),
      [1, "a"] == [1, "a"], "abc" < "abd", "Z" < "a", "" < "a", "é" > "z")
print({1, 2} < {1, 2, 3}, {1, 2} <= {1, 2}, {1} < {2}, {1} > {2}, {1} == {2}, {1} >= set(), {1: [2]} == {1: [2]},
      {1: 2, 3: 4} == {3: 4, 1: 2}, {1: 2} != {1: 3}, frozenset([1]) == {1})
print(b"a" < b"b", bytearray(b"a") == b"a", memoryview(b"ab") == b"ab", range(3) == range(0, 3, 1),
      range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), slice(1) == slice(None, 1), "a" == b"a", 1 == "1",
      None == 0, [] == ())
print(1 in [1, 2], 3 not in (1, 2), "b" in "abc", "" in "", "bc" in "abc", b"b" in b"abc", 98 in b"abc",
      "k" in {"k": 1}, 2 in {1, 2}, 5 in range(0, 10, 5), 1.0 in range(3), "x" in ["xy"], None in [None], [1] in [[1]],
      (1, 2) in {(1, 2)})


class Generator:
    def __init__(self):
        self.given = []

    def __iter__(self):
        for n in range(5):
            self.given.append(n)
            yield n


generator = Generator()
print(2 in generator, generator.given, 9 in generator, len(generator.given))
a = b = []
print(a is b, a is not [], None is None, a is not b, not a is b, type(1) is int, (a is b) is True)


class Vector:
    def __init__(self, *values):
        self.values = values

    def __lt__(self, other):
        return [x < y for x, y in zip(self.values, other.values)]

    def __gt__(self, other):
        return []


print(Vector(1, 5) < Vector(2, 3), Vector(1) < Vector(2) < Vector(3), Vector(1) > Vector(0) > 1,
      sorted([Vector(2), Vector(1)], key=lambda v: v.values)[0].values)
nan = float("nan")
print(nan in [nan], [nan] == [nan], {nan: 1} == {nan: 1}, nan is nan, nan == nan, (nan,) < (nan,), [nan, 1] < [nan, 2],
      sorted([3, 1, 2], key=lambda x: -x), 0.0 in {-0.0}, max(nan, 1) is nan)
for wrong in ("1 < 'a'", "[1] < [None]", "(1, 2) < [1]", "{} < {}", "1j < 2j", "None < None", "{1} < [1]", "int < str",
              "'a' in 1", "1 in 'a'", "None in 'abc'", "'a' in b'a'", "[] in {}", "1 in None", "b'a' in 'a'",
              "[1, 2] < [1, 'a']", "max(1, 'a')", "sorted([None, 1])",
              "range(3) < range(4)", "memoryview(b'a') < b'b'", "object() < object()", "[[]] < [1]", "{} in set()",
              "set() in {1}"):
    try:
        print(wrong, eval(wrong))
    except TypeError as error:
        print(f"{wrong}: {error}")
