"""Augmented assignment: every operator, on names, attributes, items and slices, in place or not."""

x = 10
x += 5; print(x, end=" ")
x -= 3; print(x, end=" ")
x *= 4; print(x, end=" ")
x //= 5; print(x, end=" ")
x **= 2; print(x, end=" ")
x %= 50; print(x, end=" ")
x <<= 3; print(x, end=" ")
x >>= 1; print(x, end=" ")
x |= 7; print(x, end=" ")
x &= 0b11111; print(x, end=" ")
x ^= 0b101; print(x, end=" ")
x /= 2; print(x)

one = other = [1, 2]
one += (3,)
one *= 2
print(other, one is other)
one = one + [4]
print(len(other), len(one))
pair = same = (1,)
pair += (2,)
text = "a"
text += "b" * 2
text *= 2
print(pair, same, text)
tags = alias = {1, 2}
tags |= {3}; tags &= {2, 3}; tags -= {2}; tags ^= {9}
print(alias, tags is alias)
mapping = copy = {"a": 1}
mapping |= {"b": 2}
mapping |= [("c", 3)]
print(copy)
buffer = view = bytearray(b"ab")
buffer += b"cd"
print(view)


class Target:
    count = 5


target = Target()
target.count += 1
print(target.count, Target.count, vars(target))
items = [[0], 1, 2]
items[0] += [5]
items[1:] *= 2
items[-1] **= 5
table = {"k": 1}
table["k"] -= 10
print(items, table)


def local(n):
    n += 1
    total = 0
    for i in range(n):
        total += i
    return total


print(local(4))
for nested in [[1], [2]]:
    nested += ["in place"]
evaluated = []


def index():
    evaluated.append(1)
    return 0


items[index()] += ["once"]
print(items[0], len(evaluated), nested)


class Both:
    def __iadd__(self, other):
        return f"i{other}"

    def __add__(self, other):
        return f"+{other}"


both = Both()
both += 1
print(both)
frozen = ([],)
for wrong in ("frozen[0] += [1]", "undefined += 1", "x += 'a'", "items += 1", "text -= 'a'", "tags |= [1]",
              "mapping |= 5", "x @= 2", "frozen += [1]", "table['none'] += 1", "target.none += 1", "frozen <<= 1",
              "x //= 0", "buffer += 'a'", "x **= 'a'"):
    try:
        exec(wrong)
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
print(frozen)
for wrong in ("x += y += 1", "(x, y) += 1", "[x] += 1", "f() += 1", "1 += 1", "None += 1", "x + = 1", "x ++", "++x",
              "x += ", "x: int += 1", "(x) += 1", "x := 1", "*x += 1", "x.y += yield", "def f(): x.y += yield",
              "(yield) += 1", "x if y else z += 1", "x =+ 1", "x ** = 2"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong}: compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
