"""Descriptors: data and non-data, __set_name__, property, and who comes before whom."""


class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return f"{owner.__name__}.{self.name} of the class"
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = f"checked {value}"

    def __delete__(self, instance):
        print("delete", instance.__dict__.pop(self.name))


class NonData:
    def __get__(self, instance, owner):
        return "computed"


class OnlySet:
    def __set__(self, instance, value):
        instance.__dict__["only"] = value * 2


class Holder:
    data = Data()
    non = NonData()
    only = OnlySet()


holder = Holder()
print(holder.data, Holder.data, holder.non, Holder.non, type(holder.only).__name__)
holder.data, holder.non, holder.only = 1, 2, 3
print(holder.data, holder.non, holder.only, vars(holder))
del holder.data, holder.non
print(holder.data, holder.non)
holder.__dict__["data"] = "from the dictionary, but the descriptor reads it"
print(holder.data, type(Holder.__dict__["data"]).__name__)


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @property
    def radius(self):
        """Half as wide."""
        return self._radius

    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative")
        self._radius = value

    @radius.deleter
    def radius(self):
        self._radius = 0

    area = property(lambda self: 3 * self._radius ** 2, doc="about")
    write_only = property(fset=lambda self, value: print("written", value))


circle = Circle(2)
circle.radius += 1
print(circle.radius, circle.area, Circle.radius.__doc__, Circle.area.__doc__, Circle.radius.fget.__name__,
      Circle.radius.__name__)
circle.write_only = 5
del circle.radius
print(circle.area)
for attempt in ("circle.radius = -1", "circle.area = 1", "del circle.area", "circle.write_only",
                "Circle.area.fset(circle, 1)", "Circle(-1)", "holder.missing"):
    try:
        exec(attempt)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
