"""return and yield statements: values, from within loops and try, none at the end, tuples without brackets."""


def nothing(): pass
def bare(): return
def value(): return 1
def pair(): return 1, 2
def starred(): return 0, *"ab"
def conditional(n): return "small" if n < 10 else "large"
def unreachable():
    return "first"
    raise ValueError("never")


print(nothing(), bare(), value(), pair(), starred(), conditional(5), conditional(50), unreachable())


def early(values):
    for n in values:
        while True:
            if n > 2:
                return f"found {n}"
            break
    else:
        return "none"


def through_finally():
    for n in range(3):
        try:
            return n
        finally:
            print("finally", n)


def replaced():
    try:
        return "tried"
    finally:
        value = "assigned after it was evaluated"
        return value


def swallowed():
    for n in range(3):
        try:
            raise ValueError(n)
        finally:
            if n == 2:
                return "swallowed"
            continue


def evaluated_before(value):
    try:
        return value
    finally:
        value = "changed"


def from_with():
    class Manager:
        def __enter__(self): print("enter")
        def __exit__(self, *rest): print("exit", rest)

    with Manager():
        return "from with"


def nested():
    def inner():
        return lambda: "innermost"
    return inner()()


print(early([1, 2, 3]), early([]), through_finally(), replaced(), swallowed(), evaluated_before("kept"), from_with(),
      nested())


def generator():
    yield
    yield 1
    yield 2, 3
    yield *"ab", 4
    x = yield (yield 5)
    print("x is", x)
    return "value"


made = generator()
print([next(made) for _ in range(6)])
try:
    made.send("sent")
except StopIteration as stop:
    print(stop.value, stop.args)


def never_reached():
    return
    yield


def in_false():
    if False:
        yield
    return 5


print(list(never_reached()), list(in_false()), type(in_false()).__name__)
for wrong in ("return", "return 1", "yield 1", "class C: return 1", "class C: yield", "def f(): return = 1",
              "def f(): return return", "def f(): return yield", "def f(): return (yield)", "def f(): return await x",
              "[(yield) for x in y]", "def f(): return *a, b", "def f(): return a := 1", "def f(): yield = 1",
              "def f(): x = yield y, z", "def f(): yield from", "def f(): yield from *a", "def f(): yield from a, b",
              "async def f(): return [(yield)]", "yield from x", "def f(): return lambda: (yield)",
              "def f(): (yield x) = 1", "def f(): yield x = 1", "def f(): yield x += 1", "if 1: return",
              "def f(): return x if y", "for x in y: return"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong}: compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
