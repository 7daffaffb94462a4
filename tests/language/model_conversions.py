"""Unary operators and conversions: __neg__, __int__, __float__, __complex__, __index__, __round__, __trunc__, others."""

import math
import operator


class Number:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7 + 8j

    def __index__(self):
        return 9

    def __round__(self, digits="none"):
        return f"round {digits}"

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __divmod__(self, other):
        return f"divmod {other}"

    def __rdivmod__(self, other):
        return f"rdivmod {other}"


class OnlyIndex:
    def __index__(self):
        return 5


number, index = Number(), OnlyIndex()
print(-number, +number, ~number, abs(number), int(number), float(number), complex(number), operator.index(number))
print(round(number), round(number, 2), round(number, None), math.trunc(number), math.floor(number), math.ceil(number))
print(divmod(number, 2), divmod(3, number))
print(int(index), float(index), complex(index), hex(index), oct(index), bin(index), chr(OnlyIndex() and 65),
      "abcdefg"[index], list(range(index)))
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(True), round(-0.5), type(round(2.0, 0)).__name__,
      round(1e22, 3))

WRONG = [("__int__", int), ("__float__", float), ("__complex__", complex), ("__index__", operator.index)]
for name, convert in WRONG:
    value = type("Wrong", (), {name: lambda self: "text"})()
    try:
        convert(value)
    except TypeError as error:
        print(error)
for attempt in (lambda: -object(), lambda: ~1.5, lambda: +"a", lambda: abs("a"), lambda: int(object()),
                lambda: float([]), lambda: complex({}),
                lambda: round("a"), lambda: math.floor("a"), lambda: operator.index(1.0), lambda: [1, 2]["a":],
                lambda: range(1.0),
                lambda: int("x"), lambda: int("1.5"), lambda: float("x"), lambda: complex("1 + 2j"),
                lambda: int("12", 2), lambda: int(1, 2),
                lambda: chr(-1), lambda: bytes([256]), lambda: int(float("inf")), lambda: int(float("nan")),
                lambda: round(float("nan"))):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
