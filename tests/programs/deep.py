# methods: forkserver
# shared: no, it is about calls
"""What calls itself without end, through C in different ways, ends in an exception and never in the process."""

import functools
import json
import pickle
import re
import sys

# More than a browser can have, so that there it is the depth of C that ends it.
sys.setrecursionlimit(3_000)


class Constructed:
    def __init__(self):
        self.other = Constructed()


class Reduced:
    def __reduce__(self):
        return (pickle.dumps(Reduced()), ())


class Equal:
    def __eq__(self, other):
        return Equal() == Equal()


class Formatted:
    def __format__(self, specification):
        return f"{Formatted():x}"


class Sized:
    def __len__(self):
        return len(Sized())


class Attributes:
    def __getattribute__(self, name):
        return Attributes().x


class Missing(dict):
    def __missing__(self, key):
        return self[key + 1]


class Shown:
    def __str__(self):
        return "%s" % Shown()


class Encoder(json.JSONEncoder):
    def default(self, value):
        return json.dumps(value, cls=Encoder)


def substitute():
    return re.sub("a", lambda match: substitute(), "a")


def generate():
    yield from generate()


def some():
    return any(some() for _ in [1])


def mapped(number):
    return list(map(mapped, [number + 1]))


def compare():
    return sorted([1, 2], key=functools.cmp_to_key(lambda a, b: compare()))


def executed():
    exec("executed()")


def reduced():
    return functools.reduce(lambda a, b: reduced(), [1, 2])


@functools.lru_cache(None)
def cached(number):
    return cached(number + 1)


def nested():
    value = []
    for _ in range(100_000):
        value = [value]
    return value


ATTEMPTS = {
    "constructor": Constructed,
    "pickle": lambda: pickle.dumps(Reduced()),
    "equality": lambda: Equal() == Equal(),
    "format": lambda: f"{Formatted():x}",
    "length": lambda: len(Sized()),
    "attribute": lambda: Attributes().x,
    "missing": lambda: Missing()[0],
    "text": lambda: str(Shown()),
    "json default": lambda: json.dumps(object(), cls=Encoder),
    "substitute": substitute,
    "generator": lambda: list(generate()),
    "any": some,
    "map": lambda: mapped(0),
    "sort": compare,
    "exec": executed,
    "reduce": reduced,
    "cache": lambda: cached(0),
    "nested repr": lambda: repr(nested()),
    "nested pickle": lambda: pickle.dumps(nested()),
    "nested json": lambda: json.dumps(nested()),
    "nested json text": lambda: json.loads("[" * 100_000),
    "nested equality": lambda: nested() == nested(),
    "sum": lambda: eval("+".join(["1"] * 100_000)),
    "attributes": lambda: eval("a" + ".a" * 100_000),
    "calls": lambda: eval("f" + "()" * 100_000),
}

for name, attempt in ATTEMPTS.items():
    try:
        attempt()
    except RecursionError:
        print(name, "RecursionError")
try:
    eval("(" * 300 + ")" * 300)
except SyntaxError as error:
    print(error.msg)
