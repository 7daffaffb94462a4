"""enum: members, aliases, auto, values, methods, iteration, functional form, str and int enums, unique, errors."""

import enum
from enum import Enum, IntEnum, StrEnum, auto


class Colour(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def describe(self): return f"{self.name.lower()} is {self.value}"

    @classmethod
    def default(cls): return cls.GREEN

    @property
    def doubled(self): return self.value * 2


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius


class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return f"{name}-{count}"
    ONE = auto()
    TWO = auto()


class Level(IntEnum):
    LOW = 1
    HIGH = auto()


class Word(StrEnum):
    Hello = auto()
    OTHER = "given"


class Missing(Enum):
    A = 1

    @classmethod
    def _missing_(cls, value): return cls.A if value == "a" else None


class Nested(Enum):
    FUNCTION = enum.member(len)
    not_member = enum.nonmember(5)
    _ignore_ = ["temporary"]
    temporary = 3
    LAMBDA = enum.member(lambda: 0)


print(Colour.RED, repr(Colour.RED), Colour.RED.name, Colour.RED.value, Colour(1), Colour["GREEN"], Colour.CRIMSON,
      Colour.CRIMSON is Colour.RED, list(Colour), len(Colour), list(Colour.__members__), Colour.RED in Colour,
      1 in Colour, 9 in Colour, type(Colour.RED).__name__, isinstance(Colour.RED, Colour))
print(Colour.RED.describe(), Colour.default(), Colour.RED.doubled, Colour.RED == Colour.RED, Colour.RED == 1,
      Colour.RED != Colour.GREEN, {Colour.RED: "key"}[Colour.CRIMSON], hash(Colour.RED) == hash(Colour(1)),
      list(reversed(Colour)), Colour.RED.__class__.GREEN, bool(Colour.RED),
      f"{Colour.RED} {Colour.RED!r} {Colour.RED:>12}", "%s" % Colour.GREEN)
print(Planet.MARS.radius, Planet((5.97e24, 6.37e6)).name, Auto.TWO.value, Level.HIGH + 1, Level.HIGH > Level.LOW,
      Level(2), sorted([Level.HIGH, Level.LOW]), Level.LOW == 1, f"{Level.LOW} {Level.LOW!r}", [10, 20][Level.LOW],
      str(Level.HIGH), int(Level.HIGH), Word.Hello, repr(Word.OTHER), Word.Hello.upper(), Word.Hello == "hello",
      f"{Word.OTHER:>7}", "-".join(Word), Word("given").name)
print(Missing("a"), [member.name for member in Nested], Nested.not_member, Nested.FUNCTION.value is len,
      hasattr(Nested, "temporary"))
Made = Enum("Made", "ONE TWO THREE")
Start = Enum("Start", ["A", "B"], start=10)
Pairs = Enum("Pairs", {"X": "x", "Y": "y"})
Ints = IntEnum("Ints", [("P", 5), ("Q", 6)])
print(list(Made), Start.B.value, Pairs("y").name, Ints.P + Ints.Q, Made.ONE.value, Made.__name__,
      Made.__members__.keys())


class Ordered(Enum):
    def __lt__(self, other): return self.value < other.value
    LAST = 9
    FIRST = 1


print(sorted(Ordered), [member.name for member in Ordered], Ordered.FIRST < Ordered.LAST, min(Ordered))


class Mixed(float, Enum):
    HALF = 0.5
    def __str__(self): return f"mixed {self.value}"


class Hidden(Enum):
    _private = 1
    __mangled = 2
    VALUE = 3
    @enum.property
    def extra(self): return "extra"


print(Mixed.HALF + 1, str(Mixed.HALF), f"{Mixed.HALF}", Mixed(0.5) is Mixed.HALF, [m.name for m in Hidden],
      Hidden.VALUE.extra, enum.unique(Made) is Made, enum.EnumType is type(Colour), Colour.__doc__)
match Colour.GREEN:
    case Colour.RED: print("red")
    case Colour.GREEN: print("green")
for attempt in (lambda: Colour(9), lambda: Colour["BLUE"], lambda: Colour.BLUE, lambda: Colour(),
                lambda: setattr(Colour, "RED", 5), lambda: delattr(Colour, "RED"),
                lambda: setattr(Colour.RED, "value", 5), lambda: setattr(Colour.RED, "name", "x"),
                lambda: Colour.RED < Colour.GREEN, lambda: enum.unique(Colour), lambda: Missing("b"),
                lambda: Level("x"), lambda: Word(5), lambda: Colour.RED + 1, lambda: Enum("Bad", "A A"),
                lambda: Enum("Bad", "mro"), lambda: StrEnum("Bad", {"A": 1}), lambda: Colour.RED(),
                lambda: [] in Colour, lambda: Colour.RED.nothing, lambda: IntEnum("Bad", {"A": "x"}),
                lambda: Enum("E", {"A": 1})(2)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).replace(__name__ + '.', '')}")
