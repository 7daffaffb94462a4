"""Starred expressions: in assignments, calls, displays, subscripts, return, yield, for, and in annotations."""

a, *b = 1, 2, 3
*c, d = "xyz"
e, *f, g = range(5)
*h, = ()
(i, *j), k = [[1, 2, 3], 4]
[l, [*m, n]] = (1, (2, 3))
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n)


class Target:
    pass


target, items = Target(), [0, 0]
target.first, *target.rest, items[0] = "abcd"
*items[1:], last = 5, 6, 7
print(target.first, target.rest, items, last)
first, (second, *third), *fourth = 1, "xyz", *[5, 6], *{7: 8}
print(first, second, third, fourth)


def returns(values):
    return 0, *values


def yields(values):
    yield *values, "end"
    got = yield 1, *values
    return *values, got


print(returns("ab"), list(yields([1])), [*returns([]), *[*"q"]], (*returns([3]),), {*returns([4])},
      {**{"a": 1}, **dict(b=2)}, print(*"xyz", sep="-"))
for x, *y in [(1, 2, 3), "ab", [9]]:
    print(x, y, end="; ")
for z in *[1, 2], *"ab":
    print(z, end=" ")
print()
swap = [1, 2, 3]
swap[0], *_, swap[-1] = swap[::-1]
print(swap, _)


class Shows:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


shows = Shows()
print(shows[*[1, 2]], shows[0, *"ab", 1:2], shows[*()])
shows[*[1], 2] = 3
del shows[*"xy"]
def annotated(*args: *tuple[int, ...]) -> None: pass
print(annotated.__annotations__, tuple[*tuple[int, str], float], [*zip(*[(1, 2), (3, 4)])],
      dict(zip(*[iter("abcd")] * 2)), max(*[3, 4], *(5,)))


def order():
    print("evaluated")
    yield from (1, 2, 3)


one, *two = order()
*_, final = order()
print(one, two, final, len([*order(), *order()]))
for wrong in ("a, *b = []", "a, *b, c = [1]", "a, b = [1, 2, 3]", "a, b = [1]", "a, b = 1", "*a, = 1",
              "(a, *b), c = [[], 1]", "a, b, c = 'ab'", "[a] = {}", "() = [1]", "a, b = {1}", "a, (b, c) = 1, 2",
              "*a, b = None", "a, b = iter([])"):
    try:
        exec(wrong)
    except (ValueError, TypeError) as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
for wrong in ("*a = 1", "*a, *b = c", "*a", "*(a, b) = c", "x = *a", "x = *a,", "f(*)", "(*a) = 1", "del *a",
              "del *a, b", "for *a in b: pass", "return *a", "[*a, *b] = c", "a = **b", "*a += 1", "*a: int = 1",
              "with x as *y: pass", "*1, a = b", "f(*a for a in b)", "print(*a, **b, *c)", "x if *a else b",
              "f(**a, *b)", "a[*b:c]"):
    try:
        compile(f"def f():\n {wrong}", "", "exec")
        print(f"{wrong} compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
