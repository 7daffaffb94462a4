"""Scopes of comprehensions: their variables are their own, the first iterable is not, and a walrus binds outside."""

x = "outside"
print([x for x in range(3)], x)
print({x: x for x in range(2)}, {x for x in range(2)}, list(x for x in range(2)), x)
y = 5
print([y for y in range(y)], [[y for y in range(y)] for y in range(3)], y)
print([(a, b) for a in range(3) if a for b in range(a) if b != a], [total := 0, [total := total + n for n in range(5)],
    total])


def function():
    values = [1, 2, 3]
    found = any((last := value) > 1 for value in values)
    calls = [lambda: value for value in values]
    return found, last, [call() for call in calls], sorted(locals())


print(function())


def nested(n):
    return [[n * row + column for column in range(n) if column != row] for row in range(n)]


print(nested(3))


class Body:
    size = 2
    first = [n for n in range(size)]
    try:
        second = [n for n in range(2) if size]
    except NameError as error:
        print(error)
    values = [size for size in range(3)]
    print(size, list(map(lambda n: n, first)))


def lazily():
    yield from ((a, b) for a in source() for b in second())


def source():
    print("source")
    return [1, 2]


def second():
    print("second")
    return "xy"


generator = lazily()
print("made")
print(list(generator))
eager = (n for n in source())
print("the first iterable is evaluated at once", next(eager))
try:
    (n for n in 5)
except TypeError as error:
    print(error)
lazy = (1 // n for n in (1, 0))
print(next(lazy))
try:
    next(lazy)
except ZeroDivisionError as error:
    print(error, list(lazy))


def locals_within():
    outer = 1
    return [sorted(locals()) for inner in range(1)], outer


print(locals_within())
print([i for i in range(5) if i % 2 for i in range(i)], [i := 10, i], (lambda: [i for _ in "a"])())
for wrong in ("[x := 1 for x in y]", "[(x := 1) for x in y]", "[a for a in (b := [1])]", "[a async for a in b]",
              "class C: [(z := a) for a in b]", "[*a for a in b]", "{**a for a in b}",
              "[yield for a in b]", "lambda: [(yield) for a in b]", "[a, b for a in c]", "(a for a in b, c)",
              "{a: b, c for a in d}", "[for a in b]", "f(a for a in b, 1)"):
    try:
        compile(wrong, "<comprehension>", "exec")
        print(wrong, "compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
