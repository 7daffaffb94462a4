"""complex: construction, arithmetic, formatting, special values, cmath, errors."""

import cmath

print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" -1.5e3-2J "), complex("j"), complex("-j"),
      complex("(1+2j)"), complex(1 + 2j, 3), complex(1, 2j), complex(imag=5), complex(real=1, imag=-0.0),
      complex("inf+nanj"), complex(True), complex("1_0+2_0j"))
print(1j, -1j, 1 + 0j, 0 - 0j, -0j, 1.5 - 2j, (1 + 2j).real, (1 + 2j).imag, (1 + 2j).conjugate(), abs(3 + 4j),
      -(1 + 2j), +(1 + 2j), 1e100 + 1e-100j, complex(-0.0, -0.0), complex(float("nan"), float("inf")))
print((1 + 2j) + (3 - 1j), (1 + 2j) - 1, (1 + 2j) * (3 - 4j), (1 + 2j) / (3 - 4j), (1 + 2j) ** 2, (1 + 2j) ** 0,
      2 ** (1 + 0j), (1 + 2j) ** -1, 1j ** 2, 0j ** 0, 5 / 2j, 1j * 1j, (2 + 3j) * 2, 3 * (1 - 1j), (1 + 1j) ** 8,
      1.5 + 2j)
print((1 + 2j) == (1 + 2j), 1 + 0j == 1, 1j == 1, 1j != 2j, bool(0j), bool(1e-300j), hash(1 + 0j) == hash(1),
      {1 + 0j: "key"}[1], (1 + 2j) in [1, 1 + 2j], complex(1, 2) == complex(1.0, 2.0))
for value in (0j, 1 + 2j, -1.5 - 2.25j, 1e10 + 1e-5j, complex(-0.0, 3)):
    print(f"{value}|{value:.2f}|{value:e}|{value:g}|{value:.3g}|{value:+.1f}|{value:20}|{value:<20.1f}|"
          f"{value:^20}|{value:,.1f}|{value!r}|{str(value)}|{value:#.3g}|{value:_.1f}")
print(cmath.phase(-1), cmath.polar(1j), cmath.rect(2, 0), cmath.sqrt(-1), cmath.isnan(complex("nanj")),
      cmath.isinf(complex("infj")), cmath.isfinite(1j), cmath.isclose(1 + 1e-12j, 1), cmath.infj, cmath.nanj,
      cmath.sqrt(-4 + 0j), cmath.sqrt(complex(-4, -0.0)), cmath.sqrt(3 + 4j), cmath.sqrt(0))


def rounded(value, digits=9):
    return complex(round(value.real, digits) + 0.0, round(value.imag, digits) + 0.0)


for function in (cmath.exp, cmath.log, cmath.sin, cmath.cos, cmath.tan, cmath.sinh, cmath.cosh, cmath.tanh, cmath.asin,
                 cmath.acos, cmath.atan, cmath.asinh, cmath.acosh, cmath.atanh, cmath.log10):
    print(function.__name__, rounded(function(0.5 + 0.25j)), rounded(function(-2 + 1j)))
print(rounded(cmath.log(8, 2)), rounded((-1) ** 0.5), rounded((1 + 2j) ** (0.5 + 1j)),
      rounded(cmath.exp(1j * cmath.pi) + 1), cmath.exp(complex(float("-inf"), 0)), cmath.tau - 2 * cmath.pi,
      complex(1, 2).__complex__())


class Both:
    def __complex__(self): return 5 + 6j


class Float:
    def __float__(self): return 2.5


print(complex(Both()), complex(Float()), complex(Float(), 1), cmath.sqrt(Float()).imag,
      [z for z in sorted([3j, 1 + 1j, 2], key=abs)], sum([1j, 2, 3.5]), sum([1j] * 3, 1))
for wrong in ("complex('')", "complex('1 + 2j')", "complex('1+2')", "complex('j1')", "complex('1+j2')",
              "complex('1', 2)", "complex(1, '2')", "complex(None)", "complex([])", "complex('(1+2j')",
              "complex('1++2j')", "1j < 2j", "max(1j, 2j)", "sorted([1j, 2j])", "1j // 2", "1j % 2", "divmod(1j, 1)",
              "int(1j)", "float(1j)", "round(1j)", "1j & 1", "1j / 0", "0j ** -1", "0j ** 1j", "f'{1j:d}'",
              "f'{1j:010}'", "f'{1j:=5}'",
              "f'{1j:%}'", "(1j).x", "pow(1j, 2, 3)", "range(1j)", "complex(1, 2, 3)", "complex(a=1)",
              "abs(1e308 + 1e308j * 10)", "cmath.log(0)", "cmath.sqrt('a')", "(1e200 + 1e200j) ** 5", "[].pop(1j)",
              "hash(1j) == hash(1j)", "cmath.rect(1)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
