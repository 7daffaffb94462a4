"""Numeric literals: bases, underscores, floats, imaginary ones, and what is none."""

import warnings

print(0, 7, 2147483647, 79228162514264337593543950336, 0o177, 0b100110111, 0xdeadbeef, 0XDEADBEEF, 0O17, 0B1)
print(100_000_000_000, 0x_ff_ff, 0b_0011_1111, 0o_7_7, 0_0, 00, 0_00)
print(3.14, 10., .001, 1e100, 3.14e-10, 0e0, 3.14_15_93, 1_0e1_0, 1E5, 1e+5, 00012.5, 09.5, 0_9e0)
print(3.14j, 10.j, 10j, .001j, 1e100j, 3.14e-10J, 3.14_15_93j, 09j, -0j, 1+2j, 1 - 2J)
print(-1, --1, -+-1, ~0, -2**2, (-2)**2, 2**-1, -0.0, 1_000 .real, 5..real, 5 .bit_length(), 1e3.is_integer())
print(1e400, -1e400, 5e-324, 2e-324, 1.7976931348623157e308, 0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 0.0001,
      0.00001)
print(type(1), type(1.), type(1j), type(1e0), type(0x1), type(True))

for source in ("012", "1_", "1__0", "_1", "0x", "0xg", "0b2", "0o8", "0b", "0_x1", "1e", "1e+", "1._0", "1_.0", "1e_5",
               "0x1.8", "1j_", "12abc",
               "1.e", "0b1_", "1.2.3", "5.real", "00001", "1L", "0777"):
    try:
        compile(source, "<number>", "eval")
        print(f"{source}: compiles")
    except SyntaxError as error:
        print(f"{source}: {error.msg} at {error.offset}")

# Keywords may follow a number at once, with a warning.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(eval("1if 1else 2"), eval("[1for _ in (1,)]"), eval("1or 0"), eval("1.0and 2"))
print([str(warning.message) for warning in caught])
