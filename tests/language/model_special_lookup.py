"""Special methods are looked up on the type, not on the instance and not by __getattribute__."""


class Plain:
    def __getattribute__(self, name):
        print("instance asked for", name)
        return super().__getattribute__(name)

    def __len__(self):
        return 10

    def __call__(self):
        return "called"


class Meta(type):
    def __getattribute__(cls, name):
        print("class asked for", name)
        return super().__getattribute__(name)

    def __repr__(cls):
        return f"class {type.__getattribute__(cls, '__name__')}"


class Watched(metaclass=Meta):
    def __len__(self):
        return 20

    def __hash__(self):
        return 1

    def __iter__(self):
        return iter("ab")


plain, watched = Plain(), Watched()
print(len(plain), plain())
print(plain.__len__())
print(len(watched), hash(watched), list(watched), bool(watched))
print(repr(Watched))
print(hash(int) == type.__hash__(int), [int, str][0] == int)


class Instance:
    pass


instance = Instance()
instance.__len__ = lambda: 5
instance.__call__ = lambda: "called"
instance.__str__ = lambda: "text"
instance.__add__ = lambda other: 1
instance.__enter__ = lambda: 1
instance.__iter__ = lambda: iter(())
print(instance.__len__(), str(instance).startswith("<"), callable(instance))


def with_instance():
    with instance:
        pass


for attempt in (lambda: len(instance), lambda: instance(), lambda: instance + 1, lambda: iter(instance), with_instance,
                lambda: instance[0]):
    try:
        attempt()
    except TypeError as error:
        print(error)

Instance.__len__ = lambda self: 6
Instance.__call__ = lambda self: "now it is called"
print(len(instance), instance(), instance.__len__())
del Instance.__len__
try:
    len(instance)
except TypeError as error:
    print(error)


class Fallback:
    def __getattr__(self, name):
        return lambda *values: f"{name} by getattr"


print(Fallback().__len__(), Fallback().__enter__())
try:
    len(Fallback())
except TypeError as error:
    print(error)
