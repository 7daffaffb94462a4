"""What awaits and iterates asynchronously by special methods: __await__, __aiter__, __anext__, __aenter__, __aexit__."""


class Reply:
    """Suspends twice and answers with what it is sent."""

    def __init__(self, name):
        self.name = name

    def __await__(self):
        first = yield f"{self.name} wants one"
        second = yield f"{self.name} wants another"
        return f"{self.name}: {first} {second}"


class Countdown:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.count:
            raise StopAsyncIteration
        self.count -= 1
        return self.count


class Room:
    async def __aenter__(self):
        return await Reply("enter")

    async def __aexit__(self, kind, error, trace):
        await Reply("exit")
        print("left with", kind and kind.__name__, error)
        return kind is KeyError


def run(coroutine):
    """Answers what a coroutine asks for with numbers."""
    value, number = None, 0
    while True:
        try:
            asked = coroutine.send(value)
        except StopIteration as stop:
            return stop.value
        number += 1
        print(f"   {asked} <- {number}")
        value = number


async def main():
    print(await Reply("main"))
    print([number async for number in Countdown(3)])
    async with Room() as room:
        print("in", room)
    async with Room():
        raise KeyError("swallowed")
    return "done"


print(run(main()))


async def awaits(value):
    return await value


async def iterates(value):
    async for _ in value:
        pass


async def enters(value):
    async with value:
        pass


NotIterator = type("NotIterator", (), {"__aiter__": lambda self: 1})
NotAwaitable = type("NotAwaitable", (), {"__aiter__": lambda self: self, "__anext__": lambda self: 2})
ReturnsInt = type("ReturnsInt", (), {"__await__": lambda self: 3})
ReturnsCoroutine = type("ReturnsCoroutine", (), {"__await__": lambda self: awaits(Reply("x"))})
HalfRoom = type("HalfRoom", (), {"__aenter__": lambda self: Reply("half")})
for coroutine in (awaits(1), awaits([]), awaits(ReturnsInt()), iterates([1]), iterates(NotIterator()),
                  iterates(NotAwaitable()), enters(1), enters(HalfRoom())):
    try:
        run(coroutine)
    except TypeError as error:
        print(error)
