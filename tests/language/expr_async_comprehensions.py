"""Asynchronous comprehensions and generator expressions: async for, await within, nested, what they close over."""


class Suspend:
    def __await__(self):
        return (yield "suspended")


async def numbers(stop):
    for number in range(stop):
        await Suspend()
        yield number


async def double(value):
    await Suspend()
    return value * 2


def run(coroutine):
    steps = 0
    while True:
        try:
            coroutine.send(None)
            steps += 1
        except StopIteration as stop:
            return steps, stop.value


async def lists():
    return ([n async for n in numbers(3)], {n async for n in numbers(3) if n},
            {n: await double(n) async for n in numbers(2)})


async def awaits():
    return ([await double(n) for n in range(3)], [n for n in await double([1])],
            [n for n in range(4) if await double(n) > 2], {await double("k"): 1})


async def mixed():
    return ([(a, b) async for a in numbers(2) for b in range(2)], [(a, b) for a in "x" async for b in numbers(2)],
            [[m async for m in numbers(n)] for n in range(3)], [[n for n in range(m)] async for m in numbers(3)])


async def generators():
    generator = (n * 10 async for n in numbers(3))
    print(type(generator).__name__, [n async for n in generator], [n async for n in generator])
    lazy = (await double(n) for n in range(2))
    print(type(lazy).__name__, [n async for n in lazy])
    nested = ((m async for m in numbers(n)) for n in range(2))
    return type(nested).__name__, [[m async for m in inner] for inner in nested]


async def scopes():
    n = "outside"
    values = [n async for n in numbers(2)]
    last = [(seen := m) async for m in numbers(3)]
    calls = [lambda: m async for m in numbers(2)]
    return values, n, seen, last, [call() for call in calls]


async def fails():
    try:
        [1 // n async for n in numbers(2)]
    except ZeroDivisionError as error:
        print("caught", error)
    return [n async for n in (x async for x in numbers(5) if x % 2)]


async def wrong():
    for make in (lambda: [1], lambda: 5):
        value = make()
        try:
            return [n async for n in value]
        except TypeError as error:
            print(error)
    try:
        print([n for n in numbers(1)])
    except TypeError as error:
        print(error)
    try:
        sum(n async for n in numbers(1))
    except TypeError as error:
        return str(error)


for function in (lists, awaits, mixed, generators, scopes, fails, wrong):
    print(function.__name__, *run(function()))
for source in ("[x async for x in y]", "def f(): [x async for x in y]", "def f(): (x async for x in y)",
               "async def f(): {x: y async for x in y}", "async def f():\n def g(): [x async for x in y]",
               "async def f(): [[x async for x in y] for y in z]", "async def f(): (x async for x in await y)",
               "def f(): (await x for x in y)", "async def f(): [lambda: await x for x in y]",
               "async def f(): [x for x async in y]"):
    try:
        compile(source, "", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r}: {error.msg}")
