"""dataclasses: fields, defaults, ordering, frozen, slots, inheritance, post-init, replace, asdict, match, errors."""

import dataclasses
from dataclasses import KW_ONLY, InitVar, dataclass, field


@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, repr=False)
    count: int = field(default=0, compare=False)
    scale: InitVar[int] = 2
    total: float = field(init=False)

    def __post_init__(self, scale):
        self.total = self.price * scale


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False)


@dataclass(slots=True, kw_only=True)
class Slotted:
    x: int
    y: int = 5


@dataclass
class Base:
    a: int
    b: int = 2
    def describe(self): return f"{self.a}/{self.b}"


@dataclass
class Derived(Base):
    b: int = 20
    _: KW_ONLY
    c: int = 3


@dataclass(eq=False, repr=False)
class Plain:
    v: int


@dataclass(unsafe_hash=True, init=False)
class Odd:
    v: int
    def __init__(self): self.v = 9


item = Item("a", 2.5, scale=4)
print(item, item.total, item.tags is Item("b").tags, item == Item("a", 2.5, count=9, scale=4), item != Item("c"),
      Item.__match_args__, Item.price, hasattr(Item, "name"), Item.__doc__)
print(Version(1, 2) < Version(1, 3), sorted([Version(2), Version(1, 5), Version(1)]),
      hash(Version(1)) == hash(Version(1, label="x")), {Version(1): "v"}[Version(1)], max(Version(1), Version(0, 9)),
      Version(1) >= Version(1), Version(1) == (1, 0, ""))
print(Slotted(x=1), Slotted.__slots__, hasattr(Slotted(x=1), "__dict__"), Derived(1), Derived(1, 2, c=4),
      Derived(1).describe(), [f.name for f in dataclasses.fields(Derived)], Derived(1) == Base(1), repr(Plain(1))[:1],
      Plain(1) == Plain(1), hash(Odd()) == hash(Odd()), Odd())
print(dataclasses.asdict(Derived(1, 2, c=[3])), dataclasses.astuple(Version(1, 2)),
      dataclasses.asdict(Item("n", tags=[Version(1), {"k": Base(5)}])), dataclasses.replace(Version(1, 2), minor=9),
      dataclasses.is_dataclass(Item), dataclasses.is_dataclass(item), dataclasses.is_dataclass(5))
print([(f.name, f.type if isinstance(f.type, str) else f.type.__name__, f.default is dataclasses.MISSING, f.init,
        f.repr, f.compare, f.kw_only) for f in dataclasses.fields(Item)])
Made = dataclasses.make_dataclass("Made", ["x", ("y", int), ("z", int, 5)],
                                  namespace={"sum": lambda self: self.x + self.y + self.z}, frozen=True)
print(Made(1, 2), Made(1, 2).sum(), Made.__annotations__["y"], [f.name for f in dataclasses.fields(Made)])
match Derived(1, 7):
    case Derived(a, b): print("matched", a, b)


@dataclass
class Recursive:
    next: "Recursive | None" = None


loop = Recursive()
loop.next = loop
print(loop, Recursive(Recursive()), field(default=1).default, dataclass(type("Late", (),
    {"__annotations__": {"q": int}, "q": 3}))())


def tried(attempt):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for attempt in (lambda: Item(), lambda: Item("a", 1, [], 0, 2, 3), lambda: Version(1).__setattr__("major", 2),
                lambda: delattr(Version(1), "major"), lambda: Slotted(1), lambda: setattr(Slotted(x=1), "q", 1),
                lambda: hash(item), lambda: Base(1) < Base(2), lambda: Version(1) < (1, 0),
                lambda: dataclasses.replace(item, total=5), lambda: dataclasses.replace(item, name="z"),
                lambda: dataclasses.fields(5), lambda: dataclasses.asdict(Item), lambda: dataclasses.replace(5),
                lambda: dataclass(type("A", (), {"__annotations__": {"a": int, "b": int}, "a": 1})),
                lambda: dataclass(type("B", (), {"__annotations__": {"a": list}, "a": []})),
                lambda: dataclass(frozen=True)(type("C", (Base,), {})), lambda: dataclass(order=True,
                    eq=False)(type("D", (), {})), lambda: dataclass(order=True)(type("E", (), {"__lt__": None})),
                    lambda: field(default=1, default_factory=list), lambda: dataclasses.make_dataclass("F", ["class"]),
                    lambda: dataclasses.make_dataclass("G", ["a", "a"]), lambda: dataclass(slots=True)(type("H", (),
                        {"__slots__": (), "__annotations__": {}}))):
    tried(attempt)
