"""tuple and range: construction, methods, slices, equality, large ranges, errors."""

print((), (1,), 1, (1, 2), tuple("abc"), tuple([1, 2]), tuple({"k": 1}), tuple(range(3)), tuple(), tuple((1,)),
      (1, 2) + (3,), (0,) * 3, 2 * ("a", "b"), () + (), (1, (2, (3,))), ("only",), (None, True), tuple(n for n in "xy"))
t = (5, 3, 5, 1)
print(t.count(5), t.index(5), t.index(5, 1), t[0], t[-1], t[1:3], t[::-1], t[::2], t[5:], len(t), 3 in t, 9 not in t,
      sorted(t), max(t), min(t), sum(t), list(reversed(t)), t + t, t is t[:], t == (5, 3, 5, 1), (1, 2) < (1, 3),
      (1,) < (1, 0), () < (0,), (1, "b") > (1, "a"), (1, 2) == [1, 2])
a, b, *c = t
(d, (e, f)) = (1, (2, 3))
print(a, b, c, d, e, f, hash((1, 2)) == hash((1, 2)), {(1, 2): "key"}[(1, 2)], (1, 2) in {(1, 2)},
      {(1,), (1.0,), (True,)}, str((1,)), repr((1, "a", (2.5, None))), f"{t}", "%s %s %s %s" % t)
mutable = ([1], 2)
mutable[0].append(3)
print(mutable, ((),) == ((),), (1, 2) != (2, 1), tuple.__getitem__(t, 1), t.__len__(), t.__contains__(3),
      tuple.__new__(tuple, "ab"), isinstance(t, tuple), bool(()), bool((0,)), (lambda *args: args)(*t))
r = range(2, 20, 3)
print(r, list(r), r.start, r.stop, r.step, len(r), r[0], r[-1], r[1:3], r[::-1], list(r[::-1]), r[::2], r[10:], 5 in r,
      6 in r, 5.0 in r, "a" in r, r.index(8), r.count(8), r.count(9), list(reversed(r)), range(5)[1:-1],
      range(10)[::3][1:], max(r), sum(r), bool(range(0)), bool(range(1)))
print(range(3) == range(0, 3), range(0, 3, 2) == range(0, 4, 2), range(0) == range(5, 5), range(1, 1) == range(2, 2, 7),
      hash(range(3)) == hash(range(0, 3, 1)), range(3) != range(4), range(3) == [0, 1, 2], {range(3): "r"}[range(0, 3)],
      range(5, 0, -1), list(range(5, 0, -2)), list(range(0, -5, -1)), list(range(5, 5)), list(range(5, 0)),
      list(range(0, 5, -1)), range(True), repr(range(0, 10, 1)), repr(range(1, 10, 2)))
big = range(10 ** 20, 10 ** 20 + 10, 3)
print(big, list(big), big[1], big[-1], 10 ** 20 + 3 in big, big.index(10 ** 20 + 6), big[1:], len(big),
      list(reversed(big))[0], range(-10 ** 30, 10 ** 30, 10 ** 30)[1], 10 ** 25 in range(10 ** 30),
      range(10 ** 30)[10 ** 29], range(10 ** 30).stop == 10 ** 30, [*range(2 ** 63, 2 ** 63 + 2)],
      range(10 ** 30)[-1] == 10 ** 30 - 1, range(0, 10 ** 30, 7).count(14))
iterator = iter(range(4))
print(next(iterator), iterator.__length_hint__(), list(iterator), next(iterator, "end"),
      [i for i in range(3) for i in range(i)], range(3).__contains__(2), type(iter(range(3))).__name__,
      type(iter(range(10 ** 30))).__name__, [*zip(range(3), range(10, 13))], sum(range(101)), list(map(range, [1, 2])),
      range(0, 7, 2).__reduce__()[1])


class Index:
    def __init__(self, value): self.value = value
    def __index__(self): return self.value


print(range(Index(3)), range(Index(1), Index(9), Index(4)), t[Index(1)], r[Index(-1)], range(5)[Index(1):Index(3)],
      Index(5) in range(10))
for wrong in ("t[10]", "t['a']", "t[1.0]", "t.index(99)", "t.index(5, 3)", "t.count()", "t.__setitem__(0, 1)",
              "t.append(1)", "t + [1]", "t * 1.5", "t + 1", "() < 1", "(1,) < ('a',)", "tuple(5)", "tuple(1, 2)",
              "hash(([],))", "t[::0]", "r[10]", "r[-10]", "r['a']", "r[1.0]", "r[::0]", "r.index(6)", "r.index('a')",
              "range()", "range(1, 2, 3, 4)", "range(1.5)", "range('a')", "range(1, 2, 0)", "range(None)",
              "range(stop=3)", "r.start_", "r + r", "r * 2", "r < r", "r.__setitem__(0, 1)", "setattr(r, 'start', 1)",
              "range(3)[10 ** 30]", "next(r)", "sorted([t, 1])", "sum(['a', 'b'])", "sum([[1], [2]])",
              "range(Index('a'))"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
