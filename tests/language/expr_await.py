"""Await expressions: precedence, any awaitable, chains of coroutines, driven by hand; what a coroutine is."""

import inspect
import types


@types.coroutine
def ask(question):
    return (yield question)


def run(coroutine, *answers):
    asked = []
    answers = iter(answers)
    try:
        asked.append(coroutine.send(None))
        while True:
            asked.append(coroutine.send(next(answers, None)))
    except StopIteration as stop:
        return asked, stop.value


async def add():
    return await ask("a") + await ask("b") * 2


async def nested():
    return ([await ask(n) for n in range(2)], {await ask("k"): await ask("v")}, (await add()), f"{await ask('f')}",
            -await ask("n") ** 2, not await ask("t"), await ask(0) if await ask(1) else await ask(2))


async def chain(n):
    return await (chain(n - 1) if n else ask("bottom"))


print(run(add(), 1, 2))
print(run(nested(), *range(1, 13)))
print(run(chain(20), "deep"))


async def catches():
    try:
        await ask("throw here")
    except ValueError as error:
        got = await ask(f"caught {error}")
        return got
    finally:
        print("finally", await ask("in finally"))


coroutine = catches()
print(coroutine.send(None), coroutine.throw(ValueError("thrown")), coroutine.send("answer"))
try:
    coroutine.send("last")
except StopIteration as stop:
    print(stop.value)
add_made = add()
for operation in (lambda: coroutine.send(None), lambda: coroutine.close(), lambda: list(add_made),
                  lambda: iter(add_made), lambda: add_made.send(1), lambda: add_made.close(),
                  lambda: add_made.send(None)):
    try:
        print(operation())
    except (TypeError, RuntimeError) as error:
        print(f"{type(error).__name__}: {error}")

coroutine = add()
print(type(coroutine).__name__, coroutine.__name__, inspect.getcoroutinestate(coroutine), coroutine.cr_await,
      coroutine.send(None), coroutine.cr_await.__name__, inspect.getcoroutinestate(coroutine),
      inspect.iscoroutinefunction(add), inspect.isawaitable(coroutine))
coroutine.close()
print(inspect.getcoroutinestate(coroutine), coroutine.cr_frame, coroutine.cr_origin)
shared = add()


async def twice():
    await shared


print(run(shared, 1, 1))
try:
    run(twice())
except RuntimeError as error:
    print(error)


async def stops():
    raise StopIteration("value")


try:
    run(stops())
except RuntimeError as error:
    print(error)
for wrong in ("await x", "def f(): await x", "async def f(): yield from x", "async def f(): await",
              "async def f(): await await x", "async def f(): await -x", "async def f(): [await x for y in z]",
              "lambda: await x", "async def f(): lambda: await x", "class C: await x",
              "async def f():\n class C: await x",
              "def f(): [await x for y in z]", "def f(): async with x: pass", "async with x: pass",
              "async for x in y: pass", "async x = 1", "async lambda: 1", "async def f(x=await y): pass",
              "async def f():\n async def g(x=await y): pass", "async def f(): return 1; yield", "await = 1",
              "async def f(): await x = 1", "async def f(): await x += 1", "def f(): (await x for y in z)",
              "async if x: pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
