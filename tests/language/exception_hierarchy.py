"""The built-in exceptions: their tree, their arguments and attributes, str and repr of each."""


def tree(kind, depth=0):
    lines = [f"{'  ' * depth}{kind.__name__}"]
    for child in sorted(kind.__subclasses__(), key=lambda c: c.__name__):
        if child.__module__ == "builtins":
            lines += tree(child, depth + 1)
    return lines


print("\n".join(line for line in tree(BaseException) if "_Incomplete" not in line))
print(EnvironmentError is IOError is OSError)


def shown(error):
    print(f"{error!r} | {error} | {error.args}")


for error in (Exception(), Exception("a"), Exception("a", 1), ValueError(None), KeyError("key"), KeyError("a", "b"),
              KeyError(), IndexError("i"), StopIteration(5), SystemExit(3), UnicodeError("u"), AssertionError([1]),
              NameError("n", name="x"), AttributeError("a", name="n", obj=1), ImportError("i", name="m", path="p"),
              OSError(), OSError("one"), OSError(2, "two"), OSError(2, "three", "file"),
              OSError(2, "f", "one", None, "two"), OSError(13, "no"), SyntaxError("s"),
              SyntaxError("s", ("file", 3, 4, "text")), SyntaxError("s", ("file", 3, 4, "text", 3, 6)),
              UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "why"), UnicodeEncodeError("ascii", "aé", 1, 2, "why"),
              UnicodeEncodeError("ascii", "é日😀", 0, 3, "many"), UnicodeTranslateError("é", 0, 1, "why"), MemoryError(),
              NotImplementedError("later"), RecursionError("deep"), Warning("w"), DeprecationWarning()):
    shown(error)
print(type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__,
      type(OSError(11, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(110, "x")).__name__,
      type(OSError(9999, "x")).__name__, type(FileNotFoundError(13, "x")).__name__)
error = OSError(2, "text", "name", None, "other")
print(error.errno, error.strerror, error.filename, error.filename2, ImportError("i", name="m", path="p").name,
      ImportError("i").path)
stop, leave = StopIteration("value", 2), SystemExit("code")
print(stop.value, StopIteration().value, leave.code, SystemExit().code, SystemExit(1, 2).code,
      AttributeError("x", name="n", obj=5).obj, NameError("x").name)
syntax = SyntaxError("message", ("file", 1, 2, "source", 3, 4))
print(syntax.msg, syntax.filename, syntax.lineno, syntax.offset, syntax.text, syntax.end_lineno, syntax.end_offset,
      syntax.print_file_and_line)
decode = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "why")
print(decode.encoding, decode.object, decode.start, decode.end, decode.reason)
decode.start, decode.end, decode.reason = 0, 2, "changed"
print(decode)


class Own(ValueError):
    def __init__(self, code, *, detail=None):
        self.code, self.detail = code, detail


own = Own(5, detail="d")
print(repr(own), str(own) == "5", own.args, Own.__mro__[1:4])
changed = ValueError("old")
changed.args = ("new", 2)
print(changed, changed.with_traceback(None) is changed, ValueError("a") == ValueError("a"),
      hash(changed) == hash(changed), changed.__reduce__()[1:])
for wrong in (lambda: UnicodeDecodeError("x"), lambda: UnicodeEncodeError("a", b"b", 0, 1, "r"),
              lambda: ValueError(x=1), lambda: NameError(y=1), lambda: SyntaxError("s", 1),
              lambda: SyntaxError("s", (1, 2)), lambda: ImportError(nothing=1), lambda: AttributeError("x", name="n",
                  other=1), lambda: changed.with_traceback(1), lambda: setattr(changed, "args", 5),
                  lambda: BaseException.__new__(int), lambda: StopIteration(a=1)):
    try:
        wrong()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
