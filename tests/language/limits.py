"""Limits: recursion, integers as text, nesting of source, sizes, and that what was changed is set back."""

import sys


def endless(n=0):
    return endless(n + 1)


class Loop:
    def __getattr__(self, name): return getattr(self, name)
    def __eq__(self, other): return self == other
    def __repr__(self): return repr(self)
    def __add__(self, other): return self + other
    def __getitem__(self, key): return self[key]
    def __call__(self): return self()
    def __hash__(self): return hash(self)


loop = Loop()
for attempt in (endless, lambda: loop.x, lambda: loop == 1, lambda: repr(loop), lambda: loop + 1, lambda: loop[0], loop,
                lambda: hash(loop)):
    try:
        attempt()
    except RecursionError as error:
        # What it was that went too deep differs with how deep functions in C may go.
        print("RecursionError:", " ".join(str(error).split()[:4]))


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


old = sys.getrecursionlimit()
reached = depth(0)
print(old, 400 < reached < old)
try:
    sys.setrecursionlimit(old + 500)
    print(sys.getrecursionlimit() - old, depth(0) - reached)
finally:
    sys.setrecursionlimit(old)
for wrong in (0, -1, 1, "x"):
    try:
        sys.setrecursionlimit(wrong)
    except (ValueError, RecursionError, TypeError) as error:
        print(type(error).__name__, str(error).partition(" at ")[0])
nested = []
for _ in range(100_000):
    nested = [nested]
for attempt in (lambda: repr(nested), lambda: nested == [nested], lambda: str({"a": nested})):
    try:
        attempt()
    except RecursionError as error:
        print("RecursionError:", error)
while nested:
    nested = nested.pop()
limit = sys.get_int_max_str_digits()
print(limit, sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
big = 10 ** 5000
for attempt in (lambda: str(big), lambda: repr(-big), lambda: f"{big}", lambda: int("1" * 5000), lambda: "%d" % big,
                lambda: int("1_" * 4400 + "1"), lambda: compile("1" * 5000, "", "eval"), lambda: f"{big:,}",
                lambda: print(big)):
    try:
        attempt()
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, error)
print(len(hex(big)), len(f"{big:x}"), big.bit_length(), int("f" * 5000, 16) == 16 ** 5000 - 1, len(str(10 ** 4299)),
      int("1" * 4300) > 0, len(oct(big)))
try:
    sys.set_int_max_str_digits(0)
    print(len(str(big)), len(str(int("1" * 5000))))
    sys.set_int_max_str_digits(1000)
    str(10 ** 1500)
except ValueError as error:
    print(error)
finally:
    sys.set_int_max_str_digits(limit)
for wrong in (5, -1, "x"):
    try:
        sys.set_int_max_str_digits(wrong)
    except (ValueError, TypeError) as error:
        print(error)
for source in ("(" * 300 + ")" * 300, "[" * 199 + "]" * 199, "-" * 300 + "1", "a" + ".b" * 300, "f" + "()" * 300,
               "x = " + "(" * 150 + "1" + ")" * 150, " + ".join(["1"] * 300)):
    try:
        compile(source, "", "exec")
        print(f"{source[:5]}... of {len(source)} compiles")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(f"{source[:5]}... of {len(source)}: {type(error).__name__} {error}")
