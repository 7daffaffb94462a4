"""Lambda expressions: every kind of parameter, defaults, closures, names, and what their body may be."""

print((lambda: 1)(), (lambda a: a)(2), (lambda a, b=2, /, c=3, *d, e, f=6, **g: (a, b, c, d, e, f, g))(1, e=5),
      (lambda *, k: k)(k=1), (lambda *a: a)(1, 2), (lambda **k: k)(x=1))
print([(lambda x: x * n)(2) for n in range(3)], list(map(lambda x, y: x + y, [1, 2], [10, 20])),
      sorted("bA", key=lambda c: c.lower()), (lambda x: (yield x)).__code__.co_flags & 32)
print((lambda: (1, 2))(), (lambda: [n for n in range(3)])(), (lambda x: x if x else "none")(0),
      (lambda: lambda: lambda: 3)()()(), (lambda x: lambda y: x + y)(1)(2), (lambda x, f=lambda y: y * 2: f(x))(4))
print((lambda: {1: 2})(), (lambda: (x := 5))(), (lambda: not 1)(), (lambda s: s[1:])("abc"),
      (lambda *a, **k: (len(a), len(k)))(*[1, 2], **{"a": 1}), (lambda a, *_, **__: a)(1, 2, b=3))
factorial = lambda n: 1 if n < 2 else n * factorial(n - 1)
print(factorial(20), factorial.__name__, factorial.__qualname__, factorial.__doc__, factorial.__annotations__,
      type(factorial).__name__, (lambda a, b=1: 0).__defaults__, (lambda *, a=1: 0).__kwdefaults__)
print((lambda f: (lambda x: x(x))(lambda y: f(lambda v: y(y)(v))))(lambda me: lambda n: 0 if n == 0 else n + me(n - 1))(10))
compose = lambda *fs: (lambda x: compose(*fs[1:])(fs[0](x))) if fs else (lambda x: x)
print(compose(lambda x: x + 1, lambda x: x * 10, str)(4))


class Class:
    method = lambda self, n=1: (self.__class__.__name__, n)
    static = staticmethod(lambda: "static")
    prop = property(lambda self: "property")
    dispatch = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}

    def make(self):
        return lambda: (self is not None, __class__.__name__)


print(Class().method(), Class.static(), Class().prop, Class.dispatch["sub"](5, 3), Class().make()(),
      Class.method.__qualname__, Class().make().__qualname__)
order = []
function = lambda a=order.append("default"), *, b=order.append("keyword"): order
print(function(), function() is order, (lambda: order.append("body"))(), order)
print((lambda n=10: [n := n - 1 for _ in range(3)])(), (lambda x: [x for x in range(x)])(3),
      (lambda x: (lambda x: x)(x + 1) + x)(1), f"{(lambda x: x * 2)(4)}", f"{(lambda: 'a')()!r:>5}")
generator = (lambda: (yield from "ab"))()
print(list(generator), list((lambda: ((yield 1), (yield 2)))()), [f(2) for f in (lambda x: x, lambda x: -x,
    lambda x: x ** 2)], (lambda x, /: x)(1), (lambda x,: x)(1), (lambda *a, b, **c: (a, b, c))(b=1))
decorate = lambda function: lambda *args: ("decorated", function(*args))


@decorate
@lambda f: lambda x: f(x) + 100
def plain(x):
    return x


print(plain(1), (lambda a: globals().get("a", "no global"))(5), max([3, -5], key=lambda v: abs(v)),
      (lambda: print)()("print returned by a lambda"))
for call in ("(lambda: 1)(1)", "(lambda a: a)()", "(lambda *, a: a)(1)", "(lambda a, /: a)(a=1)",
             "(lambda a, b: a)(1, a=2)", "(lambda: undefined)()", "(lambda x: x())(1)"):
    try:
        print(eval(call))
    except Exception as error:
        print(f"{call}: {type(error).__name__}: {error}")
for wrong in ("lambda: return 1", "lambda: x = 1", "lambda a, a: 1", "lambda a=1, b: 2", "lambda *: 1",
              "lambda **k, a: 1", "lambda a: int: 1", "lambda: pass", "lambda (a, b): 1", "lambda a, *, **k: 1",
              "lambda", "lambda /: 1", "lambda a, /, b, /: 1", "lambda *a, *b: 1", "lambda: (yield)", "lambda: await x",
              "lambda *a=1: 1", "lambda None: 1", "lambda a: a for a in b", "lambda x: x = 1"):
    try:
        compile(wrong, "", "exec")
        print(wrong, "compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
