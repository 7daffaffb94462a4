"""dict: construction, methods, order of insertion, merging, views, iteration, errors."""

print({}, dict(), dict(a=1, b=2), dict([("x", 1), ["y", 2]]), dict({"k": "v"}), dict({"a": 1}, b=2),
      dict(zip("ab", range(2))), dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), {n: n * n for n in range(3)},
      {**{"a": 1}, "b": 2}, dict([("a", 1)], a=2), dict(a=1, **{"b c": 2}))
d = {"one": 1, "two": 2, "three": 3}
print(d["one"], d.get("one"), d.get("none"), d.get("none", 0), "one" in d, "none" in d, len(d), list(d), d.keys(),
      d.values(), d.items(), list(reversed(d)), sorted(d), max(d), d.pop("two"), d.pop("none", "default"), d.popitem(),
      d)
d["new"] = 5; d["one"] = 10; d.update({"x": 1}, y=2); d.update([("z", 3)]); d |= {"one": 11}; d |= [("w", 0)]
print(d, d.setdefault("one", 99), d.setdefault("fresh", 7), d.setdefault("nothing"), d)
del d["x"], d["y"]
d["x"] = "at the end again"
print(list(d), d | {"a": 1}, {"a": 1} | d == d | {"a": 1}, {"b": 1, "a": 2} == {"a": 2, "b": 1}, d.copy() == d,
      d.copy() is d, bool({}), d.clear(), d)
keys = {"a": 1, "b": 2, "c": 3}
k, v, i = keys.keys(), keys.values(), keys.items()
print(k & {"a", "z"}, sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c"}, k >= {"a"},
      k < {"a", "b", "c", "d"}, k.isdisjoint("xyz"), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, i & {("a", 1)},
      sorted(i - {("a", 1)}), len(v), list(reversed(v)), list(reversed(i))[0], k.mapping["a"], v == keys.values(),
      i == {("a", 1), ("b", 2), ("c", 3)}, {1: [2]}.items() == {1: [2]}.items(), sorted(k & keys))
keys["d"] = 4
print(k, v, len(i), {1: "int", True: "bool", 1.0: "float"}, {1: "a"}[1.0], {0: "zero"}[False], {(1, 2): 3}[(1, 2)],
      {None: 0}[None], {float("nan"): 1}.get(float("nan")), {"é": 1, "e\u0301": 2},
      {frozenset([1]): "f"}[frozenset([1.0])])
order = {}
for n in (5, 3, 9, 3, 1):
    order[n] = len(order)
order.pop(3); order[3] = "back"
print(order, next(iter(order)), [*order], list(order.items())[-1], {k: v for k, v in sorted(order.items(), key=str)},
      {**order, 5: "replaced, but in its place"})
many = {n: n for n in range(2000)}
for n in range(0, 2000, 2):
    del many[n]
for n in range(2000, 2500):
    many[n] = n
print(len(many), sum(many), list(many)[:2], list(many)[-1], all(many[n] == n for n in many), 1 in many, 2 in many)


class Hash:
    def __init__(self, value): self.value = value
    def __hash__(self): return 1
    def __eq__(self, other): return isinstance(other, Hash) and self.value == other.value
    def __repr__(self): return f"H{self.value}"


collide = {Hash(n): n for n in range(5)}
collide[Hash(2)] = "changed"
del collide[Hash(3)]
loop = {}
loop["me"] = loop
print(collide, Hash(4) in collide, Hash(9) in collide, loop, {"d": loop} != {}, repr({"a": {"b": [1, {"c": ()}]}}),
      f"{ {'a': 1} }", str({1: "x"}), dict(a=1).__contains__("a"), type({}.keys()).__name__, [*{}.items()],
      {}.keys() == set())
for wrong in ("{}['k']", "{1: 2}[3]", "{}.pop('k')", "{}.popitem()", "{[]: 1}", "{{}: 1}", "{}[[]]", "{}.get([])",
              "[] in {}", "dict(5)", "dict([1])", "dict(['ab', 'c'])", "dict(['ab', 'cd'])", "dict([(1, 2, 3)])",
              "dict([(1,)])", "dict(a=1, **{'a': 2})", "dict({}, {})", "dict.fromkeys()", "dict.fromkeys(5)",
              "dict.fromkeys([[]])", "{}.update(5)", "{}.update([1])", "{}.update([(1, 2, 3)])", "{} | 5",
              "{} | [(1, 2)]", "{}.setdefault()", "{}.setdefault([])", "{}.get()", "{} < {}", "{} + {}", "hash({})",
              "{}.keys()[0]", "{}.keys().add(1)", "{}.x", "{}.keys() & 5", "{}.values() & set()",
              "{'a': 1}.items() | 5", "{**5}", "keys.__delitem__('none')", "{}.pop()", "{}.keys() < 5",
              "{1: 2}.keys() & [[]]", "{}.copy(1)", "{1: []}.items() & {(1, 2)}", "len({}.keys(), 1)",
              "reversed({}.keys).x"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
