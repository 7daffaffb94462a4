"""__slots__: no dictionary, inheritance, defaults that conflict, weak references, assignment of __class__."""

import weakref


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __slots__ = "z"


class Open(Point):
    pass


class Documented:
    __slots__ = {"width": "from left to right", "__dict__": "whatever else", "__weakref__": "for weak references"}


class Private:
    __slots__ = ("__hidden", "_shown")

    def __init__(self):
        self.__hidden = 1


def tried(attempt):
    try:
        return attempt()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


point = Point(1, 2)
print(point.x, point.y, hasattr(point, "__dict__"), Point.__slots__, type(Point.x).__name__)
print(tried(lambda: setattr(point, "z", 3)))
del point.x
print(hasattr(point, "x"), getattr(point, "x", "unset"))
print(tried(lambda: delattr(point, "x")))
print(tried(lambda: weakref.ref(point)))
print(tried(lambda: vars(point)))

deep = Point3(1, 2)
deep.z = 3
print(deep.z, hasattr(deep, "__dict__"), Point3.__slots__, Point3.x is Point.x)
wide = Open(1, 2)
wide.anything = 4
print(vars(wide), wide.x, weakref.ref(wide)() is wide)

documented = Documented()
documented.width, documented.other = 1, 2
print(vars(documented), Documented.width.__doc__, weakref.ref(documented)() is documented)
print([name for name in vars(Private) if "h" in name and not name.startswith("__")], Private()._Private__hidden)
print(Point.x.__get__(Point(5, 6)), tried(lambda: Point.x.__get__(documented)), Point.x.__name__,
      Point.x.__objclass__ is Point)

print(tried(lambda: type("Conflict", (), {"__slots__": "a", "a": 1})))
print(tried(lambda: type("NotName", (), {"__slots__": "not a name"})))
print(tried(lambda: type("NotText", (), {"__slots__": [1]})))
print(tried(lambda: type("Twice", (), {"__slots__": ("__dict__", "__dict__")})))
print(tried(lambda: type("Layout", (Point, type("Other", (), {"__slots__": "q"})), {})))
print(tried(lambda: type("OfInt", (int,), {"__slots__": "a"})))
print(type("OfInt", (int,), {"__slots__": ()})(3) + 1, tried(lambda: setattr(type("OfInt", (int,),
    {"__slots__": ()})(3), "a", 1)))


class Twin:
    __slots__ = ("x", "y")


print(tried(lambda: setattr(point, "__class__", Twin)), type(point).__name__)
print(tried(lambda: setattr(point, "__class__", Point3)))
print(tried(lambda: setattr(Documented(), "__class__", Point)))
print(tried(lambda: setattr(1, "__class__", bool)))
