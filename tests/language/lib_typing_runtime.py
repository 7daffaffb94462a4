"""typing at run time: what aliases print, arguments and origins, hints, NewType, cast, overload, annotations."""

import collections.abc
import typing
from typing import (Annotated, Any, Callable, ClassVar, Concatenate, Final, ForwardRef, Generic, Literal, NamedTuple,
                    NewType, NotRequired, Optional, ParamSpec, Required, Self, TypedDict, TypeVar, TypeVarTuple, Union,
                    Unpack)

T, K, P, Ts = TypeVar("T"), TypeVar("K", bound=int), ParamSpec("P"), TypeVarTuple("Ts")
for alias in (Optional[int], Union[int, str], Union[int, None, str], Union[int, int], typing.List[int],
              typing.Dict[str, T], Callable[[int, str], bool], Callable[..., None], Callable[P, T],
              Callable[Concatenate[int, P], T], Literal[1, "a", None, True], Annotated[int, "meta", 5], ClassVar[int],
              Final[str], typing.Tuple[int, ...], typing.Tuple[()],
              typing.Type[int], Union[T, K], typing.Iterable[int], collections.abc.Callable[[int], str],
              collections.abc.Mapping[str, int], Unpack[Ts], Required[int], typing.Deque[int],
              typing.Generator[int, None, str], Optional["Forward"], typing.Pattern[str], typing.TypeGuard[int],
              typing.TypeIs[str], typing.ReadOnly[int]):
    print(alias, typing.get_origin(alias) and getattr(typing.get_origin(alias), "__name__",
                                                      str(typing.get_origin(alias))), typing.get_args(alias),
                                                      getattr(alias, "__parameters__", ()))
for special in (Any, typing.NoReturn, typing.Never, Self, typing.LiteralString, typing.AnyStr, Union, Optional,
                Callable, typing.List, T, K, P, Ts, P.args, P.kwargs, ForwardRef("X"), typing.TypeAlias, Generic,
                typing.Hashable, typing.Sized):
    print(special, end=" | ")
print()
print(typing.Dict[str, T][int], Union[T, str][int], Callable[P, T][[int, str], bool], typing.List[T][int],
      Optional[T][str], Union[int, str] == Union[str, int], Literal[1, 2] == Literal[2, 1], Literal[1] == Literal[True],
      Optional[int] == Union[int, None], Union[int, Union[str, float]], Annotated[Annotated[int, 1], 2],
      Annotated[int, 1].__metadata__, Literal[Literal[1], 2], hash(Union[int, str]) == hash(Union[str, int]))


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


class Sequel(Movie):
    part: NotRequired[int]
    of: Movie


class Point(NamedTuple):
    """A point."""
    x: int
    y: int = 0
    def sum(self): return self.x + self.y


class Node(Generic[T]):
    items: "list[T]" = []
    count: ClassVar[int] = 0
    def method(self, x: "int", *args: str, **kw: Optional["Node"]) -> "Node": ...


UserId = NewType("UserId", int)
print(Movie(title="x", year=1), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__,
      sorted(Sequel.__required_keys__), sorted(Sequel.__optional_keys__), typing.is_typeddict(Movie),
      Movie.__annotations__["year"], TypedDict("Made", {"a b": int})({"a b": 1}), type(Movie(title="t")))
print(Point(1), Point(1, 2).sum(), Point._fields, Point._field_defaults, Point(3)._asdict(), Point(1, 2)._replace(y=9),
      Point.__annotations__, Point.__doc__, Point(1, 0) == (1, 0), UserId(5), UserId.__supertype__, UserId.__name__,
      Node[int].__args__, Node[int]().items, Node.__parameters__)
print(typing.get_type_hints(Node.method, {"Node": int, "Optional": Optional}), typing.get_type_hints(Node),
      typing.get_type_hints(Movie), typing.get_type_hints(Sequel, include_extras=True)["part"], typing.cast(str, 5),
      typing.assert_type(1, str), typing.reveal_type.__name__, typing.TYPE_CHECKING, typing.get_overloads(len),
      typing.final(Node) is Node, Node.__final__, typing.no_type_check(lambda: 0)(),
      typing.get_protocol_members(typing.SupportsInt), typing.NoDefault, T.has_default())


@typing.overload
def over(x: int) -> int: ...
@typing.overload
def over(x: str) -> str: ...
def over(x): return x


@typing.dataclass_transform()
def make(cls): return cls


class Child(Node[int]):
    @typing.override
    def method(self): return super().method(1)


print(len(typing.get_overloads(over)), over(1), Child.method.__override__, make.__dataclass_transform__["eq_default"],
      Child.__orig_bases__[0].__args__, typing.get_args(Child.__orig_bases__[0]), typing.Text is str,
      typing.get_origin(list[int]))
typing.clear_overloads()
for attempt in (lambda: Optional[int, str], lambda: Union[()], lambda: Union[5], lambda: Callable[int],
                lambda: Callable[[int]], lambda: typing.List[int, str], lambda: typing.Dict[int], lambda: Any(),
                lambda: Union[int, str](), lambda: isinstance(1, Union), lambda: isinstance(1, typing.List[int]),
                lambda: isinstance(1, Any), lambda: issubclass(int, Literal[1]), lambda: T(), lambda: Generic[int],
                lambda: Literal[[]] == Literal[[]], lambda: Annotated[int], lambda: ClassVar[int, str],
                lambda: Final[5], lambda: TypeVar("X", int), lambda: TypeVar("X", bound=1), lambda: Point(),
                lambda: Point(1, 2, 3), lambda: Movie(1), lambda: isinstance({}, Movie),
                lambda: type("S", (UserId,), {}),
                lambda: type("Bad", (Generic[T], Generic[K]), {}), lambda: typing.get_type_hints(type("H", (),
                    {"__annotations__": {"a": "undefined"}})), lambda: typing.get_type_hints(5), lambda: Self[int],
                    lambda: typing.assert_never(5), lambda: Optional[5], lambda: ForwardRef("a b"),
                    lambda: NamedTuple("N", [("_x", int)]), lambda: typing.Tuple[int][str]):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {" ".join(str(error).replace(f"{__name__}.", "").split())}")
