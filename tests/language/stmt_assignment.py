"""Assignment: chains, targets of every form, unpacking, order, swapping, and what cannot be assigned to."""

a = b = c = []
a.append(1)
print(a, b is c, a is b)
x, y = 1, 2
x, y = y, x
print(x, y)
(d), [e, f], (g, (h, i)) = 1, (2, 3), [4, "56"]
print(d, e, f, g, h, i)
[j, k] = l = "no"
m, = n = [7]
print(j, k, l, m, n)


class Target:
    def __setattr__(self, name, value):
        print("attribute", name, value)

    def __setitem__(self, key, value):
        print("item", key, value)


target = Target()
target.a, target["b"], target[1:2], (target.c, *target["d"]) = 1, 2, 3, (4, 5, 6)
target.x = target["y"] = z = "both"
index = 0
index, values = 1, [10, 20]
index, values[index] = 0, "set at 0, for index was set first"
print(values)
values[0], values = "in the old list", [1]
print(values)
numbers = [1, 2, 3, 4]
numbers[1:3], numbers[0] = "ab", numbers[3]
print(numbers)
fib = [(p, q) for p, q in [(0, 1)] for _ in range(1)]
p, q = 0, 1
while q < 50:
    p, q = q, p + q
print(p, q)
letters = {"a": 1}
letters["b"], letters["a"] = letters["a"], 5
print(letters, [*letters])
first, second = {"key 1": 1, "key 2": 2}
print(first, second)
u, v = (lambda: (1, 2))()
w, *_ = _ = range(3)
print(u, v, w, _)
() = ()
[] = ""
(o) = (r) = 3
print(o, r)
for wrong in ("x = y = 1/0", "a, b = b, undefined", "1.real = 3", "().x = 1", "undefined.x = 1", "undefined[0] = 1",
              "x, 1 .x = 2, 3", "'a'[0] = 1", "x, y = None"):
    try:
        exec(wrong, {"a": 1, "b": 2})
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
for wrong in ("1 = x", "f() = 1", "x + 1 = 2", "(x, 1) = y", "[f()] = y", "x = 1 = y", "x if y else z = 1",
              "lambda: x = 1", "'a' = 1", "{a} = 1", "{} = 1", "{a: b} = 1", "[x for x in y] = 1", "(yield) = 1",
              "not x = 1", "-x = 1", "x == y = 1", "x and y = 1", "`x` = 1", "... = 1", "f'{x}' = 1",
              "x, y += 1", "(x) += 1", "(x, y) = z += 1", "x = yield = 1", "a, b: int = 1", "x =", "= 1", "x = = 1",
              "(x := 1) = 2", "a.f() = 1", "a[1].b() = 1", "True, x = 1", "x = (y = 1)", "f(x) := 1", "if x = 1: pass",
              "while x.y = 1: pass", "print(a = 1 = 2)", "print(a.b = 1)"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong}: compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
