"""Built-in functions on numbers: abs, bin, divmod, hex, max, min, oct, pow, round, sum, int and float of things, hash."""

import decimal
import fractions

print(abs(-5), abs(-5.5), abs(3 - 4j), abs(True), abs(-0.0), abs(fractions.Fraction(-1, 2)),
      abs(decimal.Decimal("-1.5")), abs(-10 ** 30))
print(bin(5), bin(-5), oct(8), oct(-8), hex(255), hex(-255), bin(0), hex(2 ** 70), oct(True))
print(divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(7.5, 2), divmod(-7.5, 2), divmod(True, True),
      divmod(fractions.Fraction(7, 2), 1), divmod(decimal.Decimal("-7.5"), 2))
print(pow(2, 10), pow(2, -1), pow(2.5, 2), pow(2, 100, 7), pow(-2, 3, 5), pow(3, -1, 11), pow(base=2, exp=5),
      pow(2, 5, mod=3), pow(1j, 2), pow(fractions.Fraction(1, 2), 3), pow(2, fractions.Fraction(1, 1)),
      pow(True, False))
print(round(2.5), round(3.5), round(-2.5), round(1.25, 1), round(1234.567, -2), round(1.5, 0), round(5), round(15, -1),
      round(number=2.675, ndigits=2), round(fractions.Fraction(7, 2)), round(fractions.Fraction(22, 7), 2),
      round(decimal.Decimal("2.5")), round(decimal.Decimal("2.345"), 2), round(True), type(round(2.0)).__name__,
      type(round(2.0, 0)).__name__)
print(max(1, 3, 2), min([4, 2]), max("abc"), max([1, -5], key=abs), min((), default="none"), max({"a": 1, "b": 0}),
      max({"a": 1, "b": 0}.items(), key=lambda p: p[1]), max([], default=None, key=len), min("b", "a", "c"),
      max(1, 1.0), max(1.0, 1), min(True, 0), max((1, 2), (1, 3)), max([[1], [0, 5]]), max(*[1, 2], 3),
      min(n for n in (5, 2)), max(["aa", "b"], key=len), max("aa", "b", key=None))
print(sum([1, 2, 3]), sum([]), sum([1], 10), sum([0.1] * 10), sum([1, 2.5, 3]), sum([[1], [2]], []),
      sum((n for n in range(4)), start=1.5), sum([True, True]), sum([1j, 2]), sum([fractions.Fraction(1, 3)] * 3),
      sum([decimal.Decimal("0.1")] * 3), sum({1: "a", 2: "b"}), sum([10 ** 20, 1]), sum([1e16, 1.0, -1e16]),
      sum([(1,), (2,)], ()), sum([-0.0]), sum([2 ** 62, 2 ** 62, 2 ** 62]))
print(int("12"), float("1.5"), complex("1j"), bool("x"), int(3.9), float(3), int(fractions.Fraction(7, 2)),
      float(decimal.Decimal("1.25")), int(decimal.Decimal("9.99")), float(fractions.Fraction(1, 4)),
      complex(fractions.Fraction(1, 2)))
print(hash(1) == hash(1.0) == hash(True) == hash(fractions.Fraction(1)) == hash(decimal.Decimal(1)) == hash(1 + 0j),
      hash(0.5) == hash(fractions.Fraction(1, 2)) == hash(decimal.Decimal("0.5")),
      hash(float("inf")) == hash(decimal.Decimal("inf")), {1: "a"}[decimal.Decimal("1.0")],
      1 == decimal.Decimal(1) == fractions.Fraction(1), 0.5 == fractions.Fraction(1, 2), decimal.Decimal("0.1") == 0.1,
      fractions.Fraction(1, 10) == 0.1, 1 < decimal.Decimal("1.5") < 2)


class Number:
    def __abs__(self): return "abs"
    def __pow__(self, other, modulus=None): return f"pow {other} {modulus}"
    def __round__(self, digits=None): return f"round {digits}"
    def __divmod__(self, other): return f"divmod {other}"
    def __radd__(self, other): return f"{other}+"
    def __index__(self): return 10


number = Number()
print(abs(number), pow(number, 2), pow(number, 2, 3), round(number), round(number, 1), divmod(number, 5),
      sum([number, 1][:1]), bin(number), hex(number), int(number), float(number))
for wrong in ("abs('a')", "abs()", "abs(1, 2)", "bin(1.5)", "hex('a')", "oct(None)", "divmod(1, 0)", "divmod(1.0, 0)",
              "divmod('a', 1)", "divmod(1)", "pow(1)", "pow(2, 3, 0)", "pow(2, -1, 4)", "pow(2.0, 3, 4)", "pow('a', 2)",
              "pow(0, -1)", "pow(2, 3, 4.0)", "round('a')", "round()", "round(1.5, 'a')", "round(1, 1.5)",
              "round(1, 2, 3)", "max()", "max(1)", "max([])", "max(1, 'a')", "max([1, 'a'])", "max(1, 2, default=3)",
              "max([1], key=5)", "max([1], nothing=1)", "min({})", "min(None)", "sum(1)", "sum(['a'])",
              "sum(['a'], '')", "sum([b'a'], b'')", "sum([1], [])", "sum([[1]], 0)", "sum()",
              "sum([bytearray()], bytearray())", "sum([None])", "chr('a')", "int([])", "hash([])",
              "1 + decimal.Decimal('x')", "decimal.Decimal(1) + 1.5", "decimal.Decimal(1) + fractions.Fraction(1)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
