"""Generators: iteration, send, throw, close, return values, state, and what goes wrong."""

import inspect


def echo():
    print("started")
    received = None
    while received != "stop":
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"
    return "returned"


generator = echo()
print(inspect.getgeneratorstate(generator), next(generator), inspect.getgeneratorstate(generator))
print(generator.send(1), generator.throw(ValueError("thrown")), generator.send(2))
try:
    generator.send("stop")
except StopIteration as stop:
    print(stop.value, inspect.getgeneratorstate(generator))
print(next(generator, "default"), list(generator))
for operation in (lambda: next(generator), lambda: generator.send(1),
                  lambda: generator.throw(KeyError("after the end")), lambda: echo().send(1),
                  lambda: echo().throw(KeyError("before the start")),
                  lambda: generator.close()):
    try:
        print(operation())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def closing(answer):
    try:
        yield 1
    except GeneratorExit:
        print("closing")
        if answer == "yield":
            yield 2
        if answer == "return":
            return "value of close"
        if answer == "raise":
            raise KeyError("from close") from None
        raise
    finally:
        print("finally")


for answer in ("", "yield", "return", "raise"):
    generator = closing(answer)
    next(generator)
    try:
        print(answer, generator.close())
    except Exception as error:
        print(f"{answer} {type(error).__name__}: {error}")
print(closing("").close())


def itself():
    yield next(running)


running = itself()
try:
    next(running)
except ValueError as error:
    print(error)


def stops():
    yield 1
    raise StopIteration("becomes an error")


try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def infinite():
    value = 0
    while True:
        step = yield value
        value += 1 if step is None else step


numbers = infinite()
print([next(numbers) for _ in range(3)], numbers.send(10), next(numbers), numbers.gi_running, numbers.__name__,
      numbers.gi_frame is not None)


def expressions():
    x = yield
    y = (yield x) + (yield)
    print("got", (yield y), [(yield "in a list"), 1], f"{(yield "in an f-string")}")
    yield (yield), (yield)
    return (yield)


generator = expressions()
results = [next(generator)] + [generator.send(n) for n in range(8)]
print(results)
print((yield_lambda := lambda: (yield 5)) and list(yield_lambda()), iter(numbers) is numbers, type(numbers).__name__)
