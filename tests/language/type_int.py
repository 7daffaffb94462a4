"""int and bool: construction from text in every base, methods, bytes, bits, formatting, large values."""

print(int(), int(5.9), int(-5.9), int("  42\n"), int("-0b101", 0), int("0xFF", 16), int("ff", 16), int("z", 36),
      int("1_000"), int("٣٤"), int("０１２"), int(b"12"), int(bytearray(b"7")), int("0o17", 0), int("0", 0), int(True),
      int("+5"), int("-0"))
print([int("10", base) for base in (2, 3, 8, 10, 16, 36)], int("0b1", 2), int("0B1", 0), int("deadBEEF", 16),
      int("1" * 30), int("7fff_ffff", 16))
print((10).bit_length(), (-10).bit_length(), (0).bit_length(), (255).bit_count(), (-255).bit_count(), (5).conjugate(),
      (5).real, (5).imag, (5).numerator, (5).denominator, (5).as_integer_ratio(), (5).is_integer(), (3).__index__())
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-1).to_bytes(2, signed=True), (255).to_bytes(),
      int.from_bytes(b"\x04\x00"), int.from_bytes(b"\xff\xfe", "little"), int.from_bytes(b"\xff", signed=True),
      int.from_bytes([1, 2]), int.from_bytes(b""), (2 ** 64).to_bytes(9, byteorder="big"))
for value in (0, 42, -42, 1234567, -1234567, 2 ** 70):
    print(f"{value:d}|{value:8d}|{value:<8}|{value:^8}|{value:>+8}|{value: }|{value:,}|{value:_}|{value:x}|"
          f"{value:#X}|{value:#o}|{value:#b}|{value:_b}|{value:015,}|{value:=+12}|{value:*^12}|{value:e}|"
          f"{value:.2f}|{value:g}|{value:%}")
print(f"{65:c}{0x1F600:c}", f"{1234567:n}", format(True, "d"), format(True, ""), f"{True:>6}", f"{10:#06x}",
      f"{-255:#010b}", f"{5:<05}", f"{3:05d}", f"{12345:_x}", f"{10 ** 20:,}")
print(bin(10), bin(-10), oct(64), hex(-255), bin(True), bin(0), str(10 ** 30), repr(-5),
      "%d %5d %-5d| %05d %+d %x %X %#o %i %c" % (1, 2, 3, 4, 5, 255, 255, 8, 7.9, 65))
print(bool(0), bool("False"), bool([]), int(bool(5)), True + True, True * 3, -True, True / 2, True // 1, True << 3,
      True ** 2, True.real, False < True, sum([True, False, True]), "ab"[True], {True: 1}[1], isinstance(False, int),
      bool.__new__(bool, 3), True & 3, True | False, True ^ True)
print(2 ** 100, -(2 ** 100), 2 ** 100 >> 98, -1 >> 100, 1 << 100, (2 ** 100) & (2 ** 99 - 1), ~(2 ** 100),
      (2 ** 64 - 1) ^ (2 ** 32), 10 ** 50 // 7, -10 ** 50 // 7, 10 ** 50 % 97, divmod(-10 ** 20, 10 ** 9 + 7),
      abs(-10 ** 20))
print(hash(0), hash(1), hash(-1), hash(-2), hash(True), hash(2 ** 20), 10 ** 18 + 1 == float(10 ** 18 + 1), int(1e20),
      int(-1e-5), int(1e300) % 1000, round(15, -1), round(25, -1), round(-15, -1), round(12345, -3), round(5, 3),
      pow(7, 10 ** 18, 1009))
total = 1
for n in range(1, 31):
    total *= n
print(total, total.bit_length(), sum(map(int, str(total))), str(3 ** 200)[:10], len(str(3 ** 200)),
      (3 ** 200) % (2 ** 61 - 1), int(str(3 ** 200)) == 3 ** 200, int(hex(3 ** 200), 16) == 3 ** 200)
for wrong in ("int('')", "int(' ')", "int('1 2')", "int('0x1')", "int('12', 2)", "int('1', 37)", "int('1', 1)",
              "int('1', -1)", "int(None)", "int([1])", "int('1__0')", "int('_1')", "int('1_')", "int('0b', 0)",
              "int('010', 0)", "int('1e5')", "int(1.5, 10)", "int('1', base=2.0)", "int(b'\\xff')", "int('é')",
              "int(x='1')", "(300).to_bytes(1)", "(-1).to_bytes(1)", "(1).to_bytes(-1)", "(1).to_bytes(1, 'middle')",
              "int.from_bytes('a')", "int.from_bytes([256])", "f'{1:s}'", "f'{1:.2d}'", "f'{1:,x}'", "f'{1:,_}'",
              "f'{-1:c}'", "f'{1:+c}'", "f'{5:q}'", "'%d' % None", "'%c' % 0x110000", "'%d' % 'a'", "chr(0x110000)",
              "int(1j)", "bin(1.0)", "hex('a')", "(5).real.imag.x", "int('1' * 5000)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
