"""Function definitions: every kind of parameter, defaults evaluated once, annotations, what signatures are refused."""

import inspect


def full(a, b=1, /, c=2, d=3, *args, e, f=4, **kwargs): return a, b, c, d, args, e, f, kwargs
def after_star(*, only): return only
def positional(a, b, /): return a, b
def mixed(a, /, b, *, c): return a, b, c
def star_args(*args, last): return args, last
def annotated(a: int, /, b: "str" = "b", *args: float, c: list[int] = [], **kw: bool) -> tuple: return a, b, args, c, kw


for function in (full, after_star, positional, mixed, star_args, annotated):
    signature = inspect.signature(function)
    print(function.__name__, signature, [parameter.kind.name for parameter in signature.parameters.values()])
print(full(0, e=5), full(0, 1, 2, 3, 4, 5, e=6, g=7), full(0, c=9, e=1, a="into kwargs", b=2), after_star(only=1),
      positional(1, 2), mixed(1, c=3, b=2), star_args(1, 2, last=3))

counter = iter(range(10))


def default(value=next(counter), *, other=next(counter)):
    return value, other


print(default(), default(), default(5), next(counter), default.__defaults__, default.__kwdefaults__)


def accumulates(item, bucket=[], seen={}):
    bucket.append(item)
    seen[item] = len(bucket)
    return bucket, seen


print(accumulates(1), accumulates(2), accumulates(3, []))


def uses_earlier(a, b=None):
    b = a if b is None else b
    return a + b


i = 5
def late(x=i, y=lambda: i): return x, y()
i = 6
print(uses_earlier(2), uses_earlier(2, 3), late())


def recursive(n, memo={0: 0, 1: 1}):
    if n not in memo:
        memo[n] = recursive(n - 1) + recursive(n - 2)
    return memo[n]


def rebinding(a, *args, b=1, **kwargs):
    a, args, b = [a], list(args), {b}
    kwargs["new"] = 1
    args.append("x")
    return a, args, b, kwargs


given = {"k": 1}
print(recursive(50), rebinding(1, 2, b=3, **given), given)


class Class:
    def method(self, a, /, *, b): return a, b
    def no_self(): return "called on the class"
    def odd(*args, **kwargs): return len(args), kwargs
    def own_name(this, self=1): return self


print(Class().method(1, b=2), Class.no_self(), Class().odd(1, self=2), Class().own_name(5),
      inspect.signature(Class().method), inspect.signature(Class.method))
many = eval("lambda " + ", ".join(f"a{n}={n}" for n in range(300)) + ": a0 + a299")
print(many(), many(1), len(inspect.signature(many).parameters), many(*range(300)))
for wrong in ("a, a", "a=1, b", "*, **k", "*", "*a, *b", "**k, a", "**k, *a", "**a, **b", "a, /, b, /", "/", "/, a",
              "*, /", "*a, /", "a, *, *b", "(a, b)", "a.b", "1", "a=1, /, b", "a, /, b=1, c", "*a=1", "**k=1", "None",
              "a: int: str", "*a: *b", "**k: *b", "a, *, b=1, c", "*, a, a", "a, /, a", "a, *a", "a, **a", "a=",
              "a, ,b", "*a, b, *", "a, b,", "*, a,", "**k,", "*a,", "a b", "lambda: 1", "a = b = 1", "a: b = c: d"):
    try:
        compile(f"def f({wrong}): pass", "", "exec")
        print(f"({wrong}) compiles")
    except SyntaxError as error:
        print(f"({wrong}): {error.msg}")
