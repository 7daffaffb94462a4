"""locals(), globals() and vars(): a snapshot in functions, the namespace itself in modules and classes."""


def function(a, *rest, b=2, **names):
    snapshot = locals()
    a = "rebound"
    snapshot["a"] = "in the snapshot"
    later = 1
    return a, snapshot, sorted(locals()), locals() is locals()


print(function(1, 2, 3, c=4))


def conditional(flag):
    if flag:
        bound = 1
    return sorted(locals())


print(conditional(True), conditional(False))


def free():
    outer, unused = 1, 2

    def inner():
        own = outer
        return locals()

    return inner()


print(free())


class Class:
    a = 1
    print(locals() is vars(), sorted(name for name in locals() if name != "__firstlineno__"))
    locals()["b"] = 2
    c = b + 1


print(Class.c)
globals()["made"] = "by globals()"
print(made, locals() is globals(), vars() is globals(), "function" in globals())
del globals()["made"]
try:
    made
except NameError as error:
    print(error)


def generator():
    value = 1
    yield locals()
    value = 2
    yield locals()


first, second = generator()
print(first, second)
print([locals()["x"] for x in (1, 2)])


def comprehension():
    y = 0
    return [locals() for x in (1,)], list(locals() for x in (2,))


in_list, in_generator = comprehension()
print(in_list, in_generator[0].keys())
print((lambda a, b=2: locals())(1), (lambda: vars())())


def deleted():
    a = b = 1
    del a
    return locals()


def changing():
    before = locals()
    exec("x = 1")
    x = 2
    exec("y = 3; x = 4", globals(), before)
    return x, before


print(deleted(), changing(), dir(type("E", (), {"__dir__": lambda self: "ba"})()), (lambda z: dir())(0))
