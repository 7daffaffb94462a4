"""isinstance and issubclass: tuples, unions, __instancecheck__, __subclasscheck__, __class__ that pretends."""


class Meta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, str) or type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass):
        return subclass is int or super().__subclasscheck__(subclass)


class Text(metaclass=Meta):
    pass


class Pretends:
    __class__ = int


class Wraps:
    def __init__(self, wrapped):
        self._wrapped = wrapped

    @property
    def __class__(self):
        return type(self._wrapped)


class LooksLikeClass:
    """What has __bases__ passes for a class."""

    def __init__(self, *bases):
        self.__bases__ = bases


print(isinstance("text", Text), isinstance(Text(), Text), isinstance(1, Text), issubclass(int, Text),
      issubclass(str, Text))
print(isinstance(Pretends(), int), type(Pretends()) is int, isinstance(Wraps([]), list),
      isinstance(Wraps({}), (list, dict)))
print(isinstance(True, int), issubclass(bool, int), isinstance(1, bool), isinstance(None, type(None)),
      isinstance(int, type))
print(isinstance(1, (str, (bytes, (int,)))), isinstance(1, ()), isinstance(1, str | int),
      issubclass(bool, (str, int | bytes)))
top = LooksLikeClass()
middle = LooksLikeClass(top)
bottom = LooksLikeClass(middle, LooksLikeClass())
print(issubclass(bottom, top), issubclass(top, bottom))
print(issubclass(type, object), issubclass(object, type), isinstance(type, type), isinstance(object(), object))


class Old:
    pass


class New(Old):
    pass


value = Old()
value.__class__ = New
print(isinstance(value, New), type(value) is New, Old.__subclasses__() == [New], New.__base__ is Old)

for check in (lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: issubclass(int, 1),
              lambda: isinstance(1, (int, "x")),
              lambda: isinstance("x", (int, "x")), lambda: isinstance(1, list[int]),
              lambda: isinstance(1, int | list[int]),
              lambda: issubclass(int, "int"), lambda: isinstance(1), lambda: isinstance(1, None)):
    try:
        print(check())
    except TypeError as error:
        print(error)
