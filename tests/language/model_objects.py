"""Objects: identity, type and value; what may change and what may not; the constants that exist once."""

a = [1, [2]]
b = a
c = [1, [2]]
print(a is b, a == c, a is c, a[1] is c[1], id(a) == id(b))
b.append(3)
print(a, c)

pair = ([], 1)
pair[0].append("changed within a tuple")
print(pair)
try:
    pair[0] += ["and then refused"]
except TypeError as error:
    print(error, pair)

print(None, NotImplemented, Ellipsis, ..., __debug__, True, False)
print(type(None)() is None, type(...)() is ..., type(NotImplemented)() is NotImplemented, bool(1) is True)
print([type(value).__name__ for value in (None, NotImplemented, ..., True, 1, 1.0, 1j, "", b"", (), [], {}, set(),
                                          print, type, int)])
for constant in ("None", "True", "False", "__debug__", "...", "1", "'a'", "f()", "a + b", "a if b else c", "lambda: 0",
                 "[x for x in y]"):
    try:
        compile(f"{constant} = 1", "<constant>", "exec")
    except SyntaxError as error:
        print(error.msg)

for change in ("(1, 2)[0] = 3", "'abc'[0] = 'x'", "b'abc'[0] = 1", "frozenset().add(1)", "range(3)[0] = 1",
               "None.x = 1", "(1).x = 1", "object().x = 1",
               "int.x = 1", "del 'abc'[0]", "len.x = 1", "True.real = 2"):
    try:
        exec(change)
    except (TypeError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")

print(True + True, True == 1, {True: "a", 1: "b", 1.0: "c"}, isinstance(True, int), bool.__mro__)
print(bool(NotImplementedError), bool(...), not None, None == 0, None is None)
print(type(type), isinstance(type, object), isinstance(object, type), issubclass(type, object), object.__bases__,
      type.__bases__)
