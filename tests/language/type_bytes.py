"""bytes and bytearray: construction, methods, formatting, mutation, conversion."""

print(bytes(), bytes(3), bytes([1, 255]), bytes("é", "utf-8"), bytes(b"copy"), bytes(range(3)),
      bytes(memoryview(b"mv")), bytearray(b"ab"), bytearray(2), bytearray("x", "ascii"), bytes.fromhex("00 ff A0"),
      bytearray.fromhex("6162"), b"\x00\xff".hex(), b"\x01\x02\x03\x04".hex(":"), b"\x01\x02\x03\x04\x05".hex("-", 2),
      b"\x01\x02\x03\x04\x05".hex("_", -2))
for data in (b"Hello World", bytearray(b"Hello World")):
    print(data.find(b"o"), data.find(111), data.rfind(b"o"), data.index(b"W"), data.count(b"l"), data.count(108),
          b"lo" in data, 72 in data, data.startswith((b"x", b"He")), data.endswith(b"ld"), data.split(),
          data.split(b"o", 1), data.rsplit(b"o", 1), data.partition(b" "), data.rpartition(b"o"),
          data.replace(b"l", b"L", 2), data.upper(), data.lower(), data.swapcase(), data.title(), data.capitalize())
    print(data.center(15, b"*"), data.ljust(13, b"."), data.rjust(13), b"42".zfill(5), b"-4".zfill(4),
          data.strip(b"Hd"), data.lstrip(b"H"), data.rstrip(b"d"), data.removeprefix(b"Hello "),
          data.removesuffix(b"World"), data.translate(bytes.maketrans(b"lo", b"01")), data.translate(None, b"lo"),
          data.expandtabs(), data[1:4], data[::-1], data[0], data[-1:], list(data[:3]), len(data), data * 2,
          data + b"!", b"%s" % data)
    print(data.isalpha(), data.isascii(), b"a1".isalnum(), b"12".isdigit(), b"ab".islower(), b"AB".isupper(),
          b" \t".isspace(), b"Ab Cd".istitle(), b"".isalpha(), data.decode(), data == b"Hello World", data < b"Z",
          hash(bytes(data)) == hash(b"Hello World"), b"a\nb\r\nc".splitlines(True),
          b", ".join([b"a", bytearray(b"b"), memoryview(b"c")]), type(data.join([b"x"])).__name__,
          type(data[:1] + b"").__name__, type(b"" + data).__name__)
print(b"%d %5d %x %c %c %r %a %b %.2f %%|%-5s|%05d" % (1, 2, 255, 65, b"B", "é", "é", b"bytes", 1.5, b"ab", 42),
      b"%(k)s" % {b"k": b"v"}, bytearray(b"%s") % b"x", repr(b"'"), repr(b"\"'"), repr(bytearray(b"\n\\\x7f\x80")),
      str(b"x"), ascii(b"\xe9"))
buffer = bytearray(b"abc")
buffer.append(100); buffer.extend(b"ef"); buffer.extend([103, 104]); buffer.insert(0, 0x5F); buffer.insert(-1, 33)
print(buffer, buffer.pop(), buffer.pop(0), buffer.remove(33), buffer, buffer.reverse(), buffer, buffer.copy() is buffer)
buffer[0] = 90; buffer[1:3] = b"--=="; buffer[-2:] = []; del buffer[0]; buffer += b"!"; buffer *= 2
print(buffer, buffer[::2], buffer.find(b"!"), buffer.clear(), buffer, bool(buffer))
buffer[:] = range(65, 75)
del buffer[1::3]
buffer[::2] = b"xyz1"[:len(buffer[::2])]
print(buffer, buffer.decode(), max(buffer), sorted(buffer)[:2], [*map(chr, buffer)], buffer.__sizeof__() > 0,
      sum(buffer))
view = memoryview(buffer)
try:
    buffer.append(1)
except BufferError as error:
    print(error)
view.release()
buffer.append(1)
print(len(buffer), bytes(5) == b"\0" * 5, b"abc" > b"abb", b"" < b"a", b"a" != "a", bytearray(b"a") == b"a",
      {b"k": 1}[b"k"], b"a" in [bytearray(b"a")], bytes(type("B", (), {"__bytes__": lambda self: b"dunder"})()),
      bytes(type("I", (), {"__index__": lambda self: 2})()), int.from_bytes(b"\1\0"), bytes.maketrans(b"a", b"b")[97])
for wrong in ("bytes('a')", "bytes([256])", "bytes([-1])", "bytes(['a'])", "bytes(-1)", "bytes(1.5)", "bytes(None)",
              "bytes('é', 'ascii')", "bytes(b'a', 'utf-8')", "bytes(5, 'utf-8')", "bytes.fromhex('0')",
              "bytes.fromhex('zz')", "bytes.fromhex('é')", "b'a' + 'b'", "b'a' in 'a'", "'a' in b'a'", "300 in b'a'",
              "b'a'.find('a')", "b'a'.index(b'b')", "b'a'.join(['b'])", "b'a'.split('')", "b'a'.split(b'')",
              "b'a'.replace('a', b'b')", "b'a'[5]", "data['a']", "b'a'.hex('::')", "b'a'.hex('é')", "b'%d' % 'a'",
              "b'%s' % 'a'", "b'%c' % 256", "b'%s' % 5", "b'%q' % 1",
              "buffer.append(256)", "buffer.append(b'a')", "buffer.extend('a')", "buffer.extend([256])",
              "buffer.insert(0, -1)", "buffer.remove(255)", "buffer.pop(100)", "bytearray().pop()",
              "buffer.__setitem__(0, 256)", "buffer.__setitem__(slice(0, 2, 1), 5)",
              "buffer.__setitem__(slice(0, 4, 2), b'abc')", "hash(buffer)", "b'a'.translate(b'short')",
              "bytes.maketrans(b'a', b'bc')", "b'a'.center(5, b'xx')", "b'a'.center(5, 'x')", "b'a' < 'a'",
              "b'a' * b'b'", "b''.fromhex(5)", "b'a'.startswith('a')", "b'a'.decode('nope')", "b'a'.x",
              "b'a'.encode()"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
