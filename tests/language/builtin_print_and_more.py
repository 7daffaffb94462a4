"""print, input's error, breakpoint, format, slice, ascii, repr, open's errors, and what built-in objects show."""

import builtins
import io
import sys

print()
print("a", 1, None, [2], sep="-", end="|\n")
print("no end", end="")
print(" then more", "x", sep="")
print(*"abc", sep="\n")
print("sep is None", 1, sep=None, end=None)
print("é 日本 😀 \t tab", flush=True)
buffer = io.StringIO()
print("to a buffer", 5, file=buffer, end="!")
print(repr(buffer.getvalue()))


class Writer:
    def __init__(self): self.parts = []
    def write(self, text): self.parts.append(text)
    def flush(self): self.parts.append("<flush>")


writer = Writer()
print("x", 1, sep="+", file=writer, flush=True)
print(file=writer)
print(writer.parts)


class Shows:
    def __str__(self): return "as str"
    def __repr__(self): return "as repr"


print(Shows(), [Shows()], {"k": Shows()}, (Shows(),), f"{Shows()} {Shows()!r}", str(Shows()), repr(Shows()),
      ascii(Shows()), format(Shows()), "%s %r" % (Shows(), Shows()), "{} {!r}".format(Shows(), Shows()))
for wrong in ("print(1, sep=2)", "print(1, end=3)", "print(1, file=5)", "print(1, nothing=2)",
              "print(1, file=object())", "repr(type('R', (), {'__repr__': lambda self: 5})())",
              "str(type('S', (), {'__str__': lambda self: None})())",
              "print(type('S', (), {'__str__': lambda self: 1})())", "format(Shows(), 'x')", "open('/no/such/file')",
              "open('')", "open('x', 'q')", "open('x', 'rw')", "open('x', 'rb', encoding='utf-8')", "open(5.5)",
              "open('a\\0b')", "open()", "open('x', 'w+r')", "open('x', mode='', )", "open('x', buffering=0)",
              "slice()", "slice(1, 2, 3, 4)", "ascii(1, 2)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")

hook = sys.breakpointhook
try:
    sys.breakpointhook = lambda *args, **kwargs: ("hooked", args, kwargs)
    print(breakpoint(), breakpoint(1, key=2))
finally:
    sys.breakpointhook = hook
print(slice(1), slice(1, 2), slice(1, 2, 3), slice(None, "a"), slice(1, 5).indices(3),
      slice(None, None, -2).indices(10), ascii("é日😀\n"), repr("é\x00"), ascii(["é"]), ascii(b"\xff"))
print(len, print, abs, str.upper, [].append.__name__, "".join.__qualname__, int.__add__, type, int, Ellipsis,
      NotImplemented, list[int], range(3), object.__init__, dict.fromkeys.__name__, int.from_bytes.__qualname__,
      property.__name__, type(int.__dict__["real"]).__name__, type(str.__dict__["upper"]).__name__,
      type(int.__add__).__name__, (1).__add__.__name__)
print(repr(1.0), repr(10 ** 20), repr("a'b"), repr(b"x"), repr([1, "a"]), repr((1,)), repr({1: 2}), repr({1}),
      repr(frozenset()), repr(None), repr(...), repr(slice(1)), repr(range(1)), repr(1j), repr(bytearray(b"x")),
      repr(True), repr(int), repr(ValueError("x")), repr(ExceptionGroup("g", [KeyError(1)])), repr({}.keys()),
      repr(dict(a=1).items()))
original = sys.stdout
sys.stdout = capture = io.StringIO()
try:
    print("captured", end="")
    print(file=None)
    builtins.print("also")
finally:
    sys.stdout = original
print(capture.getvalue().splitlines())
sys.stdout = None
try:
    print("nowhere")
finally:
    sys.stdout = original
shown, sys.stdout = sys.stdout, io.StringIO()
try:
    hook = sys.displayhook
    hook(None)
    sys.__displayhook__([1, "é"])
    text = sys.stdout.getvalue()
finally:
    sys.stdout = shown
    if hasattr(builtins, "_"):
        del builtins._
print(repr(text))
