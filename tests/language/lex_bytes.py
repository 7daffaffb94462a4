"""Bytes literals: escapes, raw ones, and that only ASCII stands in them."""

import warnings

print(b"ascii" b' and ' B"""more""", br"raw \x41", Rb'raw \'', rB"\n", bR"\\")
print(b"\x00\xff\101\n\t\\\'\"\a")
print(list(b"\0\x7f\x80\377"))
print(rb"\u20ac \N{bullet} \q")
print(b"""first
second\
 still second""")
print(repr(b"it's"), repr(b'a "quote"'), repr(b'both \' and "'))

for value in range(0, 256, 17):
    print(bytes([value]), end=" ")
print()

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(eval(r"b'\q \u0041'"), eval(r"b'\400'"))
print([str(warning.message) for warning in caught])

for source in ("b'é'", r"b'\x'", r"b'\xg0'", "b'a' 'b'", "b'a\n'", "b'open", "br'''open", "rb'日本'"):
    try:
        print(source, eval(source))
    except SyntaxError as error:
        print(f"{source!r}: {error.msg} at {error.offset}")

# A literal is one object within a code object, and bytes cannot be changed.
value = b"abc"
print(value[0], value[1:2], value[::-1], value[-1:])
try:
    value[0] = 1
except TypeError as error:
    print(error)
