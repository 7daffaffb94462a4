"""match: literals, values by dotted names, captures, wildcards, alternatives, guards, order of cases."""

import math


class Colour:
    RED, GREEN = "red", "green"

    class Deep:
        VALUE = 7


def literal(subject):
    match subject:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5: return "one and a half"
        case -2 + 3j: return "complex"
        case 4 - 1j: return "complex, minus"
        case "text" 'joined': return "joined text"
        case b"bytes": return "bytes"
        case None: return "None"
        case True: return "True, not 1"
        case False: return "False"
        case 1: return "one"
        case """triple
line""": return "triple"
        case r"\d": return "raw"
        case 0x10 | 0b11 | 1_000: return "in another base"
        case Colour.RED | Colour.GREEN: return "a colour"
        case Colour.Deep.VALUE: return "deep"
        case math.inf: return "infinite"
        case ("bracketed"): return "in brackets"
        case "a" | "b" | ("c" | "d") as letter: return f"letter {letter}"
        case int() | float() as number if number > 100: return f"large {number}"
        case int(number) if number < 0: return f"negative {number}"
        case str() as text if (length := len(text)) > 5: return f"long text of {length}"
        case other: return f"other {other!r}"


for subject in (0, 0.0, False, -1, 1.5, -2 + 3j, 4 - 1j, "textjoined", b"bytes", None, True, 1, 1.0, "triple\nline",
                "\\d", 16, 3, 1000, "red", "green", 7, float("inf"), "bracketed", "c", 101, 250.5, -9, "something",
                "short", [], ...):
    print(f"{subject!r}: {literal(subject)}")


def order(value):
    log = []

    def note(result, text):
        log.append(text)
        return result

    match note(value, "subject"):
        case 1 if note(False, "guard 1"):
            log.append("never")
        case 1 | 2 if note(value == 2, "guard 2"):
            log.append("two")
        case captured if note(captured > 2, "guard 3"):
            log.append(f"captured {captured}")
        case _:
            log.append(f"wildcard, captured is {captured}")
    return log


print(order(1), order(2), order(3))


class Equal:
    def __eq__(self, other):
        print("compared with", other)
        return other == "second"


match Equal():
    case "first" | "second": print("matched by ==")
match 5:
    case 1: print("no case matches, and nothing happens")
match x := 3:
    case 3: print("walrus", x)
match 1, 2:
    case 1, y: print("tuple without brackets", y)
match [1, 2], 3,:
    case [a, b], c: print(a, b, c)
for n in range(4):
    match n:
        case 1: continue
        case 3: break
        case _: print("n", n)
nan = float("nan")
match nan:
    case math.nan: print("never: nan is not equal to itself")
    case _: print("nan")
