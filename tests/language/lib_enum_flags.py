"""enum.Flag and IntFlag: combination, inversion, iteration, boundaries, names, verify."""

import enum
from enum import CONFORM, EJECT, KEEP, STRICT, Flag, IntFlag, auto


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE
    NONE = 0


class Mode(IntFlag):
    A = 1
    B = 2
    D = 8
    AB = 3


R, W, X = Permission.READ, Permission.WRITE, Permission.EXECUTE
print(R, repr(R), R | W, repr(R | W), R & W, repr(R & W), ~R, R ^ W, (R | W) & ~W, R.value, (R | X).value,
      Permission(3), Permission(0), Permission.ALL, Permission.NONE, bool(Permission.NONE), bool(R))
print(R in (R | W), X in (R | W), (R | W) in Permission.ALL, list(Permission.ALL), list(R | X), len(R | W),
      list(Permission), [p.name for p in Permission], (R | W).name, Permission(5).name, Permission["READ"],
      R | W == W | R, R == 1, {R | W: 1}[Permission(3)], Permission.__members__.keys(), str(R | X), f"{R | W}")
combined = R
combined |= X
combined &= ~R
print(combined, sorted([X, R], key=lambda p: p.value), sum(p.value for p in Permission), isinstance(R | W, Permission),
      R.__class__, Permission.ALL == R | W | X, ~Permission.NONE == Permission.ALL, ~Permission.ALL, R ^ R)
print(Mode.A | Mode.B, Mode.A | 16, repr(Mode.A | 16), Mode.A + 1, Mode(3), Mode.AB, Mode(11), Mode.A & 3, ~Mode.A,
      Mode.D > Mode.A, Mode.A == 1, Mode(0), f"{Mode.A}", f"{Mode.A | Mode.B:>4}", int(Mode.D), list(Mode(11)),
      [m.name for m in Mode], Mode.A | 4 == 5, isinstance(Mode.A | 4, Mode), 2 | Mode.A, Mode.D in Mode(9), 1 in Mode,
      4 in Mode)


class Strict(Flag, boundary=STRICT):
    A = 1
    C = 4


class Conform(Flag, boundary=CONFORM):
    A = 1
    C = 4


class Eject(Flag, boundary=EJECT):
    A = 1
    C = 4


class Keep(Flag, boundary=KEEP):
    A = 1
    C = 4


print(Conform(7), Conform(2), Eject(7), type(Eject(7)).__name__, Keep(7), repr(Keep(6)), Keep(7).value, list(Keep(7)),
      ~Strict.A, ~Keep.A, Strict(5))


@enum.verify(enum.CONTINUOUS, enum.UNIQUE)
class Whole(Flag):
    P = 1
    Q = 2


@enum.global_enum
class Shown(IntFlag):
    SHOWN_ONE = 1
    SHOWN_TWO = 2


class Special(Flag):
    ONE = 1
    TWO = 2
    BOTH = 3
    EIGHT = 8
    def describe(self): return "+".join(f.name for f in self)
    @classmethod
    def parse(cls, text): return cls(sum(cls[part].value for part in text.split("|")))


print(Whole.P | Whole.Q, (Shown.SHOWN_ONE | Shown.SHOWN_TWO).value, Special(11).describe(), Special.parse("ONE|EIGHT"),
      Special(3), list(Special(3)), Special.BOTH is Special(3), enum.show_flag_values(11), bin(Special(11).value),
      enum.bin(10))
for attempt in (lambda: Permission(8), lambda: Permission(-1), lambda: Permission("x"), lambda: R | 1, lambda: R + W,
                lambda: R < W, lambda: R & "a", lambda: Strict(2), lambda: Strict(7), lambda: Permission["R"],
                lambda: 1 in Permission, lambda: "x" in Permission, lambda: enum.verify(enum.UNIQUE)(Mode),
                lambda: enum.verify(enum.NAMED_FLAGS)(Flag("Gaps", {"A": 1, "Z": 12})),
                lambda: enum.verify(enum.CONTINUOUS)(Flag("Holes", {"A": 1, "C": 4})),
                lambda: setattr(Permission, "READ", 1), lambda: ~Mode("a"), lambda: Mode(1.5),
                lambda: Flag("Bad", {"A": "x"}), lambda: list(5 | R), lambda: Mode.A | "x"):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
