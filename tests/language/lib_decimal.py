"""decimal: construction, arithmetic in a context, rounding, signals, formatting, comparison, special values."""

import decimal
from decimal import Decimal as D, localcontext

with localcontext(decimal.Context(prec=10, rounding=decimal.ROUND_HALF_EVEN)) as context:
    print(D("1.10"), D(5), D(0.1), D("-0"), D("1E+5"), D("NaN"), D("-Infinity"), D("sNaN123"), D((1, (1, 2, 3), -2)),
          D(" 1_000.5\n"), D("١.٥"), repr(D("1.0")), D("0.000001"), D("0.0000001"), D("123E-10"), D(True), D(10 ** 30),
          D("1e-7") * 1, D.from_float(0.5), decimal.Decimal())
    a, b = D("7.25"), D("-3")
    print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), b ** 3, a ** 2, 2 ** D("0.5"), -a, +a, abs(b),
          D(1) / D(3), D(2) / 3, 10 - a, D("1.0") + D("2.00"), D("1.20") * 3, round(a), round(a, 1), round(D("2.5")),
          int(b), float(a), complex(a), D("1e400") * 10, pow(D(3), 4, 5), D(9).sqrt(), D(2).ln(), D(1).exp(),
          D(100).log10(), D("1e3").logb())
    print(a > b, a == D("7.250"), D("NaN") == D("NaN"), D("NaN") != 1, D(1) == 1, D("0.5") == 0.5, D("0.1") == 0.1,
          D("0.1") < 0.1, max(a, b), sorted([a, b, D(0)]), hash(D("1.0")) == hash(1), D("-0") == 0,
          D("Infinity") > 10 ** 100, a.compare(b), D("1.0").compare_total(D("1.00")), D("NaN").is_nan(),
          D("1").is_signed(), D("-0").is_zero(), D("Inf").is_infinite(), D("1E+3").is_normal(), bool(D("0.0")),
          1 < D("1.5") < 2, D(3).max(4), D("NaN").max(4))
    value = D("2.675")
    for rounding in ("ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN",
                     "ROUND_HALF_EVEN", "ROUND_05UP"):
        print(rounding, value.quantize(D("0.01"), rounding), (-value).quantize(D("0.01"), rounding),
              D("2.5").to_integral_value(rounding), D("-1.05").quantize(D("0.1"), rounding))
    print(D("123.456").as_tuple(), D("123.456").adjusted(), D("0.75").as_integer_ratio(), D("1.200").normalize(),
          D("1200").normalize(), D("1E+3").to_eng_string(), D("123456").scaleb(-2), D("1.5").copy_sign(D("-1")),
          D("1.25").copy_negate(), D("5.9").to_integral_value(), D("7").remainder_near(D("4")), D(3).fma(2, 5),
          D("1.1").next_plus(), D("1.1").next_minus(), D(1).next_toward(2), D("1.23").same_quantum(D("4.56")),
          D("1010").logical_and(D("1100")), D("1010").logical_invert(), D("12345").shift(2), D("12345").rotate(-1),
          D("1.5").radix(), D("1.10").canonical(), D("1234.5").number_class())
    for text in ("1234.5678", "-0.00001", "1E+10", "0", "NaN", "Infinity"):
        number = D(text)
        print(f"{number}|{number:.2f}|{number:e}|{number:g}|{number:,}|{number:+.1f}|{number:>12}|{number:012.3f}|"
              f"{number:%}|{number:E}|{number:^14.1e}|{number:n}|{number!r}")
    context.prec = 5
    print(D(1) / 7, D("123456789") + 0, D("1.23456789"), +D("1.23456789"), context.create_decimal("1.23456789"),
          context.divide(1, 3), context.power(2, 100), context.sqrt(2), context.flags[decimal.Inexact],
          context.flags[decimal.Rounded])
    context.clear_flags()
    print(context, [s.__name__ for s, on in context.flags.items() if on], [s.__name__ for s,
        on in context.traps.items() if on], context.Emax, context.Etiny(), context.copy().prec)
    context.traps[decimal.DivisionByZero] = context.traps[decimal.InvalidOperation] = False
    print(D(1) / 0, -D(1) / 0, D(0) / 0, D(-1).sqrt(), D("Infinity") - D("Infinity"), D(0) ** 0, D("sNaN") + 1,
          [s.__name__ for s, on in context.flags.items() if on])
    context.traps[decimal.DivisionByZero] = context.traps[decimal.InvalidOperation] = context.traps[decimal.Overflow] = True
    with localcontext(prec=3, Emax=10, Emin=-10) as small:
        print(D(2) / 3, small.prec, decimal.getcontext() is small)
        small.traps[decimal.Overflow] = small.traps[decimal.Underflow] = False
        print(D("9e10") * 10, D("1e-10") / 1000, small.flags[decimal.Overflow], small.flags[decimal.Subnormal],
              small.flags[decimal.Clamped])
    print(decimal.getcontext().prec, sum([D("0.1")] * 10) == 1, D("1.1") + D("2.2") == D("3.3"))
    for wrong in ("D('x')", "D('1.2.3')", "D('')", "D(None)", "D([])", "D((1, 2, 3))", "D((2, (1,), 0))", "D(1) / 0",
                  "D(1) // 0", "D(1) % 0", "D(0) / 0", "D(0) ** 0", "D(-1).sqrt()", "D(-8) ** D('0.5')", "D(-1).ln()",
                  "D('sNaN') + 1", "D('NaN') < 1", "D('Infinity') - D('Infinity')", "D('9e999999') * 10", "D(1) + 1.5",
                  "D(1) + 'a'", "int(D('NaN'))", "int(D('Infinity'))", "round(D('NaN'))",
                  "D('123456').quantize(D('0.01'))", "D(1).quantize('x')", "D(1) < 'a'", "D(1) < 1j", "hash(D('sNaN'))",
                  "f'{D(1):d}'", "f'{D(1):q}'", "D(1).logical_and(2)", "D(5).x", "pow(D(2), D(3), D(0))",
                  "D(1).as_tuple(1)", "decimal.Context(prec=0)", "decimal.Context(rounding='x')",
                  "setattr(context, 'prec', 'a')", "setattr(context, 'nothing', 1)", "D(10) ** 10 ** 10",
                  "D('NaN').as_integer_ratio()", "D('1') @ 2", "D(1, 2, 3)"):
        try:
            print(wrong, eval(wrong))
        except Exception as error:
            print(f"{wrong}: {type(error).__name__}: {error}")
print(decimal.getcontext() is not context, decimal.DefaultContext.prec)
