"""How a class comes about: __prepare__, the body, __set_name__, __init_subclass__, __mro_entries__, and in what order."""

import types


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        print("prepare", name, [base.__name__ for base in bases], options)
        return {"given": "by prepare"}

    def __new__(mcs, name, bases, namespace, **options):
        print("new", name, sorted(key for key in namespace if not key.startswith("__")), options)
        return super().__new__(mcs, name, bases, namespace, **options)

    def __init__(cls, name, bases, namespace, **options):
        print("init", name, options)
        super().__init__(name, bases, namespace)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Base(metaclass=Meta):
    def __init_subclass__(cls, /, colour="none", **rest):
        print("init_subclass", cls.__name__, colour, rest)
        super().__init_subclass__(**rest)
        cls.colour = colour


class Child(Base, colour="red"):
    print("body sees", given, __qualname__)
    first = Named()
    second = Named()


print(Child.colour, Child.given, type(Child).__name__)
Dynamic = types.new_class("Dynamic", (Base,), {"colour": "blue"}, lambda namespace: namespace.update(value=1))
print(Dynamic.value, Dynamic.colour)


class Replaced:
    def __mro_entries__(self, bases):
        print("mro_entries", len(bases))
        return (dict, Named) if len(bases) == 1 else ()


class Odd(Replaced()):
    pass


class Odder(int, Replaced()):
    pass


print(Odd.__bases__ == (dict, Named), [type(base).__name__ for base in Odd.__orig_bases__], Odder.__bases__,
      types.resolve_bases((Replaced(),)) == (dict, Named))


def bases():
    print("bases are evaluated first")
    return (Named,)


def decorate(cls):
    print("decorated last", cls.__name__)
    return cls


@decorate
class Ordered(*bases(), **{"metaclass": lambda name, bases, namespace: type(name, bases, namespace)}):
    """What stands here is __doc__."""
    __module__ = "elsewhere"
    annotated: int


print(Ordered.__doc__, Ordered.__module__, Ordered.__qualname__, Ordered.__annotations__, Ordered)
for make in (lambda: type("A", (Base, int, object, object), {}), lambda: types.new_class("B", (int,), {"x": 1}),
             lambda: type("C", (bool,), {}),
             lambda: types.new_class("D", (Base,), {"metaclass": type("M", (type,), {})}), lambda: type("E", (1,), {}),
             lambda: type("F", (Replaced(),), {}),
             lambda: type("G", (), {"x": type("S", (), {"__set_name__": lambda self, owner, name: 1 / 0})()})):
    try:
        make()
    except Exception as error:
        print(f"{type(error).__name__}: {error}", getattr(error, "__notes__", ""))
