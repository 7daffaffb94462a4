"""Soft keywords: `match`, `case`, `type` and `_` are names wherever they do not begin their statement."""

match = [1, 2]
case = 3
type_, _ = 4, 5
print(match, case, _)
match[0] = 6
match[1:] = [7]
print(match [0], match, -case)
match = lambda *values: values
print(match(1, 2), match (3))


def case(match, *, type=None, _=1):
    return match, type, _


print(case(match=1, type=2), case(0, _=9))

type X = int
type type = X
type match2 = list[X]
print(type.__name__, type.__value__.__name__, match2.__value__)
del type
print(type(1).__name__, type (2).__name__)
type: int = 8
print(type)
del type


def look(match):
    match match:
        case case if case == 1:
            return "case", case
        case [match, *_]:
            return "match", match
        case {"type": type}:
            return "type", type
        case _:
            return "_"


print(look(1), look([2, 3]), look({"type": 4}), look(5))

match -1, (2):
    case -1, 2:
        print("a tuple without brackets, and a minus")
match (1):
    case 1: print("brackets")
match match:
    case _: print("itself")
match [1, 2][1]:
    case 2: print("a subscript")
match {}:
    case {}: print("a display")
match not 1:
    case False: print("not")
match lambda: 0:
    case _: print("a lambda expression")
