"""functools: caches, partial, reduce, singledispatch, total_ordering, wraps, cached_property, cmp_to_key."""

import functools
import operator

calls = []


@functools.lru_cache(maxsize=2)
def cached(n, *, key=0):
    """Cached."""
    calls.append(n)
    return n * 10 + key


@functools.cache
def fibonacci(n): return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@functools.lru_cache(typed=True)
def typed(x): return type(x).__name__


print(cached(1), cached(1), cached(2), cached(3), cached(1), calls, cached.cache_info(), cached.cache_parameters(),
      cached(1, key=1), cached.__wrapped__(9), cached.__name__, cached.__doc__, cached.cache_clear(),
      cached.cache_info(), fibonacci(80), fibonacci.cache_info().misses, typed(1), typed(1.0), typed(True),
      typed.cache_info().currsize)
add = functools.partial(lambda *a, **k: (a, k), 1, x=2)
print(add(3, y=4), add.args, add.keywords, functools.partial(add, 9, x=5)(), functools.partial(int, base=2)("101"),
      functools.partial(print, "partial", end="!\n")(), functools.partial(add).args,
      list(map(functools.partial(pow, 2), range(4))))
print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: a * b, range(1, 6), 10),
      functools.reduce(lambda a, b: f"({a}{b})", "abc"), functools.reduce(max, [5], 0),
      functools.reduce(None, [], "initial"))


class Base:
    @functools.singledispatchmethod
    def show(self, value): return f"other {value!r}"
    @show.register
    def _(self, value: int): return f"int {value}"
    @show.register(list)
    def _of_list(self, value): return f"list of {len(value)}"

    @functools.cached_property
    def computed(self):
        calls.append("computed")
        return [1]

    def part(self, a, b): return a, b
    half = functools.partialmethod(part, "fixed")


@functools.singledispatch
def dispatch(value): return "object"
@dispatch.register
def _(value: int | float): return "number"
@dispatch.register(str)
def _text(value): return "text " + dispatch(len(value))
dispatch.register(type(None), lambda value: "none")


base = Base()
print(base.show(1), base.show([1]), base.show("x"), base.show(True), base.computed is base.computed,
      calls.count("computed"), vars(base), base.half("given"), dispatch(1), dispatch(2.5), dispatch("ab"),
      dispatch(None), dispatch([]), dispatch(True), dispatch.dispatch(bool).__name__,
      [kind.__name__ for kind in dispatch.registry])
del base.computed
print(base.computed, calls.count("computed"))


@functools.total_ordering
class Grade:
    def __init__(self, value): self.value = value
    def __eq__(self, other): return self.value == other.value
    def __lt__(self, other): return self.value < other.value if isinstance(other, Grade) else NotImplemented


print(Grade(1) <= Grade(1), Grade(2) > Grade(1), Grade(1) >= Grade(2), sorted([Grade(2), Grade(1)])[0].value,
      sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), min("bac",
          key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args): return "wrapped", function(*args)
    wrapper.extra = 1
    return wrapper


@decorate
def named(x: int) -> str:
    """Its text."""
    return str(x)


print(named(1), named.__name__, named.__doc__, named.__annotations__, named.__wrapped__(2), named.extra,
      functools.WRAPPER_ASSIGNMENTS[:3], functools.update_wrapper(functools.partial(named), named).__name__)
for attempt in (lambda: cached([]), lambda: cached(), lambda: functools.partial(), lambda: functools.partial(5),
                lambda: functools.reduce(operator.add, []), lambda: functools.reduce(operator.add, 5),
                lambda: dispatch(), lambda: dispatch.register(5), lambda: functools.lru_cache(5.5),
                lambda: functools.lru_cache("x"), lambda: Grade(1) < 5, lambda: functools.total_ordering(type("N", (),
                    {})), lambda: setattr(functools.partial(int), "args", ()), lambda: type("S", (),
                        {"__slots__": (), "p": functools.cached_property(len)})().p, lambda: functools.cmp_to_key(),
                        lambda: functools.cmp_to_key(lambda a, b: "x")(1) < functools.cmp_to_key(lambda a, b: "x")(2),
                        lambda: functools.partialmethod(5), lambda: functools.cached_property(len).__get__(5)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
