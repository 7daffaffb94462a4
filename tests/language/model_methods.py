"""Methods: binding, classmethod, staticmethod, functions as descriptors, and methods as values."""

import types


class Base:
    def instance(self, *values):
        return type(self).__name__, values

    @classmethod
    def of_class(cls, *values):
        return cls.__name__, values

    @staticmethod
    def of_none(*values):
        return values

    bound_elsewhere = "abc".upper
    built_in = len
    function = lambda self: "a lambda is a method too"


class Derived(Base):
    pass


one, two = Derived(), Derived()
print(one.instance(1), Derived.instance(one, 2), Base.instance(one, 3))
print(one.of_class(1), Derived.of_class(2), Base.of_class(3), one.of_none(1), Base.of_none(2))
print(one.bound_elsewhere(), one.function(), Base.built_in([1, 2]), one.built_in("abc"))

method = one.instance
print(method.__self__ is one, method.__func__ is Base.instance, method.__name__, method.__qualname__, method(4))
print(method == one.instance, method is one.instance, method == two.instance, hash(method) == hash(one.instance),
      len({method, one.instance}))
print(one.of_class.__self__ is Derived, Base.of_class.__func__ is Base.__dict__["of_class"].__func__)
print(type(Base.instance).__name__, type(method).__name__, type(Base.__dict__["of_none"]).__name__,
      type(Base.of_none).__name__)


def free(self, extra):
    """Becomes a method."""
    return id(self) == id(one), extra


one.attached = free
print(one.attached(one, "not bound"))
one.attached = types.MethodType(free, one)
print(one.attached("bound"), free.__get__(one)("by hand"), free.__get__(None, Derived) is free, one.attached.__doc__)
try:
    method.colour = 1
except AttributeError as error:
    print(error)
free.colour = "of the function"
print(one.attached.colour)


class Odd:
    @staticmethod
    @property
    def strange():
        return 1

    call_static = staticmethod(lambda: "called within the class")()
    plain = staticmethod(free)


print(type(Odd.strange).__name__, Odd.call_static, Odd.plain is free, staticmethod(free)(one, 2),
      Odd.__dict__["plain"].__wrapped__ is free)

for attempt in (lambda: Base.instance(), lambda: one.of_none(a=1), lambda: one.instance(x=1),
                lambda: Derived().nothing(), lambda: types.MethodType(free, None),
                lambda: types.MethodType(1, one), lambda: classmethod(1).__get__(one)(), lambda: str.upper(1),
                lambda: list.append([]), lambda: "".join.__self__):
    try:
        print(repr(attempt()))
    except TypeError as error:
        print(f"TypeError: {error}")
    except AttributeError as error:
        print(f"AttributeError: {error}")
