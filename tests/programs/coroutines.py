# shared: same
"""asyncio: tasks, sleeps, queues, timeouts, and threads and processes beside them."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor


async def say(delay, text, said):
    await asyncio.sleep(delay)
    said.append(text)
    return text.upper()


async def produce(q):
    for number in range(3):
        await q.put(number)
        await asyncio.sleep(0)
    await q.put(None)


async def consume(q):
    got = []
    while (item := await q.get()) is not None:
        got.append(item)
    return got


async def fail():
    raise ValueError("in a task")


async def main():
    said = []
    print(await asyncio.gather(say(0.04, "second", said), say(0.01, "first", said)), said)
    task = asyncio.create_task(say(20, "never", said))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())
    q = asyncio.Queue(maxsize=1)
    print(await asyncio.gather(produce(q), consume(q)))
    try:
        await asyncio.wait_for(asyncio.sleep(20), timeout=0.01)
    except TimeoutError as error:
        print(repr(error))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
            group.create_task(asyncio.sleep(20))
    except* ValueError as group:
        print(group.exceptions)
    lock, order = asyncio.Lock(), []

    async def critical(name):
        async with lock:
            order.append(name)
            await asyncio.sleep(0)
            order.append(name)

    await asyncio.gather(critical("a"), critical("b"))
    print(order)
    print(await asyncio.to_thread(time.sleep, 0.01))
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1) as executor:
        print(await loop.run_in_executor(executor, pow, 2, 10))
    async with asyncio.timeout(5):
        print([number async for number in count(3)])
    return "done"


async def count(until):
    for number in range(until):
        await asyncio.sleep(0)
        yield number


if __name__ == "__main__":
    print(asyncio.run(main()))
