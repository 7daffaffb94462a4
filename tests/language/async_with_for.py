"""async for and async with: else, break, nesting, several managers, exceptions that pass or do not, order of events."""

log = []


class Step:
    def __init__(self, name): self.name = name
    def __await__(self):
        log.append(self.name)
        return (yield)


class Manager:
    def __init__(self, name, swallow=False, fail=None): self.name, self.swallow, self.fail = name, swallow, fail
    async def __aenter__(self):
        await Step(f"enter {self.name}")
        if self.fail == "enter": raise KeyError(self.name)
        return self.name
    async def __aexit__(self, kind, error, trace):
        await Step(f"exit {self.name} {kind and kind.__name__}")
        if self.fail == "exit": raise IndexError(self.name)
        return self.swallow


class Counter:
    def __init__(self, stop, fail_at=None): self.current, self.stop, self.fail_at = 0, stop, fail_at
    def __aiter__(self): return self
    async def __anext__(self):
        await Step(f"next {self.current}")
        if self.current == self.fail_at: raise ValueError(f"at {self.current}")
        if self.current == self.stop: raise StopAsyncIteration
        self.current += 1
        return self.current


def run(function, *arguments):
    log.clear()
    coroutine = function(*arguments)
    try:
        while True: coroutine.send(None)
    except StopIteration as stop:
        result = stop.value
    except Exception as error:
        result = f"{error!r} context {error.__context__!r}"
    print(f"{function.__name__}: {result}\n    {'; '.join(log)}")


async def loops():
    seen = []
    async for n in Counter(3):
        if n == 2: continue
        seen.append(n)
    else:
        seen.append("else")
    async for n in Counter(3):
        if n == 2: break
    else:
        seen.append("never")
    async for seen[0] in Counter(1): pass
    return seen


async def several():
    async with Manager("a") as a, Manager("b", swallow=True) as b, Manager("c"):
        raise ValueError("body")
    return a + b


async def bracketed():
    async with (Manager("a") as a, Manager("b") as b,):
        return a + b


async def enter_fails():
    async with Manager("a", swallow=True), Manager("b", fail="enter"):
        log.append("never")
    return "swallowed"


async def exit_fails():
    async with Manager("a"), Manager("b", fail="exit"):
        raise ValueError("body")


async def mixed():
    async for a in Counter(2):
        async with Manager(a):
            async for b in Counter(1):
                if a == 2: return a, b


async def iteration_fails():
    try:
        async for n in Counter(5, fail_at=1):
            log.append("body")
    except ValueError as error:
        return f"caught {error}"
    finally:
        await Step("finally")


async def inside_handlers():
    try:
        raise KeyError("first")
    except KeyError:
        async with Manager("handler"):
            await Step("in handler")
            raise IndexError("second")
    finally:
        async for _ in Counter(0): pass


async def targets():
    items = [0, 0]
    async with Manager("xy") as (items[0], last): return items, last


for function in (loops, several, bracketed, enter_fails, exit_fails, mixed, iteration_fails, inside_handlers, targets):
    run(function)
