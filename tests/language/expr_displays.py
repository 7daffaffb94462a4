"""Atoms and displays: parentheses, lists, tuples, sets, dictionaries, unpacking within them, order of evaluation."""

print((), (1,), (1), ((1, 2)), [], [1, ], [[]], {}, {1}, {1, 1.0, True}, {"a": 1, }, type({}).__name__,
      type({*()}).__name__)
print((1, 2) + (3,), [1] * 3, ((),) * 2, 1, 2)
first = [0, *range(3), *"ab", *{"k": 1}, *(), 9]
print(first, (*first[:2], *[5]), {*[1, 2], *[2, 3]}, [*[*[*"x"]]])
print({"a": 1, **{"b": 2, "a": 3}, "c": 4, **{}}, {**{"a": 1}, "a": 2}, {1: "int", True: "bool", 1.0: "float"})
pair = 1, *[2, 3]
print(pair, *[4], *(5, 6))

order = []


def note(value):
    order.append(value)
    return value


{note("k1"): note("v1"), **{note("k2"): note("v2")}, note("k3"): note("v3")}
[note(1), *[note(2), note(3)], note(4)]
print(order)

nested = [[1, [2, [3]]], {"a": {"b": (1,)}}, ({},)]
print(nested, nested[0][1][1][0], nested[1]["a"]["b"], len(nested))
nested.append(nested)
print(nested)
cycle = {}
cycle["self"] = cycle
print(cycle, [cycle], {"x": (cycle,)})
ring = ([],)
ring[0].append(ring)
print(ring)
print({(1, 2): "tuple", frozenset([1]): "frozen", None: 0, ...: 1, "": 2, b"": 3, 1j: 4})
print([1, 2, 3] == [1, 2, 3], (1, 2) == [1, 2], {1: 2} == {1: 2.0}, {1, 2} == {2, 1}, [1, [2]] < [1, [3]],
      (1, "a") < (2, 0), [] < [0])
big = [*range(1000)]
print(len(big), sum(big), len({*big}), len({n: n for n in big}), len((*big, *big)))
print([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10][3], ("a", "b", "c", "d")[1], {"one": 1, "two": 2, "three": 3}["two"],
      5 in {1, 5, 9}, "z" in ("x", "y"))

for wrong in ("[*1]", "{*None}", "{**[1]}", "{**1}", "{[]: 1}", "{{}}", "(*1,)", "{**{1: 2}, **None}", "print(*1)"):
    try:
        eval(wrong)
    except TypeError as error:
        print(f"{wrong}: {error}")
for wrong in ("(*a)", "*a", "{*a: 1}", "{a: *b}", "{a: 1, b}", "{a, b: 1}", "[**a]", "{**a, b}", "{*a, **b}", "(1 2)",
              "[1, 2", "{1:}", "{:1}", "[,]", "(,)", "{1:2, 3:4 5:6}", "{**a for a in b}", "*a, b = c, *d", "(a, *b",
              "f(**)"):
    try:
        compile(wrong, "<display>", "exec")
        print(f"{wrong}: compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
