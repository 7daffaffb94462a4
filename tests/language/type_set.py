"""set and frozenset: operations and methods, in place and not, comparison, hashing, errors."""


def shown(value):
    return f"{type(value).__name__}({sorted(value, key=str)})" if isinstance(value, (set, frozenset)) else repr(value)


def show(*values):
    print(*map(shown, values))


a, b = {1, 2, 3}, {2, 3, 4}
show(a | b, a & b, a - b, a ^ b, a | b | {9}, a.union(b, [7], "x"), a.intersection(b, [2]), a.difference(b, [1]),
     a.symmetric_difference([3, 4]), a.union(), a.intersection())
show(set(), set("hello"), set(range(3)), {*a, *b}, {n % 3 for n in range(9)}, frozenset("ab"), frozenset(),
     set([1, 1.0, True]), set({"k": 1}), frozenset(a), set(n for n in "ab"))
print(1 in a, 9 not in a, len(a), a == {3, 2, 1}, a != b, a < {1, 2, 3, 4}, a <= a, a < a, {1} < a, a > {1}, a >= b,
      a.issubset(range(5)), a.issuperset([1]), a.isdisjoint([9]), a.isdisjoint(b), set() < a, bool(set()),
      a == frozenset(a), frozenset(a) == a, {1} == {True}, a == [1, 2, 3], a | frozenset(b) == {1, 2, 3, 4})
show(type(a | frozenset()), type(frozenset() | a), frozenset([1]) | {2}, {2} | frozenset([1]),
     {1}.union(frozenset([2])), frozenset([1]).union({2}))
s = {1, 2, 3}
print(s.add(4), s.add(1), s.discard(9), s.discard(2), s.remove(3), sorted(s), s.update([5, 6], {7}),
      s.pop() in {1, 4, 5, 6, 7}, len(s), s.clear(), s, s.copy() is s)
s = alias = {1, 2, 3, 4}
s |= {5}; s &= {2, 3, 4, 5}; s -= {3}; s ^= {4, 9}
show(s, alias)
print(s is alias, s.intersection_update([2, 5], [2, 5, 9]), sorted(s), s.difference_update([5]), sorted(s),
      s.symmetric_difference_update([2, 8]), sorted(s))
f = frozenset([1, 2])
g = f
g |= {3}
show(f, g)
print(hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "key"}[frozenset([1])], f.copy() is f,
      frozenset(f) is f, {frozenset([1]), frozenset([1])} == {frozenset([1])}, f | f == f, {1} in {frozenset([1])},
      frozenset([frozenset([1])]), repr(frozenset([1])), repr({1}), repr(set()), str({"a"}), repr(frozenset()),
      [1] == sorted({1}), {(1, 2), (1, 2)} == {(1, 2)})
big = set(range(1000))
for n in range(0, 1000, 3):
    big.discard(n)
print(len(big), sum(big), 3 in big, 4 in big, len(big & set(range(500))), len(big ^ set(range(1000))),
      sorted(big - set(range(990))), max(big), len(set("the quick brown fox")), len({str(n) for n in range(100)} & {"5",
          "x"}))


class Key:
    def __init__(self, value): self.value = value
    def __hash__(self): return self.value % 2
    def __eq__(self, other): return isinstance(other, Key) and self.value == other.value
    def __repr__(self): return f"K{self.value}"


keys = {Key(n) for n in (1, 2, 3, 2, 1)}
keys.discard(Key(2))
print(sorted(k.value for k in keys), Key(3) in keys, Key(2) in keys, len(keys | {Key(3), Key(5)}))


class Sub(set): pass


sub = Sub([1, 2])
sub.name = "attribute"
print(sub, sub | {3}, type(sub | {3}).__name__, type(sub.copy()).__name__, sub == {1, 2}, sub.name,
      len(Sub("ab") & {"a"}), isinstance(sub, set), {1, 2}.__contains__(1), set.__or__({1}, {2}), {1}.__or__([2]),
      {1}.__rand__({1}), {1, 2}.__len__(), [*iter({5})], next(iter({7})), {1: 2}.keys() | {3})
for wrong in ("{[]}", "{{}}", "set(5)", "set(1, 2)", "set([[]])", "frozenset([{}])", "{1}.add([])", "{1}.remove(2)",
              "{1}.remove([])", "set().pop()", "{1} | [2]", "{1} & 'a'", "{1} - 5", "{1} ^ None", "{1} + {2}",
              "{1} * 2", "{1} < [2]", "{1} < 5", "{1}.union(5)", "{1}.update(5)", "{1}.intersection([[]])", "hash({1})",
              "{1}.add()", "{1}.add(1, 2)", "frozenset([1]).add(2)", "frozenset([1]).pop()", "{[1]: 2}", "[] in {1}",
              "{} in {1}", "set() in {1}", "{1}.issubset(5)", "{1}.isdisjoint(5)", "{1}.x", "{1}.discard([])",
              "set(a=1)", "frozenset(1)", "{1}.__ior__([2])", "{1, 2}.sort()", "{*5}", "{None} < {1}", "max(set())"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
for change, values in ((lambda s: s.add(len(s) + 10), {1, 2}), (lambda s: s.pop(), {1, 2, 3})):
    try:
        for _ in values:
            change(values)
    except RuntimeError as error:
        print(error)
