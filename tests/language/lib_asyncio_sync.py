"""asyncio: locks, events, conditions, semaphores, barriers, queues, runner, streams within memory, async generators."""

import asyncio

log = []


def shown(label, *values):
    print(label, *values, "|", *log)
    log.clear()


async def locks():
    lock = asyncio.Lock()

    async def critical(name):
        async with lock:
            log.append(f"{name} in")
            await asyncio.sleep(0)
            log.append(f"{name} out")

    await asyncio.gather(*map(critical, "abc"))
    shown("lock", lock.locked())
    semaphore, running = asyncio.Semaphore(2), []

    async def limited(name):
        async with semaphore:
            running.append(name)
            log.append("".join(running))
            await asyncio.sleep(0)
            running.remove(name)

    await asyncio.gather(*map(limited, "wxyz"))
    shown("semaphore", semaphore.locked())
    try:
        asyncio.BoundedSemaphore(1).release()
    except ValueError as error:
        shown("bounded", error)


async def signals():
    event = asyncio.Event()

    async def waits(name):
        await event.wait()
        log.append(name)

    waiting = [asyncio.create_task(waits(name)) for name in "ab"]
    await asyncio.sleep(0)
    log.append("set")
    event.set()
    await asyncio.gather(*waiting)
    shown("event", event.is_set(), event.clear(), event.is_set())
    condition, ready = asyncio.Condition(), []

    async def consumer(name):
        async with condition:
            await condition.wait_for(lambda: ready)
            log.append(f"{name} {ready.pop()}")

    consumers = [asyncio.create_task(consumer(name)) for name in "pq"]
    for value in range(2):
        await asyncio.sleep(0)
        async with condition:
            ready.append(value)
            condition.notify()
    await asyncio.gather(*consumers)
    shown("condition")
    barrier = asyncio.Barrier(3)

    async def meets(name):
        log.append(f"{name} comes")
        position = await barrier.wait()
        log.append(f"{name} goes")
        return position

    shown("barrier", sorted(await asyncio.gather(*map(meets, "xyz"))), barrier.n_waiting)


async def queues():
    queue = asyncio.Queue(maxsize=2)

    async def producer():
        for n in range(4):
            await queue.put(n)
            log.append(f"put {n}")
        queue.shutdown()

    async def consumer():
        try:
            while True:
                log.append(f"got {await queue.get()}")
                queue.task_done()
        except asyncio.QueueShutDown:
            log.append("shut down")

    await asyncio.gather(producer(), consumer())
    await queue.join()
    shown("queue", queue.empty(), queue.qsize())
    ranked, stack = asyncio.PriorityQueue(), asyncio.LifoQueue()
    for n in (3, 1, 2):
        ranked.put_nowait((n, str(n)))
        stack.put_nowait(n)
    shown("ordered", [ranked.get_nowait()[1] for _ in range(3)], [await stack.get() for _ in range(3)])
    for attempt in (ranked.get_nowait, lambda: asyncio.Queue(1).put_nowait(1), lambda: asyncio.Queue().task_done(),
                    lambda: asyncio.Lock().release()):
        try:
            log.append(attempt())
        except (asyncio.QueueEmpty, asyncio.QueueFull, ValueError, RuntimeError) as error:
            log.append(f"{type(error).__name__} {error};")
    shown("errors")


async def streams():
    reader = asyncio.StreamReader()
    reader.feed_data(b"line one\nline two\nrest|more")
    print(await reader.readline(), await reader.readuntil(b"|") , await reader.read(2))
    reader.feed_eof()
    print(await reader.read(), reader.at_eof())
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as error:
        print(error, error.partial)


async def generators():
    async def ticks(n):
        try:
            for i in range(n):
                yield i
                await asyncio.sleep(0)
        finally:
            log.append(f"closed {n}")

    async for i in ticks(5):
        if i == 1:
            break
    first = ticks(3)
    shown("generator", await anext(first), [i async for i in first],
          [(i, j) async for i in ticks(2) async for j in ticks(i)])


for function in (locks, signals, queues, streams, generators):
    asyncio.run(function())
shown("at the end of a loop")
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, "from a runner")), runner.run(asyncio.sleep(0, 2)),
          runner.get_loop().is_running())
