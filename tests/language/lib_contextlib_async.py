"""contextlib for coroutines: asynccontextmanager, AsyncExitStack, aclosing, and their order."""

import contextlib

log = []


@contextlib.contextmanager
def manager(name):
    log.append(f"enter {name}")
    try:
        yield name.upper()
    finally:
        log.append(f"exit {name}")


@contextlib.asynccontextmanager
async def asynchronous(name):
    log.append(f"async enter {name}")
    try: yield name
    finally: log.append(f"async exit {name}")


async def main():
    async with contextlib.AsyncExitStack() as stack:
        log.append(await stack.enter_async_context(asynchronous("p")))
        stack.enter_context(manager("sync"))
        stack.push_async_callback(note, "callback", n=1)
    try:
        async with asynchronous("q"), asynchronous("r") as r:
            raise ValueError(r)
    except ValueError as error:
        log.append(repr(error))
    log.append(await decorated(5))
    async with contextlib.aclosing(ticks()) as values:
        async for value in values:
            log.append(value)
            break


async def note(*args, **kwargs): log.append(f"{args} {kwargs}")


@asynchronous("decorator")
async def decorated(n): return n * 2


async def ticks():
    try:
        yield 1
        yield 2
    finally: log.append("ticks closed")


try:
    main().send(None)
except StopIteration:
    print(*log, sep="\n")
