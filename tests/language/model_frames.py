"""Frames: f_back, f_code, f_lineno, f_globals, and f_locals that writes through (PEP 667)."""

import sys


def names(frame, stop):
    found = []
    while frame.f_code.co_name != stop:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found + [stop]


def first():
    return second()


def second():
    return (lambda: third())()


def third():
    return names(sys._getframe(), "first")


print(first())


def lines():
    frame = sys._getframe()
    start = frame.f_code.co_firstlineno
    one = frame.f_lineno - start
    two = (
        frame.f_lineno
        - start
    )
    return one, two


print(lines())


def locals_of(frame):
    return frame.f_locals


def writes():
    x = 1
    free = 10
    proxy = locals_of(sys._getframe())
    print(type(proxy).__name__, dict(proxy, proxy=None), len(proxy), "x" in proxy)
    proxy["x"] = 2
    proxy["free"] += 1
    proxy["extra"] = "kept apart"
    print(x, (lambda: free)(), proxy["extra"], sys._getframe().f_locals["extra"], "extra" in locals())
    y = 3
    print(proxy["y"], sorted(proxy), proxy.get("none", "default"), proxy.pop("extra"))
    for attempt in (lambda: proxy.pop("x"), lambda: proxy.__delitem__("x"), lambda: proxy["unbound"]):
        try:
            attempt()
        except Exception as error:
            print(type(error).__name__, error)
    unbound = 1
    snapshot = locals()
    snapshot["x"] = 99
    return x


print(writes())
frame = sys._getframe()
print(frame.f_locals is frame.f_globals is globals(), frame.f_builtins["len"] is len, frame.f_code.co_name,
      frame.f_trace)


class Body:
    inside = sys._getframe().f_locals
    inside["made"] = "through the frame"
    print(made, sys._getframe().f_code.co_name)


print(Body.made, hasattr(Body, "inside"))


def generator():
    value = yield
    yield value


running = generator()
next(running)
print(running.gi_frame.f_code.co_name, running.gi_frame.f_back, running.gi_frame.f_lasti >= 0, running.gi_yieldfrom,
      running.gi_suspended)
running.close()
print(running.gi_frame, running.gi_code.co_name)
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
