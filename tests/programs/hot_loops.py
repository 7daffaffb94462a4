# methods: forkserver
# shared: no, it is about loops
"""asyncio as CPython has it: tasks, queues, locks, timeouts, streams over sockets, threads beside the loop."""

import asyncio
import contextvars
import socket
import threading
import time


async def square(number):
    await asyncio.sleep(0.01 * (3 - number))
    return number * number


async def gather():
    print(await asyncio.gather(*(square(number) for number in range(3))))
    done = []
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            task = group.create_task(square(number))
            task.add_done_callback(lambda task: done.append(task.result()))
    print(done)


async def queue():
    queue = asyncio.Queue(2)

    async def produce():
        for number in range(5):
            await queue.put(number)
        await queue.put(None)

    async def consume():
        taken = []
        while (item := await queue.get()) is not None:
            taken.append(item)
        return taken

    _, taken = await asyncio.gather(produce(), consume())
    print(taken)


async def time_out():
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(60)
    except TimeoutError as error:
        print("TimeoutError", error.args)
    task = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as error:
        print("CancelledError", error.args)


async def exclude():
    lock = asyncio.Lock()
    inside = 0
    most = 0

    async def enter():
        nonlocal inside, most
        async with lock:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(enter() for _ in range(10)))
    print("at once:", most)


async def threads():
    print(await asyncio.to_thread(lambda: threading.current_thread() is threading.main_thread()))
    loop = asyncio.get_running_loop()
    event = asyncio.Event()

    def later():
        time.sleep(0.01)
        loop.call_soon_threadsafe(event.set)

    threading.Thread(target=later).start()
    await event.wait()
    print("woken by a thread")


async def streams():
    one, other = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=one, limit=1_000_000)
    other_reader, other_writer = await asyncio.open_connection(sock=other, limit=1_000_000)

    async def echo():
        while line := await other_reader.readline():
            other_writer.write(line.upper())
            await other_writer.drain()
        other_writer.close()

    task = asyncio.create_task(echo())
    writer.write(b"first\n")
    print(await reader.readline())
    # More than a stream holds, in both directions.
    line = b"x" * 100_000 + b"\n"
    for _ in range(3):
        writer.write(line)
    writer.write_eof()
    total = 0
    while chunk := await reader.read(10_000):
        total += len(chunk)
    print(total, chunk)
    await task
    writer.close()
    await writer.wait_closed()


variable = contextvars.ContextVar("variable", default="outside")


async def contexts():
    async def change():
        variable.set("inside")
        return variable.get()

    print(await asyncio.create_task(change()), variable.get())


async def generate():
    try:
        for number in range(10):
            yield number
            await asyncio.sleep(0)
    finally:
        print("closed")


async def generators():
    async for number in generate():
        if number == 2:
            break
    print([number async for number in generate() if number % 3 == 0])


async def main():
    print(type(asyncio.get_running_loop()).__name__)
    for part in (gather, queue, time_out, exclude, threads, streams, contexts, generators):
        await part()


asyncio.run(main())
with asyncio.Runner() as runner:
    print(runner.run(square(2)))


async def fail():
    raise LookupError("as it should")


try:
    asyncio.run(fail())
except LookupError as error:
    print(repr(error))
