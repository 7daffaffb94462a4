"""io in memory: StringIO, BytesIO, TextIOWrapper, BufferedReader, newlines, seeking, custom raw streams."""

import io

text = io.StringIO("one\ntwo\r\nthree", newline=None)
print(text.readline(), text.read(2), text.tell(), text.readlines(), text.read(), text.seek(0), list(text),
      text.getvalue(), text.seekable(), text.readable(), text.writable(), text.closed, text.newlines)
text = io.StringIO()
print(text.write("hello"), text.writelines(["a\n", "b"]), text.seek(1), text.write("EY"), text.getvalue(),
      text.truncate(4), text.getvalue(), text.seek(10), text.write("z"), text.getvalue(), text.encoding, text.errors,
      text.line_buffering)
data = io.BytesIO(b"abc\ndef")
print(data.read(1), data.readline(), data.read1(2), data.tell(), data.seek(-2, io.SEEK_END), data.read(),
      data.getbuffer()[0], data.readinto(bytearray(2)), data.seek(0), data.readinto(buffer := bytearray(4)), buffer,
      data.write(b"XY"), data.getvalue(), data.truncate(), data.getvalue(), list(io.BytesIO(b"a\nb\n")),
      data.seek(1, io.SEEK_CUR), data.isatty())
for newline in (None, "", "\n", "\r", "\r\n"):
    wrapped = io.TextIOWrapper(io.BytesIO("a\nb\r\nc\rd é".encode()), encoding="utf-8", newline=newline)
    print(repr(newline), wrapped.readlines(), wrapped.newlines)
    raw = io.BytesIO()
    writer = io.TextIOWrapper(raw, encoding="latin-1", newline=newline, write_through=True)
    writer.write("x\né")
    writer.flush()
    print("   ", raw.getvalue(), writer.encoding, writer.errors, writer.buffer is raw, writer.line_buffering)
wrapped = io.TextIOWrapper(io.BytesIO("日本語\nline é\n".encode()), encoding="utf-8")
print(wrapped.read(1), wrapped.tell() > 0, wrapped.readline(), wrapped.seek(0), next(wrapped), wrapped.readline(3),
      wrapped.read(), wrapped.reconfigure(errors="replace"), wrapped.errors, wrapped.detach().getvalue()[:3])


class Raw(io.RawIOBase):
    def __init__(self, data, chunk):
        self.data, self.chunk, self.reads = data, chunk, 0
    def readable(self): return True
    def readinto(self, target):
        self.reads += 1
        part, self.data = self.data[:min(self.chunk, len(target))], self.data[min(self.chunk, len(target)):]
        target[:len(part)] = part
        return len(part)


class Sink(io.RawIOBase):
    def __init__(self): self.parts = []
    def writable(self): return True
    def write(self, part):
        self.parts.append(bytes(part))
        return len(part)


raw = Raw(b"hello world, and more of it", 5)
reader = io.BufferedReader(raw, buffer_size=8)
print(reader.peek(3)[:3], reader.read(3), reader.read1(100), reader.readline(), raw.reads, reader.raw is raw,
      Raw(b"abcdef", 2).readall(), Raw(b"ab", 1).read(5), io.BufferedReader(Raw(b"a\nb\nc", 2)).readlines())
sink = Sink()
writer = io.BufferedWriter(sink, buffer_size=4)
print(writer.write(b"ab"), sink.parts, writer.write(b"cdefgh"), sink.parts, writer.flush(), sink.parts,
      writer.writelines([b"1", b"2"]), writer.close(), sink.parts, writer.closed, sink.closed)
pair = io.BufferedRWPair(Raw(b"in", 2), Sink())
random = io.BufferedRandom(io.BytesIO(b"0123456789"))
print(pair.read(), pair.write(b"out"), random.read(3), random.seek(1), random.write(b"AB"), random.flush(),
      random.seek(0), random.read(), isinstance(random, io.BufferedIOBase), isinstance(raw, io.IOBase),
      io.DEFAULT_BUFFER_SIZE, io.SEEK_SET)
decoder = io.IncrementalNewlineDecoder(None, translate=True)
print(decoder.decode("a\r"), decoder.decode("\nb\r", final=True), decoder.newlines)
with io.StringIO("x") as managed: managed.read()
for attempt in (lambda: managed.read(), lambda: io.StringIO(b"x"), lambda: io.BytesIO("x"),
                lambda: io.StringIO().write(b"x"), lambda: io.BytesIO().write("x"), lambda: io.StringIO("a").seek(-1),
                lambda: io.StringIO("a").seek(1, 1), lambda: io.BytesIO(b"a").seek(-5),
                lambda: io.StringIO("a", newline="x"), lambda: io.StringIO().fileno(), lambda: io.BytesIO().detach(),
                lambda: wrapped.read(), lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read(),
                lambda: io.TextIOWrapper(io.BytesIO(), encoding="ascii").write("é"),
                lambda: io.TextIOWrapper(io.BytesIO(), encoding="nope"), lambda: io.TextIOWrapper(io.BytesIO(b"a\nb"),
                    encoding="utf-8").read("x"), lambda: io.BufferedReader(Sink()),
                    lambda: io.BufferedWriter(Raw(b"", 1)), lambda: io.BufferedReader(raw, buffer_size=0),
                    lambda: Sink().read(1), lambda: Raw(b"", 1).write(b"x"), lambda: writer.write(b"x"),
                    lambda: io.BytesIO(b"ab").getbuffer().release() or [b := io.BytesIO(b"ab"), v := b.getbuffer(),
                        b.write(b"long enough")], lambda: io.BytesIO(b"a").truncate(-1),
                        lambda: io.StringIO("a").truncate(-1), lambda: io.IOBase().read, lambda: io.RawIOBase().seek(0),
                        lambda: io.TextIOWrapper(5), lambda: next(io.StringIO("")),
                        lambda: io.TextIOWrapper(Raw(b"ab", 1), encoding="ascii").read()):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
