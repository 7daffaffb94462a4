"""Attribute references, subscriptions and slices: on sequences, with steps, out of range, objects as indices."""

text, numbers = "abcdefghij", list(range(10))
print(text[0], text[-1], text[2:5], text[:3], text[7:], text[:], text[::2], text[::-1], text[8:2:-2], text[-3:],
      text[:-3], text[5:2])
print(numbers[100:], numbers[-100:2], numbers[2:100:3], numbers[::-3], numbers[5::-1], numbers[:5:-1],
      numbers[True:False], numbers[None:None:None])
print(range(10)[2:8:2], (1, 2, 3)[1:], b"bytes"[1:3], bytearray(b"abc")[::-1], memoryview(b"abcd")[1:3].tolist(),
      range(10)[::-1][2])
print("x"[0][0][0], [[1, 2], [3, 4]][1][0], {"a": [{"b": 5}]}["a"][0]["b"], (lambda: [7])()[0],
      "abc".upper()[1].lower())


class Shows:
    def __getitem__(self, key):
        return key

    def __class_getitem__(cls, key):
        return "class", key


show = Shows()
print(show[1], show[1, 2], show[1,], show[()], show[1:2], show[1:2, 3], show[::], show[:, ::2, ...], show["a":"b":"c"],
      show[*[1, 2]], show[*[], 1:2], show[x := 5], x, show[lambda: 0].__name__)
print(Shows[int], Shows[1:2], show[show[1]:show[2]], show[-1], show[not 1], show[1 if 0 else 2], show[None])
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), s.indices(100), slice(None, None, -1).indices(5), slice(3), numbers[s],
      s == slice(1, 10, 2), slice(-3, None).indices(10), hash(s) == hash(slice(1, 10, 2)))
print(slice(1, 2) < slice(1, 3), slice("a", "b"), repr(slice(None)), {slice(1): 2}[slice(1)])

changing = list(range(8))
changing[2:4] = "xyz"
print(changing)
changing[1:1] = [100, 200]
changing[::3] = ["step"] * len(changing[::3])
print(changing)
changing[:2] = []
changing[len(changing):] = range(2)
changing[-1:] = (9, 9)
del changing[1::2]
print(changing)
del changing[:2], changing[-1]
changing[:] = changing[::-1] + changing
changing[1:3] += "q"
print(changing)
buffer = bytearray(b"0123456789")
buffer[2:5] = b"--"
buffer[::4] = b"AAA"
del buffer[1::3]
print(buffer)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


print(numbers[Index(3)], text[Index(1):Index(4)], numbers[Index(-1)], text[2:10 ** 30], numbers[-10 ** 30:2])
for wrong in ("numbers[10]", "numbers[-11]", "text[10]", "numbers['a']", "numbers[1.0]", "text[1:'a']", "numbers[::0]",
              "numbers[10 ** 30]", "(1,)[5]", "range(3)[3]", "{}['k']", "{1: 2}[3]", "b''[0]", "show[1].x",
              "changing.__setitem__(slice(0, 4, 2), [1])",
              "changing.__setitem__(slice(0, 1), 5)", "numbers[None]", "memoryview(b'a')[1]", "len[0]",
              "slice(1, 2, 0).indices(3)", "slice()", "numbers[1, 2]", "text[None]", "s.indices(-1)",
              "bytearray(b'a').__setitem__(0, 256)"):
    try:
        print(eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
