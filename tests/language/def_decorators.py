"""Decorators: any expression, order, of functions, methods and classes, with arguments, stacked, that return anything."""

import functools

log = []


def named(name):
    log.append(f"made {name}")

    def decorate(function):
        log.append(f"{name} decorates {getattr(function, '__name__', function)}")

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return name, function(*args, **kwargs)
        return wrapper
    return decorate


@named("outer")
@named("inner")
def function(a, b=2):
    """Documented."""
    return a + b


print(function(1), function.__name__, function.__doc__, function.__wrapped__.__wrapped__(1, 1), log)


class Counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return functools.partial(self, instance) if instance else self


def register(registry, key=None):
    return lambda item: registry.setdefault(key or item.__name__, item)


registry = {}


class Class:
    @Counted
    def method(self, n):
        return n * 2

    @property
    def value(self): return 5
    @staticmethod
    def static(): return "static"
    @classmethod
    def of_class(cls): return cls.__name__
    @register(registry)
    def registered(self): pass
    @(lambda f: staticmethod(functools.lru_cache(f)))
    def cached(n): return [n]


instance = Class()
print(instance.method(1), instance.method(2), Class.method.calls, instance.value, Class.static(), instance.of_class(),
      list(registry), instance.cached(1) is instance.cached(1))


@register(registry, "a class")
@lambda cls: type(cls.__name__ + "Made", (cls,), {"added": True})
class Decorated: pass


@len
@str.upper
@lambda f: f.__name__
def becomes_a_number(): pass


decorators = [named("zero"), named("one")]
@decorators[1]
def by_index(): return "by index"
@(named("conditional") if decorators else None)
def conditional(): return "by condition"
@(d := named("walrus"))
def by_walrus(): return d is not None
@[named("list")][0]
def display(): return "from a display"
@print
class Printed: __module__ = "shop"
print(Decorated.__name__, Decorated.added, registry["a class"] is Decorated, becomes_a_number, by_index(),
      conditional(), by_walrus(), display(), Printed)


def traced(function):
    depth = 0

    def wrapper(n):
        nonlocal depth
        depth += 1
        try:
            return f"{depth}:{n}", function(n)
        finally:
            depth -= 1
    return wrapper


@traced
def down(n): return down(n - 1) if n else "end"


print(down(2))
for wrong in ("@\ndef f(): pass", "@x", "@x\ny = 1", "@x y\ndef f(): pass", "@x\n@y\nlambda: 1",
              "@yield\ndef f(): pass", "@x, y\ndef f(): pass", "@x = 1\ndef f(): pass", "@x\nif 1: pass",
              "@*x\ndef f(): pass", "@x\nasync def f(): pass", "@x.y[0](z).w\nclass C: pass", "@not x\ndef f(): pass",
              "@x if y else z\ndef f(): pass", "@x\n\n\n# comment\ndef f(): pass", "@x def f(): pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
try:
    @5
    def not_callable(): pass
except TypeError as error:
    print(error)
