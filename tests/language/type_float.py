"""float: parsing, repr, every format, methods, special values, rounding."""

import math
import sys

print(float(), float("1.5"), float("  -1e3\n"), float("1_0.5_0"), float("inf"), float("-Infinity"), float("nan"),
      float("1e400"), float("-1e-400"), float(".5"), float("5."), float("١.٥"), float(b"2.5"), float(10 ** 20),
      float(True), float("+3"), float.fromhex("0x1p3"))
print(0.1, 0.1 + 0.2, 1 / 3, 2 / 3, 1e16, 1e15, 123456789.123456789, 1e-4, 1e-5, 100.0, 1e22, 1e23, 5e-324,
      2.2250738585072014e-308, 1.7976931348623157e308, -0.0, 9007199254740993.0, 4.35, 0.3, 1.1 * 1.1, 1e21 + 1,
      12345678901234567890.0)
for value in (0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-7, 1e20, -0.0, float("inf"), float("nan")):
    print(f"{value}|{value:f}|{value:.2f}|{value:e}|{value:.3E}|{value:g}|{value:.3g}|{value:G}|{value:%}|"
          f"{value:.1%}|{value:,.2f}|{value:_}|{value:10.3f}|{value:<10.1f}|{value:^+10.1f}|{value:010.2f}|"
          f"{value:#g}|{value:#.0f}|{value:z.1f}|{value:n}|{value:.10}")
print(f"{0.5:.0f} {1.5:.0f} {2.5:.0f} {-0.5:.0f} {0.125:.2f} {0.375:.2f} {2.675:.2f} {1e22:.0f} {1e22:,.0f} "
      f"{123.456:.0e} {9.99e9:.1e} {0.00001234:g} {1234567:g} {1e6:.0f} {-0.001:z.1f} {1.0:.3} {100.0:.2} "
      f"{123456.0:.3} {1e5:.20f}")
print([round(x, n) for x, n in ((2.5, None), (3.5, None), (-2.5, None), (2.675, 2), (1234.5678, -2), (0.15, 1),
                                (1e300, 5), (5e-324, 3), (1.005, 2), (15.0, -1), (25.0, -1))], round(0.5), round(1.5),
                                round(-0.4))
print((0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (1.5).hex(),
      (0.1).hex(), (-0.0).hex(), float("inf").hex(), (5e-324).hex(), float.fromhex("-0x1.8p1"), float.fromhex("1.8"),
      float.fromhex("inf"), (1.5).conjugate(), (1.5).real, (1.5).imag)
print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), int(-1.5), -1.5 // 1, -1.5 % 1, math.fmod(-1.5, 1),
      divmod(-1.5, 1), 7.5 // 2, -7.5 // 2, 1e308 * 10, -1e308 * 10, 0.1 * 3 == 0.3, math.isclose(0.1 * 3, 0.3),
      1.0 == 1, 0.0 == -0.0)
inf, nan = float("inf"), float("nan")
print(inf + 1 == inf, inf - inf, inf * 0, nan == nan, nan != nan, nan is nan, [nan] == [nan], inf > 10 ** 400,
      -inf < -10 ** 400, max(1, nan), max(nan, 1), sorted([3, inf, -inf, 0]), math.isnan(nan), math.isinf(-inf),
      math.copysign(1, -0.0), hash(inf), hash(0.0) == hash(-0.0), hash(1.0), hash(2.0 ** 20), min(inf, 1))
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig,
      math.ulp(1.0), math.nextafter(1.0, 2), math.nextafter(0, 1), math.nextafter(1, 0, steps=3), math.frexp(10.0),
      math.ldexp(0.625, 4), math.modf(-3.25), sum([0.1] * 10), math.fsum([0.1] * 10))
print("%f %.2f %e %g %5.1f|%-8.2f|%+.1f %08.3f %G %r %s" % (1.5, 2.345, 12345.678, 0.00001, 3.14159, 2.5, 1.0, -3.14159,
                                                            1e-10, 0.1, 1e100), str(1e5), repr(1e-10),
                                                            float(str(0.1)) == 0.1, float(repr(1 / 3)) == 1 / 3)
total = 0.0
for n in range(1, 2000):
    total += 1 / n / n
print(total, (3.7 * 2.9 - 1.1) / 7.3, 2 ** 0.5 * 2 ** 0.5, 1e16 + 1.1, 0.1 + 0.7, (0.1 + 0.7) * 10,
      int((0.1 + 0.7) * 10), 1e-320 * 1e-5, 3.0e-310 / 7)
for wrong in ("float('')", "float('x')", "float('1.5.5')", "float('1e')", "float('1_')", "float('_1.5')",
              "float('0x10')", "float('1 2')", "float('infi')", "float('- 1')", "float(None)", "float([])", "float(1j)",
              "float(10 ** 400)", "float(b'\\xff')", "float.fromhex('xyz')", "float.fromhex('0x1p99999')", "f'{1.5:d}'",
              "f'{1.5:x}'", "f'{1.5:s}'", "f'{1.5:,n}'", "f'{1.5:.}'",
              "inf.as_integer_ratio()",
              "nan.as_integer_ratio()", "int(inf)", "int(nan)", "round(inf)", "1.5 & 1", "1.5 << 1", "1.5 // 0",
              "1.5 % 0", "0.0 ** -1", "(-8.0) ** 0.5 > 0", "10.0 ** 1000", "'%d' % inf", "1.5 .x", "float(x=1)",
              "math.sqrt(-1)", "math.log(0)", "math.exp(1000)", "range(1.0)", "[1].pop(0.0)", "'a' * 1.0",
              "round(1.5, 'a')", "round(1.5, 1.0)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
