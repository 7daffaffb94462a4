import binascii
import contextlib
import dataclasses
import functools
import math
import reprlib
import warnings

warnings.simplefilter("ignore")
fuel = 4000
checksum = 0


class Exhausted(BaseException):
    """No handler of the program below takes it."""


def tick():
    """Ends a program that runs for long, at the same step wherever it runs."""
    global fuel
    fuel -= 1
    if fuel < 0:
        raise Exhausted


def show(value):
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__}[{', '.join(sorted(map(repr, value)))}]"
    return repr(value)


def out(label, *values):
    global checksum
    line = f"{label}: {' '.join(map(show, values))}"
    checksum = binascii.crc32(line.encode(errors="backslashreplace"), checksum)
    print(ascii(line[:160]), f"{checksum:08x}")


def failed(label, error):
    notes = getattr(error, "__notes__", [])
    out(label, type(error).__name__, str(error), type(error.__context__).__name__, type(error.__cause__).__name__, *notes)


def keep(value):
    """Bounds what grows from step to step."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        # Those between are sizes on machines with long words alone.
        return value if abs(value) < 10 ** 6 or 2 ** 63 <= abs(value) < 10 ** 24 else value % 1_000_003
    if isinstance(value, (str, bytes, list, tuple)):
        return value if len(value) <= 20 else value[:20]
    if isinstance(value, dict):
        return value if len(value) <= 10 else dict(list(value.items())[:10])
    if isinstance(value, (set, frozenset)):
        return value if len(value) <= 12 else set(sorted(value)[:12])
    return value


class Thing:
    """What the program's classes are made of: without an address in what is shown."""

    @reprlib.recursive_repr()
    def __repr__(self):
        fields = ", ".join(f"{name}={show(value)}" for name, value in vars(self).items())
        return f"{type(self).__name__}({fields})"


class Failure(Exception):
    def __init__(self, code, *details):
        super().__init__(code, *details)
        self.code = code


class Guard:
    def __init__(self, name, *swallows):
        self.name, self.swallows = name, swallows

    def __enter__(self):
        out("enter", self.name)
        return self.name

    def __exit__(self, kind, error, trace):
        out("exit", self.name, kind and kind.__name__)
        return bool(self.swallows) and isinstance(error, self.swallows)

    async def __aenter__(self):
        return self.__enter__() + str(await pause(1))

    async def __aexit__(self, *details):
        await pause(2)
        return self.__exit__(*details)


@contextlib.contextmanager
def managed(name):
    out("open", name)
    try:
        yield name
    except ValueError as error:
        failed("managed", error)
    finally:
        out("close", name)


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        tick()
        out("call", function.__name__, len(args), sorted(kwargs))
        return function(*args, **kwargs)
    return wrapper


class pause:
    """Suspends a coroutine, which is sent twice what it asked with."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def ticks(count):
    for number in range(count):
        yield number + await pause(number)


def run(coroutine):
    answer = None
    try:
        while True:
            tick()
            asked = coroutine.send(answer)
            answer = asked * 2
    except StopIteration as stop:
        return stop.value
    finally:
        coroutine.close()
