"""Comprehensions: lists, sets, dictionaries; several for and if; targets of every form; nesting."""

print([n * n for n in range(6)], {n % 3 for n in range(9)}, {n: chr(97 + n) for n in range(3)})
print([n for n in range(20) if n % 2 if n % 3], [n if n % 2 else -n for n in range(5)])
print([(a, b) for a in "xy" for b in range(2)], [(a, b) for a in range(4) for b in range(a) if (a + b) % 2])
print([[row[i] for row in [[1, 2], [3, 4], [5, 6]]] for i in range(2)], [x for row in [[1], [2, 3]] for x in row])
print([a + b for a, b in [(1, 2), (3, 4)]], [first for first, *rest in ["abc", "d"] if not rest],
      [c for (a, [b, c]) in [(1, (2, 3))]])
print({k: v for k, v in zip("abc", range(3))}, {v: k for k, v in {"a": 1, "b": 1}.items()},
      {(i, j): i * j for i in (1, 2) for j in (3, 4)})
print([x for x, in [(1,), (2,)]], [y for x in range(3) for y in [x * 10]], [y for x in "ab" if (y := x.upper()) != "A"])


class Target:
    pass


target, items = Target(), {}
print([target.x for target.x in range(3)], target.x, [items["k"] for items["k"] in "ab"], items)
print([lambda: n for n in range(3)][0](), [f() for f in [lambda n=n: n for n in range(3)]])
print([[[n + m + k for n in range(2)] for m in range(2)] for k in range(2)], [*(n for n in range(3))],
      sum(n for n in range(10) if n & 1))
print([x for x in (y for y in (z for z in range(5) if z) if y != 2) if x != 3])
print([i for i in range(3)] + [i for i in "ab"], [() for _ in range(2)], [[] for _ in range(2)],
      {_: [] for _ in range(2)})
print([a or b for a in (0, 1) for b in (2, 3)], [x == y for x in (1, 2) for y in (2,)], [not x for x in (0, 1)])

order = []


def note(value):
    order.append(value)
    return value


{note(f"key {n}"): note(f"value {n}") for n in range(2)}
[note(f"element {n}") for n in note([1, 2]) if note(n) > 1]
print(order)


def fails(n):
    if n == 2:
        raise ValueError(f"at {n}")
    return n


collected = []
try:
    [collected.append(fails(n)) for n in range(5)]
except ValueError as error:
    print(error, collected)


def method():
    total = 0
    values = [total := total + n for n in range(4)]
    return values, total, [values[i] for i in range(len(values)) if values[i] in {v for v in values if v > 1}]


print(method())
primes = [n for n in range(2, 50) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
print(primes, {len(str(p)): [q for q in primes if len(str(q)) == len(str(p))] for p in primes})
for wrong in ("[x for x in 1]", "[a for a, b in [1]]", "{x: 1 for x in [[]]}", "{x for x in [{}]}",
              "[a for a, b in [(1, 2, 3)]]", "[a for a, *b in [()]]", "[undefined for _ in (1,)]",
              "[1 for undefined.x in (1,)]"):
    try:
        eval(wrong)
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
