"""Method resolution: the C3 order, super() in its forms, cooperative methods, changed bases."""


class Base:
    def __init__(self, **rest):
        print("Base", rest)

    def who(self):
        return ["Base"]

    @classmethod
    def make(cls):
        return cls.__name__


class Left(Base):
    def __init__(self, left=0, **rest):
        print("Left", left)
        super().__init__(**rest)

    def who(self):
        return ["Left"] + super().who()


class Right(Base):
    def __init__(self, right=0, **rest):
        print("Right", right)
        super().__init__(**rest)

    def who(self):
        return ["Right"] + super(Right, self).who()

    @classmethod
    def make(cls):
        return f"Right of {super().make()}"


class Bottom(Left, Right):
    def who(self):
        return ["Bottom"] + super().who()

    def indirect(self):
        return [super(Bottom, self).who(), super(Left, self).who(), super(Right, self).who()]

    def nested(self):
        return [name for name in super().who()], (lambda: super(Bottom, self).make())()


bottom = Bottom(left=1, right=2, other=3)
print([cls.__name__ for cls in Bottom.__mro__], bottom.who(), Bottom.make(), bottom.indirect(), bottom.nested())
print(Bottom.mro() == list(Bottom.__mro__), Bottom.__base__.__name__, [cls.__name__ for cls in Base.__subclasses__()])

lazy = super(Left)
print(lazy.__thisclass__.__name__, lazy.__self__, lazy.__get__(bottom).who(), super(Left,
    bottom).__self_class__.__name__)


class Swapped(Right, Left):
    pass


print([cls.__name__ for cls in Swapped.mro()], Swapped.who(Swapped.__new__(Swapped)))
Swapped.__bases__ = (Left,)
print([cls.__name__ for cls in Swapped.mro()], Swapped.__new__(Swapped).who())

for attempt in (lambda: type("Bad", (Base, Left), {}), lambda: type("Bad", (Bottom, type("S", (Right, Left), {})), {}),
                lambda: super(), lambda: super(Left, 1), lambda: super(1, 2), lambda: super(Base, bottom).who(),
                lambda: setattr(Base, "__bases__", (Bottom,)),
                lambda: setattr(Left, "__bases__", ()), lambda: type("Twice", (Base, Base), {})):
    try:
        print(attempt())
    except (TypeError, RuntimeError, AttributeError) as error:
        print(f"{type(error).__name__}: {" ".join(str(error).split())}")
