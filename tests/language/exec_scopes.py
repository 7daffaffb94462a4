"""Scopes: local, enclosing, global, built-in; global and nonlocal; names that are local and not yet bound."""

x = "global"
y = "global"


def enclosing():
    x = "enclosing"

    def local():
        x = "local"
        return x, y

    def reads():
        return x

    def rebinds():
        nonlocal x
        x = "rebound"
        return x

    def declares():
        global x, made
        x = "global, changed"
        made = "made by declares"
        return x

    return local(), reads(), rebinds(), reads(), declares(), x


print(enclosing(), x, made)


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = 0

    return step, reset


step, reset = counter()
other, _ = counter()
print(step(), step(), step(10), other(), reset(), step())


def unbound_local():
    print(x)
    x = 1


def unbound_free():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error, error.name)
    later = 1
    return inner()


def deleted():
    a = 1
    del a
    return a


def handler():
    try:
        1 / 0
    except ZeroDivisionError as error:
        pass
    return error


def loop():
    for item in ():
        pass
    return item


print(unbound_free())
for function in (unbound_local, deleted, handler, loop, lambda: no_such_name, lambda: lenn):
    try:
        function()
    except NameError as error:
        print(f"{type(error).__name__}: {error}")
for source in ("def f():\n x = 1\n global x", "def f():\n nonlocal x", "nonlocal x", "def f(x):\n global x",
               "def f():\n print(x)\n global x",
               "def f():\n x: int\n def g():\n  nonlocal x\n  global x", "def f(x):\n nonlocal x",
               "class C:\n nonlocal y", "def f():\n global x\n x: int = 1"):
    try:
        compile(source, "<scope>", "exec")
        print("compiles")
    except SyntaxError as error:
        print(error.msg)
