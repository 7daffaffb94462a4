"""Rich comparison: which side is asked first, NotImplemented, defaults of == and !=, __hash__ and __eq__ together."""

asked = []


class Number:
    def __init__(self, value, answers=True):
        self.value, self.answers = value, answers


def method(name):
    def compare(self, other):
        asked.append(f"{type(self).__name__}{self.value}.{name}")
        if not self.answers or not isinstance(other, Number):
            return NotImplemented
        return getattr(int, name)(self.value, other.value)
    return compare


for name in ("__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"):
    setattr(Number, name, method(name))


class Special(Number):
    """A subclass on the right is asked first."""


def report(label, ask):
    asked.clear()
    try:
        answer = ask()
    except TypeError as error:
        answer = error
    print(f"{label}: {answer} {asked}")


one, two, special, mute, mute2 = Number(1), Number(2), Special(3), Number(4, False), Number(5, False)
report("one < two", lambda: one < two)
report("one < special", lambda: one < special)
report("special <= one", lambda: special <= one)
report("mute > two", lambda: mute > two)
report("mute < mute2", lambda: mute < mute2)
report("mute == mute2", lambda: mute == mute2)
report("mute == mute", lambda: mute == mute)
report("mute != 3", lambda: mute != 3)
report("3 >= mute", lambda: 3 >= mute)
report("one == special", lambda: one == special)
report("max", lambda: max(one, two, special).value)
report("sorted", lambda: [n.value for n in sorted([two, special, one])])
report("in", lambda: two in [one, two, special])
report("chain", lambda: one < two < special)
print(Number.__hash__)


class OnlyEq:
    def __eq__(self, other):
        return "not even a bool"


class WithHash(OnlyEq):
    __hash__ = object.__hash__


class NoHash:
    __hash__ = None


print(OnlyEq() == 1, OnlyEq() != 1, OnlyEq() in [2], len({WithHash(), WithHash()}))
for value in (OnlyEq(), NoHash(), [], {}, set(), bytearray(), ([],), slice([])):
    try:
        hash(value)
    except TypeError as error:
        print(error)
for left, right in ((1, "a"), (None, None), ([1], (1,)), ({}, {}), (1j, 2j), (object, type), ("a", b"a"), (print, len)):
    try:
        print(left < right)
    except TypeError as error:
        print(error)
