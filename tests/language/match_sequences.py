"""match: sequence patterns of fixed and open length, nested, what counts as a sequence, names kept after a failure."""

import array
import collections
import collections.abc


def shape(subject):
    match subject:
        case []: return "empty"
        case [only]: return f"one: {only}"
        case [0, *rest]: return f"from zero: {rest}"
        case (1, 2, 3): return "one two three"
        case [first, *_, "last"]: return f"{first} to last"
        case [[a, b], [c, d]]: return f"two by two {a}{b}{c}{d}"
        case [int() as a, int() as b] if a == b: return f"twins {a}"
        case [a, b]: return f"pair {a} {b}"
        case [str(), *middle, str()]: return f"between texts {middle}"
        case *start, None: return f"up to None {start}"
        case [x, y, *_] | [_, _, x, y]: return f"longer {x} {y}"
        case _: return "no sequence"


for subject in ([], (), [1], ("x",), [0], [0, 1, 2], (1, 2, 3), ["a", "b", "last"], [[1, 2], (3, 4)], [[1, 2], [3]],
                (5, 5), (5, 6), ["a", 1, 2, "b"], [1, 2, None], [1, 2, 3, 4], "text", b"bytes", bytearray(b"ab"),
                {1, 2}, {1: 2}, range(3), range(2), 5, None,
                collections.deque([1, 2]), array.array("i", [7]), memoryview(b"ab"), iter([1, 2]),
                (n for n in range(2)), collections.UserList([9, 9])):
    print(f"{type(subject).__name__}: {shape(subject)}")


class NoSequence:
    def __len__(self):
        return 2

    def __getitem__(self, index):
        if index > 1:
            raise IndexError
        return index


class Registered(NoSequence):
    pass


collections.abc.Sequence.register(Registered)


class Logged(collections.abc.Sequence):
    def __len__(self):
        print("len", end=" ")
        return 3

    def __getitem__(self, index):
        print(f"[{index}]", end=" ")
        if index == 3:
            raise IndexError
        return index * 10


print(shape(NoSequence()), shape(Registered()))
match Logged():
    case [a, b]: print("never")
    case [a, *_, c]: print(a, c)
match Logged():
    case [_, *rest]: print(rest)
match Logged():
    case [*_]: print("any length")
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]: print(a, b, c, d)
match [1, 2, 3]:
    case [kept, 5, *_]: print("never")
    case [*_, other]: print(other, "kept" in globals())
match (1, (2, 3)):
    case (a, (b, c)) as whole: print(whole, a, b, c)
match ["go", "north", "fast"]:
    case ["go", ("north" | "south") as direction, *how]: print(direction, how)
    case _: pass
for wrong in ("[*a, *b]", "[a, a]", "[a, [b, a]]", "*a", "(*a)", "*a,", "[*a, b, *_]", "(a)", "(a,)", "a, b", "[]",
              "[a | b, c]", "[1 | 2, c]", "[a] | [b]", "[a] | [a, _]", "*_", "[**a]", "[a, ...]", "[a:b]", "a[0]",
              "[x.y, z]", "[a.b.c]", "*_, a", "(a, *b)", "[None, True]", "[a as b, c as d]", "[a as a]", "[_ as x]",
              "[x as _]", "(a as b)", "[1 as x, 2 as x]"):
    try:
        compile(f"match subject:\n case {wrong}: pass\n case zzz: pass", "", "exec")
        print(f"{wrong} compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
