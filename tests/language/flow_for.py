"""for: any iterable, every kind of target, else, changes while iterating, what iterates and what does not."""

for i in range(3): print(i, end=" ")
for a, b in [(1, 2), "xy"]: print(a, b, end=" ")
for a, (b, *c) in [(1, (2, 3, 4)), (5, "6")]: print(a, b, c, end=" ")
print()


class Target:
    pass


target, items = Target(), [0, 0]
for target.x in range(3): pass
for items[0] in "ab": pass
for items[1:] in [[1], [2, 3]]: pass
print(target.x, items)
for key in {"a": 1, "b": 2}: print(key, end=" ")
for key, value in {"a": 1}.items(): print(key, value, end=" ")
for byte in b"ab": print(byte, end=" ")
for char in "é日": print(char, end=" ")
for pair in zip("ab", enumerate("cd")): print(pair, end=" ")
for n in reversed([1, 2]): print(n, end=" ")
for n in 1, 2, *[3]: print(n, end=" ")
for _ in (): print("never")
print()


def find(values, wanted):
    for index, value in enumerate(values):
        if value == wanted:
            break
    else:
        return "not there"
    return index


print(find("abc", "c"), find("abc", "z"), find("", "a"))
values = [1, 2, 3, 4]
for value in values:
    if value % 2:
        values.remove(value)
print(values)
growing = [1]
for value in growing:
    if value < 50:
        growing.append(value * 2)
print(growing)
for value in values[:]:
    values.append(value)
print(values)
loop = range(3)
for loop in loop:
    loop *= 10
print(loop)


class Old:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * index


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        self.current = self.start
        return self

    def __next__(self):
        if self.current == 0:
            raise StopIteration
        self.current -= 1
        return self.current


print([n for n in Old()], [(a, b) for a in Countdown(2) for b in Countdown(2)])
shared = iter(range(6))
for n in shared:
    print(n, next(shared), end=" ")
print(next(shared, "exhausted"))
table = {"a": 1, "b": 2}


def changes(change, container):
    try:
        for _ in container:
            change()
    except RuntimeError as error:
        print(error, end="; ")


changes(lambda: table.update(c=3), table)
changes(lambda: table.pop("c", None) or table.update(d=4), table)
numbers = {1, 2}
changes(lambda: numbers.add(len(numbers) + 10), numbers)
changes(lambda: table.clear(), table.items())
print()
for wrong in (1, None, 1.5, len, object(), type, Target(), ..., True):
    try:
        for _ in wrong: pass
    except TypeError as error:
        print(error)
for wrong in (lambda: [0 for a, b in [1]], lambda: [0 for a, b in [(1,)]], lambda: iter(type("I", (),
    {"__iter__": lambda self: 1})()), lambda: iter(type("I", (), {"__iter__": lambda self: 1 / 0})()),
    lambda: [*type("N", (), {"__iter__": lambda self: self, "__next__": lambda self: {}[1]})()]):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
for wrong in ("for x: pass", "for x in: pass", "for 1 in x: pass", "for f() in x: pass", "for x in y\n pass",
              "for x, in y: pass", "for *x, y in z: pass", "for (x) in y: pass", "for x in *a, b: pass",
              "for x in y if z: pass", "for x + 1 in y: pass", "for x = 1 in y: pass", "for None in x: pass",
              "for x in y: int: pass",
              "for (x in y): pass", "for x not in y: pass", "for x.y[0].z in w: pass", "for in x: pass",
              "for x in y: pass else: pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
