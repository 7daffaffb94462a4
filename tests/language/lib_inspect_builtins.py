"""Signatures of built-in functions, methods and types, as inspect and __text_signature__ have them."""

import inspect
import math
import operator

THINGS = {
    "functions": (abs, all, callable, chr, compile, divmod, eval, hash, isinstance, len, open, ord, pow, print, round,
                  sorted, sum),
    "methods": (str.join, str.split, str.encode, str.format_map, list.append, list.sort, list.insert, dict.setdefault,
                set.add,
                bytes.hex, int.to_bytes, int.from_bytes, float.hex, "".strip, b"".decode),
    "types": (object, int, float, complex, list, enumerate, reversed, property, memoryview),
    "slots": (int.__add__, object.__init__, str.__contains__, (1).__eq__, list.__getitem__, object.__reduce_ex__),
    "modules": (math.sqrt, math.isclose, math.gcd, operator.add, operator.length_hint),
}
for group, things in THINGS.items():
    print(group)
    for thing in things:
        try:
            print("   ", thing.__name__, inspect.signature(thing), repr(getattr(thing, "__text_signature__", None)))
        except ValueError as error:
            print("   ", thing.__name__, str(error).partition(" <")[0])
for thing in (dir, getattr, iter, max, range, slice, type, dict, str.startswith, dict.pop, math.hypot):
    try:
        print(thing.__name__, inspect.signature(thing))
    except ValueError as error:
        print(str(error).partition(" <")[0])
print(inspect.signature(print).parameters["sep"].default, inspect.signature(round).bind(1.5).arguments,
      inspect.signature(sorted).parameters["key"].kind.description)
for attempt in (lambda: inspect.signature(len).bind(), lambda: inspect.signature(sorted).bind([], 1),
                lambda: inspect.signature(abs).bind(x=1), lambda: inspect.signature(range)):
    try:
        print(attempt())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
