# shared: same
"""Every kind of loop and function that the playground instruments keeps its meaning."""


def documented(n):
    """The docstring stays."""
    total = 0
    for i in range(n):
        if i % 2:
            continue
        total += i
    else:
        total += 1000
    while total > 0:
        total -= 7
        if total < -100:
            break
    else:
        return total
    return None


def generator():
    received = yield 0
    while received:
        received = yield received * 2


class Thing:
    """Also documented."""

    for name in ("a", "b"):
        locals()[name] = name.upper()

    async def coroutine(self):
        async for _ in self:
            pass
        return 5

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


print(documented(20), documented.__doc__, Thing.__doc__, __doc__[:5])
values = generator()
print(next(values), values.send(3), values.send(5))
print(Thing.a, Thing.b, [x for x in range(5) if x], {k: v for k, v in zip("ab", "cd")})
try:
    Thing().coroutine().send(None)
except StopIteration as stop:
    print(stop.value)
for outer in range(3):
    for inner in range(3):
        if inner == outer:
            break
    else:
        print("no break")
print(outer, inner, sum(i * i for i in range(10)))
match values:
    case [*_]:
        print("sequence")
    case _:
        print("other")
