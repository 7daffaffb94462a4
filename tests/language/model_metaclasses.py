"""Metaclasses: attributes of the class's class, __call__, operators on classes, and which metaclass a class gets."""


class Meta(type):
    count = 0

    def __call__(cls, *values):
        Meta.count += 1
        if not values:
            return f"no {cls.__name__}"
        return super().__call__(*values)

    def __getattr__(cls, name):
        return f"{cls.__name__}.{name} from the metaclass"

    def __len__(cls):
        return len(cls.__name__)

    def __iter__(cls):
        return iter(cls.__name__)

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key!r}]"

    def __or__(cls, other):
        return f"{cls.__name__} or {other}"

    def __repr__(cls):
        return f"<{cls.__name__}>"

    def __dir__(cls):
        return ["only", "these"]

    @property
    def shown(cls):
        return cls.__name__.lower()

    def only_of_classes(cls):
        return cls


class Thing(metaclass=Meta):
    def __init__(self, value):
        self.value = value

    def __len__(self):
        return 99


thing = Thing(1)
print(Thing(), thing.value, Meta.count, Thing.anything, Thing.shown, Thing.only_of_classes())
print(len(Thing), len(thing), list(Thing), "T" in Thing, Thing[1:2], Thing | 3, repr(Thing), dir(Thing))
for name in ("only_of_classes", "anything", "shown"):
    print(name, hasattr(thing, name), hasattr(Thing, name))


class Singleton(type):
    made = {}

    def __call__(cls, *values):
        if cls not in Singleton.made:
            Singleton.made[cls] = super().__call__(*values)
        return Singleton.made[cls]


class Config(metaclass=Singleton):
    pass


class Both(type(Thing), type(Config)):
    pass


class Mixed(Thing, Config, metaclass=Both):
    pass


print(Config() is Config(), type(Mixed) is Both, Mixed(5) is Mixed(6), Mixed.shown)
print(type(type(Thing)), type(Meta).__name__, Meta.__mro__[1:], isinstance(Meta, type), Thing.__class__ is Meta)
try:
    class Conflict(Thing, Config):
        pass
except TypeError as error:
    print(error)
