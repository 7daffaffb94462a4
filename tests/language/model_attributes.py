"""Attribute access: __getattr__, __getattribute__, __setattr__, __delattr__, __dir__, and what the built-ins ask."""


class Proxy:
    """Keeps its attributes in a dictionary of its own, and says who was asked."""

    def __init__(self, **values):
        object.__setattr__(self, "kept", values)

    def __getattr__(self, name):
        print("getattr", name)
        try:
            return self.kept[name]
        except KeyError:
            raise AttributeError(f"no {name} here", name=name, obj=self) from None

    def __setattr__(self, name, value):
        print("setattr", name, value)
        self.kept[name] = value

    def __delattr__(self, name):
        print("delattr", name)
        del self.kept[name]

    def __dir__(self):
        return ["z", *self.kept, "a"]


proxy = Proxy(x=1)
print(proxy.x, proxy.kept)
proxy.y = 2
proxy.x += 10
del proxy.y
print(dir(proxy), getattr(proxy, "none", "default"), hasattr(proxy, "x"), hasattr(proxy, "q"))
setattr(proxy, "not a name", 3)
print(getattr(proxy, "not a name"), vars(proxy))
try:
    proxy.missing
except AttributeError as error:
    print(error, error.name, error.obj is proxy, error.__suppress_context__)


class Watched:
    colour = "red"

    def __getattribute__(self, name):
        if name != "__dict__":
            seen.append(name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"<{name}>"

    def method(self):
        return self.colour


seen = []
watched = Watched()
watched.size = 3
print(watched.colour, watched.size, watched.method(), watched.nothing, watched.__class__.__name__, seen)
print(Watched.colour, type(watched).__name__, len(seen))


class Raises:
    @property
    def broken(self):
        return self.nothing  # the AttributeError within has __getattr__ asked for `broken`

    def __getattr__(self, name):
        raise ValueError(f"asked for {name}") if name == "broken" else AttributeError(name)


for ask in (lambda: Raises().broken, lambda: Raises().other, lambda: hasattr(Raises(), "broken"),
            lambda: getattr(1, "x"), lambda: [].x, lambda: int.x,
            lambda: setattr(1, "x", 2), lambda: delattr(Watched(), "x"), lambda: delattr(Watched, "y"),
            lambda: getattr(1, 2), lambda: None.x,
            lambda: setattr([], "append", 1), lambda: vars(1), lambda: getattr(Watched(), "z")):
    try:
        print(ask())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
