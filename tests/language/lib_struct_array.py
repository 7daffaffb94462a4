"""struct, array and binascii: packing with every format and byte order, arrays of numbers, hexadecimal and base64."""

import array
import base64
import binascii
import struct

for layout, values in (("<bBhHiIqQ", (-1, 255, -2, 65535, -3, 4294967295, -4, 2 ** 64 - 1)),
                       (">bBhHiIqQ", (-1, 255, -2, 65535, -3, 4294967295, -4, 2 ** 64 - 1)),
                       ("<e f d", (1.5, -2.25, 0.1)), ("!2s 5s 3p c ?", (b"ab", b"xy", b"pq", b"c", True)),
                       ("=3B2x1H", (1, 2, 3, 500)), ("<l L", (-5, 6)), (">0s 3x 4B", (b"", 1, 2, 3, 4))):
    packed = struct.pack(layout, *values)
    print(layout, packed.hex(), struct.calcsize(layout), struct.unpack(layout, packed))
layout = struct.Struct("<Hh")
buffer = bytearray(10)
layout.pack_into(buffer, 2, 513, -2)
print(buffer, layout.unpack_from(buffer, 2), layout.size, layout.format, list(layout.iter_unpack(bytes(range(8)))),
      struct.unpack_from(">I", b"\0\0\0\5", 0), list(struct.iter_unpack("B", b"abc")), struct.pack("<?", "truthy"),
      struct.unpack("<3?", b"\0\1\2"), struct.pack(">d", float("inf")).hex(), struct.pack("<f", 1e-50).hex(),
      struct.unpack("<f", struct.pack("<f", 0.1)), struct.unpack("<e", b"\x00\x7c"), struct.calcsize("=bI"),
      struct.calcsize("@i") == 4, struct.calcsize("@bi"))
for code in "bBhHiIqQfd":
    numbers = array.array(code, [1, 2, 3])
    numbers.append(4); numbers.extend([5]); numbers.insert(0, 0); numbers += array.array(code, [6])
    print(numbers, numbers.itemsize, numbers[1], numbers[-1], numbers[1:3], numbers.index(3), numbers.count(2),
          numbers.pop(), numbers.tolist(), len(numbers), 5 in numbers, numbers.tobytes()[:numbers.itemsize].hex(),
          numbers.buffer_info()[1], sum(numbers))
text = array.array("w", "aé日")
numbers = array.array("i", range(6))
numbers[::2] = array.array("i", [9, 9, 9]); del numbers[0]; numbers.remove(9); numbers.reverse(); numbers *= 2
print(text, text.tounicode(), numbers, numbers == array.array("h", numbers), numbers < array.array("i", [9]),
      array.typecodes, numbers.byteswap(), numbers[0], array.array("B", b"xyz"), array.array("d").frombytes(b""),
      array.array("H", b"\1\0\2\0").tolist(), memoryview(array.array("i", [7])).tolist(),
      [*reversed(array.array("b", [1, 2]))], array.array("b", [1]) + array.array("b", [2]), 2 * array.array("b", [1]),
      array.array("i", [1]).__copy__(), repr(array.array("b")))
print(binascii.hexlify(b"\x00\xffa"), binascii.unhexlify("00fF"), binascii.b2a_hex(b"abcd", "-", 2),
      binascii.crc32(b"hello"), binascii.crc_hqx(b"hello", 0), binascii.b2a_base64(b"hi there"),
      binascii.a2b_base64("aGk="), binascii.b2a_uu(b"text"), binascii.a2b_uu(b"$=&5X= \n"),
      binascii.b2a_qp(b"a=b \xe9"), binascii.a2b_qp(b"a=3Db"), binascii.crc32(b"b",
          binascii.crc32(b"a")) == binascii.crc32(b"ab"))
print(base64.b64encode(b"\xfb\xff\x00data"), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b64decode("+/8A"),
      base64.b32encode(b"hello"), base64.b16encode(b"hi"), base64.a85encode(b"hello world"), base64.b85encode(b"hello"),
      base64.b32decode("NBSWY3DP"), base64.b85decode(b"Xk~0{Zv"), base64.a85decode(b"BOu!rD]j7BEbo7"),
      base64.b64decode(b"aG k=", validate=False), base64.encodebytes(b"x" * 60), base64.b32hexencode(b"a"))
for attempt in (lambda: struct.pack("<B", 256), lambda: struct.pack("<b", -129), lambda: struct.pack("<H", -1),
                lambda: struct.pack("<i", "a"), lambda: struct.pack("<i", 1.5), lambda: struct.pack("<f", "x"),
                lambda: struct.pack("<f", 1e50), lambda: struct.pack("<e", 1e6), lambda: struct.pack("<c", b"ab"),
                lambda: struct.pack("<c", "a"), lambda: struct.pack("<s", 5), lambda: struct.pack("<ii", 1),
                lambda: struct.pack("<i", 1, 2), lambda: struct.pack("z"), lambda: struct.pack("<P", 1),
                lambda: struct.unpack("<i", b"abc"), lambda: struct.unpack_from("<i", b"abc"),
                lambda: struct.unpack_from("<i", b"abcd", 9), lambda: list(struct.iter_unpack("<i", b"abc")),
                lambda: list(struct.iter_unpack("", b"")), lambda: struct.pack_into("<i", buffer, 8, 1),
                lambda: struct.pack_into("<i", b"abcd", 0, 1), lambda: struct.calcsize("9" * 30 + "i"),
                lambda: struct.unpack("<i", "abcd"), lambda: struct.pack("<Q", 2 ** 64), lambda: struct.Struct(5),
                lambda: array.array("z"), lambda: array.array("b", [200]), lambda: array.array("b", ["a"]),
                lambda: array.array("i", "ab"), lambda: array.array("i", [1.5]), lambda: array.array("i").pop(),
                lambda: array.array("i", [1])[5], lambda: array.array("i", [1]).remove(2),
                lambda: array.array("i", [1]) + array.array("b"), lambda: array.array("i", [1]) + [2],
                lambda: array.array("i").frombytes(b"abc"), lambda: array.array("B", [256]),
                lambda: array.array("i", [1]).extend(array.array("b")), lambda: array.array("f", ["x"]),
                lambda: hash(array.array("b")), lambda: array.array("i", [1]).__setitem__(slice(0, 1), [5]),
                lambda: binascii.unhexlify("abc"), lambda: binascii.unhexlify("zz"), lambda: binascii.a2b_base64("a"),
                lambda: binascii.crc32("a"), lambda: base64.b64decode("a"), lambda: base64.b64decode(b"@@",
                    validate=True), lambda: base64.b32decode("a"), lambda: base64.b16decode("zz"),
                    lambda: base64.a85decode(b"~"), lambda: base64.b85decode(b"\x00")):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
