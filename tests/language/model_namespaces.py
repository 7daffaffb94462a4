"""Namespaces of classes and instances: __dict__, mappingproxy, vars, dir, shadowing, deletion, private names."""

import types


class Base:
    """About Base."""

    shared = []
    number = 1
    __private = "of Base"

    def read(self):
        return self.__private

    def set(self, value):
        self.__private = value


class Derived(Base):
    number = 2
    __private = "of Derived"

    def read_own(self):
        return self.__private


one, two = Derived(), Derived()
one.shared.append("seen by all")
one.number += 10
print(two.shared, one.number, two.number, Derived.number, Base.number)
one.set("of one")
print(one.read(), two.read(), one.read_own(), vars(one), vars(two))
del one.number
print(one.number)
del Derived.number
print(one.number)
try:
    del one.number
except AttributeError as error:
    print(error)

print(type(vars(Base)).__name__, type(vars(one)).__name__,
      sorted(name for name in vars(Base) if not name.startswith("__")))
print(Base.__name__, Base.__qualname__, Base.__doc__, Derived.__doc__, Base.__bases__, Derived.__base__ is Base,
      Base.__module__ == __name__)
try:
    vars(Base)["number"] = 3
except TypeError as error:
    print(error)
one.__dict__["by hand"] = 1
one.__dict__ = {"replaced": True}
print(vars(one), one.replaced, getattr(one, "by hand", None))
Base.added = lambda self: "added later"
Base.__name__, Base.__qualname__ = "Renamed", "Re.Named"
print(two.added(), Base.__name__, repr(Base).split(".")[-2:])

proxy = types.MappingProxyType(backing := {"a": 1})
backing["b"] = 2
print(proxy, proxy["b"], len(proxy), dict(proxy), proxy | {"c": 3}, proxy == backing, proxy.get("z"),
      list(reversed(proxy)), "a" in proxy)

simple = types.SimpleNamespace(x=1, y=[2])
simple.z = simple
print(simple, simple.x, simple == types.SimpleNamespace(x=1), types.SimpleNamespace({"a": 1}, b=2),
      types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1))
del simple.z
print(vars(simple), [name for name in dir(simple) if not name.startswith("_")])


class Outer:
    class Inner:
        class Deep:
            pass

        def method(self):
            class Local:
                pass
            return Local


print(Outer.Inner.Deep.__qualname__, Outer.Inner().method().__qualname__, Outer.Inner.method.__qualname__)
for attempt in (lambda: setattr(Base, "__name__", 1), lambda: setattr(one, "__dict__", 1),
                lambda: setattr(Base, "__dict__", {}), lambda: delattr(Base, "__name__"),
                lambda: setattr(Base, "__name__", "a\0b"), lambda: vars(Base()).nothing, lambda: Outer.Middle,
                lambda: types.MappingProxyType(1)):
    try:
        print(attempt())
    except (TypeError, AttributeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
