"""gc and sys: collection of cycles, callbacks, thresholds, and what sys tells of the interpreter and objects."""

import gc
import sys
import weakref


class Node:
    def __init__(self, name): self.name, self.other = name, None


def cycle(name):
    one, two = Node(name), Node(f"{name}2")
    one.other, two.other = two, one
    return weakref.ref(one)


was_enabled = gc.isenabled()
gc.collect()
gc.disable()
try:
    lost = cycle("a")
    print(gc.isenabled(), lost() is not None, gc.collect() >= 2, lost() is None)
    kept = Node("kept")
    kept.other = kept
    alive = weakref.ref(kept)
    gc.collect()
    print(alive() is kept, kept in gc.get_referents(kept.__dict__), any(kept is found for found in gc.get_objects()),
          gc.is_tracked(kept), gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked([]), gc.is_tracked((1, 2)),
          gc.is_tracked({}), gc.is_finalized(kept), gc.is_finalized(5))
    del kept
    order = []
    callback = lambda phase, info: order.append((phase, sorted(info)))
    gc.callbacks.append(callback)
    try:
        gc.collect()
    finally:
        gc.callbacks.remove(callback)
    print(order, alive() is None, len(gc.get_stats()), gc.get_debug(), len(gc.get_count()), len(gc.get_threshold()),
          gc.garbage)
    holder = [lost_list := [1]]
    print(any(holder is found for found in gc.get_referrers(lost_list)), gc.get_referents([1, "a"]), gc.freeze(),
          gc.get_freeze_count() > 0, gc.unfreeze(), gc.get_freeze_count())
    old = gc.get_threshold()
    gc.set_threshold(500, 5, 5)
    print(gc.get_threshold())
    gc.set_threshold(*old)
finally:
    if was_enabled:
        gc.enable()
many = [cycle(str(n)) for n in range(50)]
gc.collect()
print(sum(reference() is not None for reference in many), gc.isenabled() == was_enabled)
print(sys.version_info[:2], sys.implementation.name, sys.hexversion >> 16 == 0x30D, sys.byteorder, sys.maxunicode,
      sys.api_version, sys.copyright.splitlines()[0][:13], sys.float_info.radix, sys.int_info.bits_per_digit,
      sys.hash_info.inf, sys.hash_info.cutoff, sys.hash_info.algorithm in ("siphash13", "siphash24"),
      sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.flags.optimize, sys.flags.dev_mode,
      sys.float_repr_style)
print(sys.intern("a" + "b") is sys.intern("ab"), sys.getrefcount(object()) in (1, 2),
      sys.getsizeof([]) < sys.getsizeof([1, 2, 3]), sys.getsizeof("é") > sys.getsizeof(""), sys.getsizeof(5, 0) > 0,
      sys.getrecursionlimit() > 100, sys.getswitchinterval(), sys.is_finalizing(), sys.gettrace(), sys.getprofile(),
      "sys" in sys.modules, sys.modules["gc"] is gc, sys.stdout.encoding, sys.stdout.writable(),
      callable(sys.excepthook), sys.dont_write_bytecode in (True, False), sys.platlibdir, sys._is_gil_enabled())


class Sized:
    def __sizeof__(self): return 100


print(sys.getsizeof(Sized()) >= 100, sys.call_tracing(lambda a: a * 2, (4,)), sys.exc_info(), sys.exception(),
      isinstance(sys.path, list), isinstance(sys.argv, list), sys.warnoptions == list(sys.warnoptions),
      sys.thread_info.name in ("pthread", "pthread-stubs", None), sys.get_coroutine_origin_tracking_depth(),
      sys.activate_stack_trampoline.__name__, sys.monitoring.events.CALL > 0)
traced = []


def tracer(frame, event, argument):
    if frame.f_code.co_name in ("watched", "inner"):
        traced.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer


def watched(n):
    total = inner(n)
    try:
        1 / 0
    except ZeroDivisionError:
        total += 1
    return total


def inner(n): return n


old = sys.gettrace()
sys.settrace(tracer)
try:
    watched(1)
finally:
    sys.settrace(old)
print(traced)
profiled = []
sys.setprofile(lambda frame, event, argument: profiled.append((frame.f_code.co_name, event,
    getattr(argument, "__name__", argument))) if frame.f_code.co_name in ("watched", "inner") else None)
try:
    watched(5)
    len("")
finally:
    sys.setprofile(None)
print(profiled)

for attempt in (lambda: sys.setrecursionlimit(0), lambda: sys.intern(5), lambda: sys.getsizeof(),
                lambda: sys._getframe(10 ** 6), lambda: sys.setswitchinterval(-1), lambda: sys.exit(3),
                lambda: sys.exit("text"), lambda: sys.exit(), lambda: sys.setrecursionlimit("a"), lambda: sys.nothing,
                lambda: sys.call_tracing(1, 2), lambda: sys.getsizeof(type("S", (), {"__sizeof__": lambda self: -5})()),
                lambda: gc.set_threshold(), lambda: gc.collect(5), lambda: gc.set_debug("a"), lambda: sys.audit(),
                lambda: sys.set_int_max_str_digits(5)):
    try:
        print(attempt())
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", getattr(error, "code", ""))
