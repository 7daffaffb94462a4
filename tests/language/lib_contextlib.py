"""contextlib: contextmanager, ExitStack, closing, suppress, redirect_stdout, nullcontext, decorators, async ones."""

import contextlib
import io

log = []


@contextlib.contextmanager
def manager(name, swallow=()):
    log.append(f"enter {name}")
    try:
        yield name.upper()
    except swallow as error:
        log.append(f"swallowed {error!r}")
    finally:
        log.append(f"exit {name}")


def shown(label):
    print(label, "; ".join(map(str, log)))
    log.clear()


with manager("a") as value:
    log.append(value)
shown("plain")
with manager("b", ValueError):
    raise ValueError("inside")
shown("swallow")
try:
    with manager("c"), manager("d"):
        1 / 0
except ZeroDivisionError as error:
    log.append(str(error))
shown("through")


@manager("decorator")
def decorated(n):
    log.append(f"body {n}")
    return n * 2


print(decorated(1), decorated(2), decorated.__name__)
shown("decorated")
with contextlib.ExitStack() as stack:
    names = [stack.enter_context(manager(name)) for name in "xy"]
    stack.callback(lambda *args, **kwargs: log.append(f"callback {args} {kwargs}"), 1, k=2)
    stack.push(lambda kind, error, trace: log.append(f"pushed {kind}"))
    kept = stack.pop_all()
log.append(f"moved {names}")
kept.close()
shown("stack")
try:
    with contextlib.ExitStack() as stack:
        stack.enter_context(manager("outer", KeyError))
        stack.push(lambda *details: log.append(details[0].__name__) or True)
        stack.callback(lambda: {}["raised in a callback"])
        raise ValueError("first")
except Exception as error:
    log.append(repr(error))
shown("stack with errors")


class Closes:
    def close(self): log.append("closed")


with contextlib.closing(Closes()) as thing:
    log.append(type(thing).__name__)
with contextlib.suppress(KeyError, IndexError):
    [][1]
with contextlib.suppress(ValueError):
    raise ExceptionGroup("g", [ValueError(1)])
with contextlib.nullcontext(5) as five:
    log.append(five)
shown("small ones")
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer) as target:
    print("captured")
    with contextlib.redirect_stdout(io.StringIO()) as inner:
        print("deeper")
print(repr(buffer.getvalue()), repr(inner.getvalue()), target is buffer)


class Base(contextlib.ContextDecorator, contextlib.AbstractContextManager):
    def __exit__(self, *details): log.append(f"left {details[0]}")


@Base()
def by_class(): log.append("in by_class")


by_class()
shown("class decorator")


@contextlib.contextmanager
def wrong_twice():
    yield 1
    yield 2


@contextlib.contextmanager
def never():
    if False: yield


@contextlib.contextmanager
def replaces():
    try:
        yield
    except ValueError as error:
        raise KeyError("replaced") from error


@contextlib.contextmanager
def stops(): yield


def use(manager, error=None):
    with manager:
        if error: raise error


for attempt in (lambda: use(wrong_twice()), lambda: use(never()), lambda: use(replaces(), ValueError("v")),
                lambda: use(stops(), StopIteration("s")), lambda: use(wrong_twice(), KeyError("k")),
                lambda: use(contextlib.suppress(5), ValueError()), lambda: contextlib.ExitStack().enter_context(5),
                lambda: contextlib.closing(), lambda: contextlib.AbstractContextManager(),
                lambda: use(contextlib.closing(5))):
    try:
        attempt()
    except Exception as error:
        print(f"{type(error).__name__}: {error}", repr(error.__cause__))
