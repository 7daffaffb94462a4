"""fractions, statistics, math and numbers: exact arithmetic, functions, and what they refuse."""

import math
import numbers
import statistics as st
from fractions import Fraction as F

a, b = F(3, 4), F("-2/3")
print(a, repr(b), F(6, -8), F("0.125"), F("1e-2"), F(0.5), F(5), F(), F(" 7/3 "), F(F(1, 2), F(3, 4)),
      F.from_float(0.1).denominator, F("1_0/3"), F(True))
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, a ** -2, 2 ** F(2), 4 ** F(1, 2), a ** 0.5, -a,
      abs(b), a + 1, 1 - a, a * 0.5, a + 1j, int(F(7, 2)), float(a), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 3),
      math.floor(b), math.ceil(b), math.trunc(b), bool(F(0)))
print(a > b, a == 0.75, a == F(6, 8), F(1, 3) < 0.3333, hash(F(1, 2)) == hash(0.5), a.numerator, a.denominator,
      a.as_integer_ratio(), F(2).is_integer(), F(math.pi).limit_denominator(1000), F("3.14159").limit_denominator(10),
      sorted([F(1, 2), F(1, 3), 0.4]), sum([F(1, n) for n in range(1, 6)]), max(F(1, 2), F(2, 3)),
      f"{F(22, 7):.3f} {F(1, 3):e} {F(-7, 2)} {F(1234567, 2):,.1f} {F(1, 2):>8} {F(5):.0f} {F(1, 8):%}")
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.median_low(data), st.median_high(data), st.mode(data), st.multimode("aabbc"),
      st.stdev(data) == math.sqrt(32 / 7), st.pstdev(data), st.variance(data), st.pvariance(data),
      st.mean([F(1, 2), F(1, 3)]), st.fmean([1, 2, 3], [1, 1, 2]), round(st.geometric_mean([1, 3, 9]), 9),
      st.harmonic_mean([40, 60]), st.quantiles(range(1, 12), n=4), st.quantiles(data, n=4, method="inclusive"),
      st.median_grouped([1, 2, 2, 3, 4]))
print(st.linear_regression([1, 2, 3], [2, 4, 6]), st.correlation([1, 2, 3], [1, 2, 3]),
      st.covariance([1, 2, 3], [1, 5, 3]), st.correlation([1, 2, 3], [3, 1, 2], method="ranked"),
      st.NormalDist(0, 1).cdf(0), st.NormalDist(5, 2) + 3, st.NormalDist(1, 2) == st.NormalDist(1, 2),
      round(st.NormalDist(100, 15).inv_cdf(0.9), 6), round(st.NormalDist(0, 1).overlap(st.NormalDist(1, 1)), 6),
      round(st.kde([1, 2, 3], h=1)(2), 6))
print(math.gcd(12, 18), math.gcd(), math.gcd(0, -5), math.lcm(4, 6), math.lcm(), math.factorial(20), math.comb(10, 3),
      math.perm(5, 2), math.perm(4), math.isqrt(10 ** 20 + 1), math.prod([1, 2, 3]), math.prod([0.5, 4], start=2),
      math.sumprod([1, 2], [3, 4]), math.fsum([0.1] * 10), math.hypot(3, 4), math.dist((0, 0), (3, 4)),
      math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.floor(-0.5), math.ceil(10 ** 20),
      math.trunc(-2.7), math.frexp(8), math.ldexp(0.5, 3), math.modf(2.5), math.degrees(math.pi), math.radians(180),
      math.isclose(1, 1 + 1e-10), math.isfinite(math.inf), math.inf, math.nan, math.fma(2, 3, 4), round(math.cbrt(27), 9),
      math.exp2(10), math.log2(1024), math.log10(1000), math.log(8, 2), math.log(10 ** 400) > 900,
      math.nextafter(1, 2) - 1, math.ulp(1))
for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh", "exp", "expm1",
             "log", "log1p", "log2", "log10", "sqrt", "cbrt", "gamma", "lgamma", "erf", "erfc", "exp2"):
    print(name, round(getattr(math, name)(0.625), 12), end=" ")
print(round(math.atan2(-1, -1), 12), round(math.acosh(2), 12), round(math.pow(2, 0.5), 12), math.pow(2, 3),
      round(math.gamma(5.5), 9), math.e, math.tau)
print(isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(F(1), numbers.Rational),
      isinstance(1j, numbers.Complex), isinstance(True, numbers.Number), isinstance("1", numbers.Number),
      issubclass(int, numbers.Rational), issubclass(float, numbers.Rational),
      [k.__name__ for k in numbers.Integral.__mro__[:5]])
for wrong in ("F(1, 0)", "F('x')", "F('1/0')", "F(1.5, 2)", "F('1', 2)", "F(None)", "F(float('nan'))",
              "F(float('inf'))", "a / 0", "a // 0", "a + 'a'", "a < 'a'", "a < 1j", "F(0) ** -1",
              "F(3).limit_denominator(0)", "setattr(a, 'numerator', 1)", "f'{a:d}'", "st.mean([])", "st.median([])",
              "st.mode([])", "st.stdev([1])", "st.variance([])", "st.harmonic_mean([-1])", "st.geometric_mean([-1])",
              "st.quantiles([1, 2], n=0)", "st.mean(['a'])", "st.correlation([1], [1])",
              "st.correlation([1, 1], [1, 1])", "st.linear_regression([1], [2])", "st.fmean([1], [1, 2])",
              "st.NormalDist(0, -1)", "math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.log(2, 1)", "math.log('a')",
              "math.exp(1000)", "math.acos(2)", "math.factorial(-1)", "math.factorial(1.5)",
              "math.comb(-1, 2)", "math.comb(2, 1.0)", "math.perm(2, -1)", "math.isqrt(-1)", "math.isqrt(1.5)",
              "math.gcd(1.5)", "math.lcm('a')", "math.floor('a')", "math.ceil(math.nan)", "math.trunc(math.inf)",
              "math.fmod(1, 0)", "math.pow(0, -1)", "math.pow(-1, 0.5)", "math.pow(10, 400)", "math.ldexp(1, 10 ** 10)",
              "math.gamma(-1)", "math.gamma(200)", "math.lgamma(0)", "math.hypot('a')", "math.dist([1], [1, 2])",
              "math.prod(['a'])", "math.sumprod([1], [1, 2])", "math.fsum(['a'])", "math.fsum([1e308, 1e308])",
              "math.sin(math.inf)", "math.atanh(1)", "math.remainder(1, 0)", "math.isclose(1, 2, rel_tol=-1)",
              "math.frexp('a')", "math.nextafter(1, 2, steps=-1)", "math.fma(math.inf, 0, 1)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
