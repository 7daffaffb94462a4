"""Arithmetic of integers, floats and complex numbers: division and remainder by sign, powers, mixed types, errors."""

for a in (7, -7):
    for b in (2, -2, 3, -3):
        assert a == a // b * b + a % b and divmod(a, b) == (a // b, a % b)
        print(a, b, a // b, a % b, round(a / b, 4), end="; ")
print()
for a in (7.5, -7.5):
    for b in (2, -2.0):
        print(a // b, a % b, divmod(a, b), end="; ")
print()
print(2 ** 10, 2 ** -2, (-8) ** 2, (-8) ** 3, 0 ** 0, 0.0 ** 0, 2 ** 0.5,
      round(abs((-8) ** (1 / 3) - (1 + 3 ** 0.5 * 1j)), 9), 10 ** 20, (-1) ** -3, 1 ** 10 ** 9, 4 ** 0.5, 2.0 ** 3)
print(pow(3, 200, 13), pow(3, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 10), pow(2.0, -1), pow(38, -1, 97),
      pow(5, 0, 1))
print(1 / 3, 1 / 2, 4 / 2, -1 / 3, 10 ** 400 // 10 ** 399, 10 ** 30 / 10 ** 29, 1e308 * 10, -1e308 * 10, 5e-324 / 2,
      1e16 + 1, 0.1 * 3, 1.1 + 2.2)
print(True + 1, True * 2.5, 3 + 0j, 1 + 2.5 + 1j, (1 + 2j) * (3 - 1j), (1 + 2j) / (1 - 1j), (1 + 2j) ** 2, -(1 + 2j),
      abs(3 + 4j), (2j) ** 2, (1 + 2j) == (1 + 2j), 1j * 1j == -1)
print(-0.0, 0.0 == -0.0, -0.0 + 0, -0.0 * 5, -0.0 % 3, 0.0 // -1, -1 % 1e300, 5 % -3, -5 % 3, 5.5 % -3,
      3 % float("inf"), -3 % float("inf"))
inf, nan = float("inf"), float("nan")
print(inf - inf, inf * 0, inf + 1, -inf // 1, inf > 10 ** 400, nan == nan, nan != nan, nan < 1, inf == inf, 1 / inf,
      inf ** 0, nan ** 0, 1 ** nan, [nan] == [nan], nan in [nan], min(nan, 1), min(1, nan))
big = 123456789012345678901234567890
print(big + 1, big - big, big * big, big // 987654321, big % 987654321, -big // 7, -big % 7, big << 70, big >> 50, ~big,
      big & (1 << 90) - 1, big ^ -1, big | 1)
print(big ** 3 % 1000007, divmod(-big, 10 ** 15), (big * big) // big == big, str(big ** 5)[:20], hash(5), -hash(2),
      big == float(big), int(float(big)), big / 3, 2 ** 1023 * 1.0)
print(10 ** 18 == 1e18, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 1 == 1.0 == True == 1 + 0j, 0.1 + 0.2 == 0.3,
      3 > 2.5, 10 ** 400 > 1e308)
print(6 & 3, 6 | 3, 6 ^ 3, ~6, 1 << 10, -1 >> 5, -8 >> 1, 8 >> 100, 1 << 0, -1 << 3, True & False, True | 2,
      True ^ True, 0b1010 & ~0b10, -5 & 0xFF)
print("ab" * 3, 3 * [1], "x" * -1, (1,) * 0, [1] + [2], "a" + "b", b"a" + bytearray(b"b"), bytearray(b"a") + b"b",
      [[]] * 2, "%s-%s" % (1, 2), {1} | {2}, {1: 1} | {2: 2}, {1, 2} - {1}, {1, 2} ^ {2, 3})
for wrong in ("1 // 0", "1 % 0", "1 / 0", "1.0 // 0", "1.0 % 0", "1.0 / 0", "0 ** -1", "0.0 ** -1", "divmod(1, 0)",
              "1j / 0", "0j ** -1", "pow(2, -1, 4)", "pow(2, 3, 0)", "pow(2.0, 3, 4)", "1 << -1", "1 >> -1", "1 + 'a'",
              "'a' + 1", "'a' * 'b'", "[1] + (2,)", "1.5 & 1", "1j // 2", "1j % 2",
              "divmod(1j, 2)", "1.0 << 1", "None + 1", "10.0 ** 400", "10 ** 400 * 1.0", "10 ** 400 / 3", "-'a'",
              "~'a'", "{} + {}", "[] - []", "'a' @ 'b'", "b'a' + 'b'", "1 << 10 ** 30", "'%d' % 'x'", "[1] * 1.5",
              "(1,) * 'a'", "set() + set()", "print + 1"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
