"""abc and protocols: abstract methods, registration, subclass hooks, runtime-checkable protocols, collections.abc."""

import abc
import collections.abc
import typing


class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...

    @abc.abstractmethod
    def scale(self, by): "does something all the same"; return f"scaled by {by}"

    @classmethod
    @abc.abstractmethod
    def unit(cls): ...

    def describe(self): return f"{type(self).__name__} of {self.area}"


class Square(Shape):
    def __init__(self, side): self.side = side
    @property
    def area(self): return self.side ** 2
    def scale(self, by): return super().scale(by).upper()
    @classmethod
    def unit(cls): return cls(1)


class Half(Shape):
    area = 5


@Shape.register
class Registered: pass


class Sized(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "size") or NotImplemented


class HasSize: size = 1


print(Square(3).describe(), Square(2).scale(3), Square.unit().area, sorted(Shape.__abstractmethods__),
      sorted(Half.__abstractmethods__), isinstance(Registered(), Shape), issubclass(Registered, Shape),
      isinstance(HasSize(), Sized), issubclass(int, Sized), Shape in Registered.__mro__, abc.get_cache_token() >= 0,
      abc.ABCMeta.__name__, type(Shape).__name__)
Half.scale, Half.unit = Square.scale, classmethod(lambda cls: 1)
print(sorted(Half.__abstractmethods__), abc.update_abstractmethods(Half) is Half, sorted(Half.__abstractmethods__),
      Half().describe())


@typing.runtime_checkable
class Closes(typing.Protocol):
    def close(self) -> None: ...


@typing.runtime_checkable
class Named(typing.Protocol):
    name: str


class Both(Closes, Named, typing.Protocol): ...
class Door:
    name = "door"
    def close(self): pass


class Explicit(Closes): pass


class Unchecked(typing.Protocol):
    def x(self): ...


print(isinstance(Door(), Closes), isinstance(5, Closes), isinstance(Door(), Named), issubclass(Door, Closes),
      isinstance(Explicit(), Closes), typing.is_protocol(Closes), typing.is_protocol(Door),
      sorted(typing.get_protocol_members(Both)), isinstance(5, typing.SupportsInt), isinstance("a", typing.SupportsAbs),
      isinstance(1.5, typing.SupportsRound), Explicit().close())
table = {"list": [], "tuple": (), "str": "", "dict": {}, "set": set(), "frozenset": frozenset(), "range": range(1),
         "bytes": b"", "bytearray": bytearray(), "memoryview": memoryview(b""), "generator": (n for n in ""),
         "iterator": iter([]), "keys": {}.keys(), "values": {}.values(), "items": {}.items(), "function": len, "int": 1,
         "None": None}
kinds = [getattr(collections.abc, name) for name in sorted(collections.abc.__all__) if name not in ("Callable",
    "ByteString")]
for name, value in table.items():
    print(name, [kind.__name__ for kind in kinds if isinstance(value, kind)])


class Numbers(collections.abc.MutableSequence):
    def __init__(self, *values): self.values = list(values)
    def __getitem__(self, index): return self.values[index]
    def __setitem__(self, index, value): self.values[index] = value
    def __delitem__(self, index): del self.values[index]
    def __len__(self): return len(self.values)
    def insert(self, index, value): self.values.insert(index, value)


class Letters(collections.abc.Set):
    def __init__(self, text): self.text = "".join(sorted(set(text)))
    def __contains__(self, x): return x in self.text
    def __iter__(self): return iter(self.text)
    def __len__(self): return len(self.text)


numbers = Numbers(1, 2, 3)
numbers.append(4); numbers.extend([5]); numbers.reverse(); numbers += [9]
print(numbers.values, numbers.pop(), numbers.index(3), numbers.count(1), 5 in numbers, list(reversed(numbers)),
      numbers.remove(5), numbers.clear(), len(numbers))
print((Letters("abc") & Letters("bcd")).text, (Letters("ab") | "z").text, (Letters("ab") - Letters("b")).text,
      (Letters("ab") ^ Letters("bc")).text, Letters("ab") <= Letters("abc"), Letters("ab") == {"a", "b"},
      Letters("ab").isdisjoint("xy"), Letters("b")._hash() == Letters("b")._hash())
for attempt in (lambda: Shape(), lambda: Half.area.x, lambda: type("Q", (Shape,), {"area": 1})(), lambda: Closes(),
                lambda: isinstance(5, Unchecked), lambda: issubclass(Door, Named), lambda: collections.abc.Sized(),
                lambda: collections.abc.Mapping(), lambda: Shape.register(5),
                lambda: abc.ABC(5), lambda: issubclass(5, Shape)):
    try:
        print(attempt())
    except (TypeError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")
