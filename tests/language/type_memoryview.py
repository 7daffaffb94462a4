"""memoryview: slices, casts, shapes, formats, writing through, comparison, release."""

import array

data = bytearray(b"abcdefgh")
view = memoryview(data)
print(view[0], view[-1], view[1:4].tobytes(), view[::2].tolist(), view[::-1].tobytes(), len(view), view.nbytes,
      view.itemsize, view.format, view.ndim, view.shape, view.strides, view.readonly, view.contiguous,
      view.c_contiguous, view.f_contiguous, view.suboffsets, view.obj is data)
view[0] = 65
view[1:3] = b"BC"
view[4:6] = view[6:8]
view[::-1][0] = 90
print(data, bytes(view), view.hex(), view.hex(":"), view[2:4].hex("-", 1), 65 in view, list(reversed(view))[:2],
      [*view][:3], view.tobytes() == data, view == data, view == b"ABCdghgZ", view != b"x")
words = memoryview(bytearray(range(16))).cast("H")
print(words[0], words.tolist(), words.format, words.shape, words.itemsize, words.nbytes, words[1:3].tobytes(),
      words.cast("B").shape)
grid = memoryview(bytearray(range(12))).cast("B", shape=[3, 4])
print(grid.tolist(), grid.shape, grid.strides, grid.ndim, grid[1, 2], grid[-1, -1], grid.tobytes() == bytes(range(12)),
      grid.cast("B").tolist()[:3], len(grid))
grid[0, 0] = 255
print(grid.tolist()[0], grid.nbytes)
for code, values in (("b", [-1, 127]), ("h", [-300, 300]), ("i", [-70000, 5]), ("q", [2 ** 40, -1]), ("f", [1.5, -2.0]),
                     ("d", [0.1, 1e300]), ("B", [255, 0])):
    numbers = memoryview(array.array(code, values))
    print(code, numbers.tolist(), numbers.itemsize, numbers.nbytes, numbers[0], numbers[::-1].tolist(),
          numbers == array.array(code, values))
print(memoryview(array.array("i", [1, 2])) == memoryview(array.array("h", [1, 2])),
      memoryview(array.array("d", [1.0])) == memoryview(array.array("i", [1])),
      memoryview(b"a") == memoryview(bytearray(b"a")), memoryview(b"ab")[::-1] == b"ba", memoryview(b"") == b"")
fixed = memoryview(b"fixed")
print(fixed.readonly, hash(fixed) == hash(b"fixed"), hash(memoryview(b"ab")[1:]) == hash(b"b"), {fixed: 1}[b"fixed"],
      fixed.toreadonly()[0], view.toreadonly().readonly, fixed.tolist(), str(fixed[1:3], "ascii"),
      b"".join([fixed[:2], b"!"]), int.from_bytes(fixed[:2]), bytes(fixed[::2]), fixed.cast("c")[0],
      fixed.cast("c").tolist())
with memoryview(data) as inner:
    part = inner[1:]
    try:
        data.append(1)
    except BufferError as error:
        print(error)
    try:
        inner.release()
        print("released while a slice lives:", part[0])
    except BufferError as error:
        print(error)
    part.release()
print(inner.__repr__().startswith("<released"), view.tolist()[:2])
view.release()
data.append(33)
print(data)
chars = memoryview(b"xyz").cast("c")
print(chars[0], b"y" in chars, chars.tolist(), memoryview(b"\x01\x00").cast("?").tolist(),
      memoryview(bytearray(b"ab")).obj, memoryview(memoryview(b"nested"))[0])
for wrong in ("memoryview('a')", "memoryview(5)", "memoryview()", "fixed.__setitem__(0, 1)", "fixed[10]", "fixed['a']",
              "fixed[0, 0]", "grid[0]", "grid[0, 9]", "grid[0:1, 0]", "grid[::2].tolist()", "view[0]", "len(view)",
              "hash(memoryview(bytearray(b'a')))", "fixed.cast('x')", "fixed.cast('I')", "fixed.cast('B', (2, 2))",
              "fixed.cast('B', (0,))", "fixed[::2].cast('B')", "words.cast('I')", "grid.cast('H').tolist()",
              "memoryview(data).__setitem__(0, 256)", "memoryview(data).__setitem__(0, 'a')",
              "memoryview(data).__setitem__(0, b'a')",
              "memoryview(data).__setitem__(slice(0, 2), b'abc')", "memoryview(data).__setitem__(slice(0, 2), 5)",
              "memoryview(data).__delitem__(0)", "fixed < b'z'", "fixed + b'a'", "fixed * 2",
              "words.__setitem__(0, -1)", "words.__setitem__(0, 1.5)",
              "memoryview(array.array('f', [1])).__setitem__(0, 'x')", "fixed.hex('::')", "fixed.x",
              "memoryview(data).__setitem__((0, 0), 1)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
