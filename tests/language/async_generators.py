"""Asynchronous generators: asend, athrow, aclose, state, finalisation by hooks, what is refused."""

import sys


class Step:
    def __await__(self): return (yield)


def run(coroutine):
    while True:
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value


async def echo():
    received = None
    try:
        while received != "stop":
            await Step()
            try:
                received = yield received
            except ValueError as error:
                received = f"caught {error}"
    finally:
        await Step()
        print("finished")


async def drives():
    generator = echo()
    print(await anext(generator), await generator.asend(1), await generator.athrow(ValueError("thrown")),
          await generator.asend(2))
    try:
        await generator.asend("stop")
    except StopAsyncIteration:
        print("stopped", await anext(generator, "default"))
    generator = echo()
    await anext(generator)
    await generator.aclose()
    print([item async for item in generator], await generator.aclose())
    try:
        await echo().asend(1)
    except TypeError as error:
        print(error)
    try:
        await generator.athrow(KeyError("after the end"))
    except (KeyError, StopAsyncIteration) as error:
        print(repr(error))


async def nested():
    async def inner(n):
        for i in range(n):
            yield i
            await Step()
    async def outer():
        async for a in inner(3):
            yield [b async for b in inner(a)]
    return [item async for item in outer()]


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def returns_nothing():
    yield 1
    return


async def raises():
    yield 1
    raise StopAsyncIteration("becomes an error")


async def errors():
    generator = ignores()
    await anext(generator)
    for attempt in (generator.aclose, lambda: anext(5), lambda: generator.asend(None)):
        try:
            print(await attempt())
        except Exception as error:
            print(type(error).__name__, error)
    try:
        print([item async for item in raises()])
    except RuntimeError as error:
        print(error, repr(error.__cause__))
    running = echo()
    first = running.asend(None)
    first.send(None)
    try:
        running.asend(None).send(None)
    except RuntimeError as error:
        print(error, running.ag_running)
    try:
        first.close()
    except RuntimeError as error:
        print(error)
    return [item async for item in returns_nothing()]


run(drives())
print(run(nested()))
print(run(errors()))
generator = echo()
print(type(generator).__name__, generator.__name__, generator.ag_frame is not None, generator.ag_running,
      generator.ag_await, generator.__aiter__() is generator)
hooks = sys.get_asyncgen_hooks()
sys.set_asyncgen_hooks(firstiter=lambda made: print("first iteration of", made.__name__),
                       finalizer=lambda made: print("to be finalised", made.__name__))
try:
    generator = echo()
    run(anext(generator))
    del generator
finally:
    sys.set_asyncgen_hooks(*hooks)
for wrong in ("async def f(): return 1; yield", "async def f(): yield from x", "async def f(): yield; return",
              "async def f(): return (yield)", "async def f(): lambda: (yield)", "async def f(): x = yield; await x",
              "def f(): yield; await x", "async def f(): [(yield) for x in y]", "async def f(): yield await x",
              "async def f(): await (yield)", "async def f(): yield *x, y"):
    try:
        compile(wrong, "", "exec")
        print(wrong, "compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
