"""Names within a class body: what it sees, what its methods do not see, and how free names are looked up there."""

name = "global"


class Body:
    print(name)
    name = "class"
    print(name)
    copies = [name]
    seen = [value for value in name]

    def method(self):
        return name

    default = lambda self, name=name: name
    del name
    print(name)
    try:
        print([copies for _ in range(1)])
    except NameError as error:
        print(error)
    nested = [[value + inner for inner in "xy"] for value in copies]


print(Body().method(), Body().default(), Body.seen, Body.nested, hasattr(Body, "name"))


def function():
    name = "function"
    other = "function"

    class Local:
        print(name, other)
        name = name + " in class"
        read = lambda self: (name, other)

        def set_outer(self):
            nonlocal name
            name = "rebound"

    local = Local()
    before = local.read()
    local.set_outer()
    return before, local.read(), Local.name, name


print(function())


class Global:
    global made_global
    made_global = "from a class body"

    def made_global_method():
        pass

    for index in range(3):
        pass
    if index:
        conditional = True

    def helper(value):
        return value * 2

    computed = helper(21)
    print(sorted(key for key in locals() if not key.startswith("__")))
    locals()["through"] = "locals()"


print(made_global, Global.index, Global.conditional, Global.computed, hasattr(Global, "made_global"), Global.through)


def free_then_class():
    value = "free"

    class Reader:
        if False:
            value = "never bound"
        seen = value

    return Reader.seen


try:
    print(free_then_class())
except NameError as error:
    print(error)
