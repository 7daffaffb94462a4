"""Assignment expressions: where they bind, what they yield, and where they may not stand."""

print((n := 10), n, [y := 5, y ** 2, y ** 3], (z := 1, 2), z)
if (match := "found" if n else None) is not None:
    print(match)
data = iter([3, 1, 4, 1, 5])
while (value := next(data, None)) is not None and value != 1:
    print("value", value)
print(value, list(data))
print([(x, last) for x in range(5) if (last := x * x) % 2], last, any((witness := s).startswith("c") for s in ["a",
    "cb", "d"]), witness)
print(f"{(a := 3)} {a:=5} {(b := a + 1)!r}", (lambda: (c := 4) + c)(), len(d := [1, 2]), d, max((e := 7), 2), e)


def function(x, y=(default := 100)):
    if (total := x + y) > 50:
        return total, (lambda v: (w := v) * 2)(total), sorted(locals())
    return total


print(function(1), function(1, 2), default)


def outer():
    count = 0

    def inner():
        nonlocal count
        return (count := count + 1)

    def of_global():
        global made
        return (made := "global")

    return inner(), inner(), of_global(), count, [count := 9 for _ in "a"], count


print(outer(), made)


class Body:
    size = (width := 3) * 2
    print(width, size, (lambda: (hidden := 1))())


print(Body.width, hasattr(Body, "hidden"))
stack = [1, 2, 3]
while stack and (top := stack.pop()) > 1:
    print(top, end=" ")
print(stack, top)
partial = 0
print([partial := partial + v for v in range(5)], partial, {k: (v := k * 2) for k in range(2)}, v,
      {(m := i) % 2 for i in range(3)}, m)
print((p := (q := 1)), p, q)
x = (y := 0) or 5
print(x, y, (i := 1) + (i := i + 1) * i, i, [j := 1, j := j + 1], d[(k := 0)], d[k := 1],
      (lambda *args: args)(*(s := "ab")), s)
assert (checked := True), "never"
print(checked, not (negated := 0), negated, (u := 1) if (t := 0) else (u := 2), t, u,
      (yielded := lambda: (yield (g := 6))) and list(yielded()))
for wrong in ("x := 1", "f(x=y := 1)", "(a.b := 1)", "(a[0] := 1)", "((a, b) := 1)", "(a, b := 1, 2)",
              "lambda x := 1: x", "lambda: x := 1", "x = y := 1", "def f(a: (b := 1)): pass", "(x: int := 1)",
              "(x += 1)", "[x for x in y := z]", "f(x := 1)", "f(x := 1, y := 2)", "a[x := 1]", "a[x:=1, y:=2]",
              "{x := 1}", "{x := 1: 2}", "{(x := 1): 2}", "{1: x := 2}", "with (x := f()) as y: pass",
              "with x := f(): pass", "if x := 1: pass", "return x := 1", "assert x := 1", "del x := 1", "(None := 1)",
              "(1 := 2)", "('a' := 1)", "for x in y := z: pass", "@x := y\ndef f(): pass", "raise x := E", "(*a := 1)"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
