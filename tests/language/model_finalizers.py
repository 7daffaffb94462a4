"""__del__: when it runs, resurrection, cycles, and what becomes of exceptions in it."""

import gc
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def scope():
    inner = Noisy("local")
    print("end of function", inner.name)


scope()
noisy = Noisy("rebound")
noisy = None
Noisy("temporary")
print("after temporary")
items = [Noisy("in a list"), Noisy("second")]
del items[0]
items.clear()
pair = Noisy("kept")
alias = pair
del pair
print("still", alias.name)
del alias

kept = []


class Phoenix:
    def __del__(self):
        print("rises")
        kept.append(self)


Phoenix()
print(len(kept), type(kept[0]).__name__)
kept.clear()  # a finaliser runs once
print("gone")

first, second = Noisy("cycle one"), Noisy("cycle two")
first.other, second.other = second, first
del first, second
print("unreachable, but not yet collected")
gc.collect()


class Fails:
    def __del__(self):
        raise ValueError("in a finaliser")


hook = sys.unraisablehook
sys.unraisablehook = lambda unraisable: print(unraisable.exc_type.__name__, unraisable.exc_value, "in",
                                              unraisable.object.__qualname__)
try:
    Fails()
    print("nothing was raised")
finally:
    sys.unraisablehook = hook


def generator():
    try:
        yield 1
    finally:
        print("generator closed")


running = generator()
next(running)
del running


def raises():
    held = Noisy("held by a traceback")
    raise ValueError


try:
    raises()
except ValueError as error:
    print("handled", error.__traceback__.tb_next.tb_frame.f_code.co_name)
print("traceback dropped")
