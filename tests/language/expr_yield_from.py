"""yield from: values, return values, send, throw and close that pass through, over any iterable."""


def inner(name):
    total = 0
    try:
        while True:
            got = yield f"{name} {total}"
            if got is None:
                break
            total += got
    except KeyError as error:
        print(name, "caught", error)
        total = -1
    finally:
        print(name, "finished")
    return total


def outer():
    first = yield from inner("first")
    second = yield from inner("second")
    rest = yield from [7, 8]
    return first, second, rest


generator = outer()
print(next(generator), generator.send(5), generator.send(6))
print(generator.gi_yieldfrom.__name__, next(generator))
print(generator.throw(KeyError("through")), next(generator))
try:
    next(generator)
except StopIteration as stop:
    print(stop.value)

generator = outer()
next(generator)
generator.close()


def thrower():
    try:
        yield from inner("inner")
    except ValueError as error:
        yield f"outside: {error}"


generator = thrower()
print(next(generator), generator.throw(ValueError("not for inner")), list(generator))


class Iterator:
    """Has neither send nor throw nor close."""

    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        if self.left < 0:
            raise StopIteration("its value")
        return self.left


def delegate(to):
    result = yield from to
    print("result", result)


generator = delegate(Iterator())
print(next(generator), generator.send(None))
try:
    generator.send(1)
except AttributeError as error:
    print(error)
generator = delegate(Iterator())
next(generator)
try:
    generator.throw(KeyError("no throw"))
except KeyError as error:
    print(error, list(generator))
print(list(delegate(Iterator())), list(delegate("ab")), list(delegate({})))


def flatten(tree):
    if isinstance(tree, list):
        for item in tree:
            yield from flatten(item)
    else:
        yield tree


def chain_of(depth):
    if depth:
        return (yield from chain_of(depth - 1)) + 1
    yield "bottom"
    return 0


print(list(flatten([1, [2, [3, [4]], 5], []])))
deep = chain_of(50)
print(next(deep))
try:
    next(deep)
except StopIteration as stop:
    print(stop.value)


def recursive():
    yield from me


me = recursive()
for attempt in (lambda: next(me), lambda: list(delegate(1)), lambda: list(delegate(None))):
    try:
        attempt()
    except (ValueError, TypeError) as error:
        print(error)
print([(yield_from := (lambda: (yield from "xy"))), list(yield_from())][1])
