"""The type statement: aliases, lazy values, generic and recursive ones, attributes, what is refused."""

import typing

type Point = tuple[float, float]
type Name[T] = dict[str, T]
type Pair[A, B = int] = tuple[A, B]
type Call[**P, R] = typing.Callable[P, R]
type Shape[*Ts] = tuple[*Ts]
type Json = dict[str, Json] | list[Json] | str | None

print(Point, Point.__name__, Point.__value__, Point.__type_params__, type(Point).__name__, Point.__module__ == __name__)
print(Name.__type_params__, Name.__value__, Name[int], Name[int].__origin__ is Name, Name[int].__args__,
      Name[int].__value__)
print(Pair[str, bytes], Pair.__parameters__, Pair.__type_params__[1].__default__, Pair.__type_params__[1].has_default(),
      Pair.__type_params__[0].has_default())
print(Call.__type_params__, Call.__parameters__, Shape.__type_params__, Shape[int, str], Json.__value__)
print(Point | None, (Point | int).__args__, None | Point, list[Point], typing.Optional[Point], Point == Point,
      isinstance(Point, typing.TypeAliasType), hash(Point) == hash(Point))


def local():
    hidden = "local"
    type Local = hidden
    return Local


class Holder:
    type Inner = int
    type Generic[T] = list[T]
    value: Inner = 5


print(local().__value__, Holder.Inner, Holder.Generic[str], Holder.__annotations__)
made = typing.TypeAliasType("Made", list[int])
T = typing.TypeVar("T")
generic = typing.TypeAliasType("Generic", list[T], type_params=(T,))
print(made, made.__value__, generic.__type_params__, generic[int], repr(generic.__value__))

if True:
    type Conditional = int
for _ in range(1): type InLoop = str
type Long = (
    int
    | str
)
type Lambda = (lambda: 1)
type Text = "forward"; type More = 1
print(Conditional, InLoop.__value__, Long.__value__, Lambda.__value__(), Text.__value__, More.__value__)

type Undefined = no_such_name
for attempt in (lambda: Undefined.__value__, lambda: Point[int], lambda: isinstance(1, Point), lambda: Point(),
                lambda: setattr(Point, "__value__", 1), lambda: setattr(Point, "x", 1), lambda: issubclass(int, Point),
                lambda: Json[int], lambda: typing.TypeAliasType("X"), lambda: typing.TypeAliasType(1, 2),
                lambda: type("Sub", (Point,), {}), lambda: Point.nothing, lambda: typing.TypeAliasType("X", 1,
                    type_params=[1])):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
for wrong in ("type X", "type X =", "type X[] = 1", "type X[T = 1", "type X.y = 1", "type X[0] = 1", "type (X) = 1",
              "type X, Y = 1", "type X = Y = 1", "type X: int = 1", "type 1 = 2", "type None = 1", "type X[T, T] = 1",
              "type X[*T, *U] = 1", "type X[**P, **Q] = 1", "type X[T: int] = T", "type X[T: (int, str) = int] = T",
              "type X[*Ts = *tuple[int]] = 1", "type X[**P = [int]] = 1", "type X[T = int, U] = 1", "type X = (y := 1)",
              "type X = yield", "async def f():\n type X = await y", "type X = *y", "type X = y, z", "type type = type",
              "type match = case", "type X += 1", "type X[T:] = 1", "type __debug__ = 1"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
