"""Boolean operations and conditional expressions: what they return, what they do not evaluate, truth of objects."""

order = []


def note(value):
    order.append(value)
    return value


print(note(0) or note("") or note([]) or note("last"), order)
order.clear()
print(note(1) and note("a") and note(0) and note("never"), order)
order.clear()
print(note(1) or note(2) and note(3), note(0) and note(1) or note(4), not note(0), not not note([]), order)
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, None or 0, [] and 1, "a" and [], not "", not [0],
      () or {} or set() or 0.0 or 0j or b"" or range(0) or None or False)
print(*[bool(value) for value in (0, 1, -1, 0.0, -0.0, 1e-300, float("nan"), 0j, "", " ", "0", b"", b"\0", [], [0], (),
                                  (0,), {}, {0: 0}, set(), {0}, range(0), range(1), None, ..., print, int, object(),
                                  bytearray(), memoryview(b""), frozenset())])


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        order.append(f"bool {self.value}")
        return self.value

    def __repr__(self):
        return f"Truth({self.value})"


order.clear()
print(Truth(True) and Truth(False), Truth(False) or Truth(True), not Truth(True), order)
order.clear()
if Truth(False) or not Truth(False) and Truth(True):
    print("in if", order)
order.clear()
print("a" if Truth(True) else "b", "c" if Truth(False) else "d", "e" if not Truth(False) else "f",
      [n for n in "xy" if Truth(n == "y")], order)
while Truth(False):
    pass
order.clear()
print(all(Truth(n) for n in (True, False, True)), any(map(Truth, (False, True, False))),
      list(filter(Truth, [True, False, True])), len(order))
print(1 if 2 else 1 / 0, 1 / 0 if 0 else 3, (1 if 0 else 2) if 1 else 3, [1 if n else 2 for n in (0, 1)],
      (lambda n: "zero" if n == 0 else "negative" if n < 0 else "positive")(-1), (1, 2) if 1 else 3, 1 if () else 2,)
x = 5
print(x > 3 and x < 10, 3 < x < 10, x if x % 2 else -x, x and x or 0, (x > 10) | (x > 3), (x > 10) ^ (x > 3),
      True & True, isinstance(x > 3 and 7, bool))


class Wrong:
    def __bool__(self):
        return 2


class Raises:
    def __bool__(self):
        raise ValueError("neither true nor false")


class LenOnly:
    def __len__(self):
        return 0


print(bool(LenOnly()), not LenOnly(), LenOnly() or "empty")
for attempt in (lambda: not Wrong(), lambda: Wrong() and 1, lambda: 1 if Raises() else 2,
                lambda: [1 for _ in "a" if Raises()], lambda: not Raises(), lambda: all([Wrong()]),
                lambda: 1 or Raises(), lambda: filter(None, [Raises()]).__next__()):
    try:
        print(attempt())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    assert Truth(False), note("evaluated only when it fails")
except AssertionError as error:
    print(error, order[-1])
