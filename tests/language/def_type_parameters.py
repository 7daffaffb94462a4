"""Type parameters of functions and classes (PEP 695 and 696): bounds, constraints, defaults, variance, generic classes."""

import typing


def first[T](items: list[T]) -> T: return items[0]
def bound[T: int](value: T) -> T: return value
def constrained[T: (int, str)](value: T) -> T: return value
def defaulted[T = int](value: T) -> T: return value
def variadic[*Ts](*args: *Ts) -> tuple[*Ts]: return args
def parametric[**P, R](function: typing.Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R: return function(*args,
    **kwargs)
async def coroutine[T](x: T) -> T: return x
def generator[T](x: T): yield T


for function in (first, bound, constrained, defaulted, variadic, parametric, coroutine, generator):
    for parameter in function.__type_params__:
        print(function.__name__, repr(parameter), type(parameter).__name__, getattr(parameter, "__bound__", "-"),
              getattr(parameter, "__constraints__", "-"), parameter.has_default() and parameter.__default__, end="; ")
    print(function.__annotations__)
print(first([1, 2]), bound("unchecked"), variadic(1, "a"), parametric(lambda a, b=1: a + b, 2, b=3),
      next(generator(1)) is generator.__type_params__[0])


class Stack[T]:
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self
    def convert[U](self, to: typing.Callable[[T], U]) -> "Stack[U]":
        made = Stack[U]()
        for item in self.items: made.push(to(item))
        return made


class Pair[A, B = str]: pass
class Ints(Stack[int]): pass
class Keyed[K: (int, str), V = list[K]](dict[K, V]): pass
class Table[**P, R]: pass
class Shape[*Ts]: pass
class Proto[T](typing.Protocol):
    def get(self) -> T: ...


stack = Stack[int]().push(1).push(2)
print(stack.items, stack.convert(str).items, Stack.__type_params__, Stack.__parameters__, Stack[int].__args__,
      Stack.__orig_bases__, Stack.__mro__[1:], Stack.convert.__type_params__)
print(Pair[int].__args__, Pair[int, bytes].__args__, Ints.__orig_bases__[0].__args__, Ints().push(5).items,
      Keyed[int].__args__, Keyed({1: 2}), Table[[int, str], bool].__args__, Shape[int, str, float].__args__,
      Shape[()].__args__, Proto[int].__args__, stack.__orig_class__.__args__)
T = Stack.__type_params__[0]
print(T, T.__name__, T.__covariant__, T.__contravariant__, T.__infer_variance__, typing.TypeVar("Old"),
      typing.TypeVar("Co", covariant=True), typing.TypeVar("Contra", contravariant=True), T.__module__ == __name__)
print(typing.get_type_hints(first), typing.get_args(Stack[dict[str, T]]), Stack[T][int].__args__, list[T][str],
      dict[T, list[T]][int])


class Base:
    tag = "base"


def scoped[T: Base](kind: type[T] = Base, outer=lambda: T): return T.__bound__.tag, outer()


print(scoped(), [f.__name__ for f in (lambda: 0, scoped)], scoped.__qualname__, scoped.__closure__ is None)


class Outer[T]:
    class Inner[U](list[U]):
        pair = (T, U)
    def method[V: T](self, x: V): return T, V.__bound__


print(Outer.Inner.pair, Outer.Inner.__orig_bases__, Outer().method(1), Outer.Inner[int].__args__,
      Outer.__dict__.get("T", "not an attribute"))
for attempt in (lambda: Stack[int, str], lambda: Ints[int], lambda: Pair[int, str, bytes], lambda: Stack[()],
                lambda: Table[int], lambda: first[int], lambda: isinstance([], Stack[int]), lambda: T(),
                lambda: setattr(T, "__bound__", 1), lambda: typing.TypeVar("X", int),
                lambda: typing.TypeVar("X", bound=int, covariant=True, contravariant=True),
                lambda: type("Sub", (T,), {}), lambda: typing.Generic[int]):
    try:
        print(attempt())
    except (TypeError, AttributeError, ValueError) as error:
        print(" ".join(str(error).replace(f"{__name__}.", "").split()))
