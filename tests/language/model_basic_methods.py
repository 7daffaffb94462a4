"""Basic customisation: __new__, __init__, __repr__, __str__, __bytes__, __format__, __bool__, __len__, __hash__."""


class Celsius:
    def __new__(cls, degrees, *rest):
        print("new", cls.__name__, degrees, rest)
        return super().__new__(cls)

    def __init__(self, degrees, unit="C"):
        print("init", degrees, unit)
        self.degrees, self.unit = degrees, unit

    def __repr__(self):
        return f"Celsius({self.degrees!r})"

    def __bytes__(self):
        return str(self.degrees).encode()

    def __format__(self, specification):
        return f"{self.degrees:{specification or '.1f'}} {self.unit}"

    def __bool__(self):
        return self.degrees != 0

    def __hash__(self):
        return 17

    def __eq__(self, other):
        return isinstance(other, Celsius) and self.degrees == other.degrees


warm = Celsius(21, "°")
print(repr(warm), str(warm), bytes(warm), format(warm), format(warm, "05d"), f"{warm:>8}", f"{warm!s:>14}",
      "{:e}".format(warm))
print(bool(warm), bool(Celsius(0)), hash(warm), {warm: 1}[Celsius(21)], warm == 21, warm != Celsius(21))


class Empty:
    def __len__(self):
        return self.length


class Instead:
    """__init__ is not called for what is of another class."""

    def __new__(cls, value):
        return value * 2

    def __init__(self, value):
        print("never")


empty = Empty()
for empty.length in (0, 3, True, -1, 1.5, "x", 2**100):
    for ask in (bool, len):
        try:
            print(ask.__name__, empty.length, ask(empty))
        except Exception as error:
            print(ask.__name__, empty.length, type(error).__name__, error)
print(Instead(21), Instead("ab"))

WRONG = {"__repr__": repr, "__str__": str, "__bytes__": bytes, "__format__": format, "__bool__": bool, "__hash__": hash,
         "__init__": lambda value: type(value)()}
for name, ask in WRONG.items():
    wrong = type("Wrong", (), {"__init__": lambda self: None})()
    setattr(type(wrong), name, lambda self, *rest: 1.5)
    try:
        print(name, ask(wrong))
    except TypeError as error:
        print(name, error)

for make in (lambda: object(1), lambda: object.__new__(int), lambda: Empty(1), lambda: Celsius(),
             lambda: int.__new__(str), lambda: format(object(), "x")):
    try:
        make()
    except TypeError as error:
        print(error)
