"""Generator expressions: lazy, one pass, where brackets may be left out, what they close over, attributes."""

squares = (n * n for n in range(5))
print(type(squares).__name__, squares.__name__, next(squares), list(squares), list(squares))
print(sum(n for n in range(5)), max((n for n in [3, 9, 2]), default=0), any(n > 3 for n in range(5)),
      ",".join(str(n) for n in range(3)))
print(dict((n, n * 2) for n in range(3)), sorted((c for c in "hello"), reverse=True), set(n // 2 for n in range(6)),
      tuple(x for x in "ab"))


def traced(name, values):
    for value in values:
        print(name, value)
        yield value


pipeline = (a + b for a in traced("a", [1, 2]) for b in traced("b", [10, 20]) if a + b != 21)
print("nothing yet")
print(next(pipeline))
print(next(pipeline))
print(list(pipeline))
print(3 in (n for n in traced("in", [1, 3, 5])), all(n < 2 for n in traced("all", [1, 2, 3])))
first, *_ = (n for n in range(3))
print(first, [*(n for n in "xy")], *(n for n in range(2)), {*(n for n in range(2))})

data = [1, 2]
early = (n for n in data)
data = [9]
print(list(early))
data = [1, 2]
late = (n for _ in [0] for n in data)
data = [9]
print(list(late))
growing = [1, 2, 3]
grow = (growing.append(n * 10) or n for n in growing if n < 100)
print(next(grow), next(grow), growing)


def sieve(numbers):
    first = next(numbers)
    yield first
    yield from sieve(n for n in numbers if n % first)


import itertools
print(list(itertools.islice(sieve(itertools.count(2)), 10)))
closing = (n for n in traced("closing", [1, 2]))
next(closing)
closing.close()
print(list(closing), closing.gi_frame)
sending = (((yield_ := n), n)[1] for n in range(3))
print(next(sending), sending.send("ignored"), yield_)
try:
    closing.throw(ValueError("thrown"))
except ValueError as error:
    print(error)
try:
    (1 / n for n in [0]).__next__()
except ZeroDivisionError as error:
    print(error)
nested = ((i * j for j in range(3)) for i in range(3))
print([list(inner) for inner in nested], list(zip(*[iter(range(6))] * 2)), [*map(lambda g: next(g),
    [(x for x in "pq")] * 2)])
print(sum(1 for _ in (n for n in range(100) if n % 7 == 0)), (lambda *a: a)(*(i for i in range(3))), len([*((),) * 3]))
for wrong in ("f(a for a in b, c)", "f(c, a for a in b)", "f(a for a in b for c in d)", "f(*(a for a in b), c)",
              "class C(a for a in b): pass", "f(a for a in b, c=1)", "a for a in b", "(a, b for a in c)",
              "f((a for a in b), c)", "f(a=b for b in c)"):
    try:
        compile(wrong, "", "exec")
        print(wrong, "compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
