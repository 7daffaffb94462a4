"""asyncio: tasks, gather, wait, cancellation, timeouts, task groups, shielding, order of callbacks."""

import asyncio

log = []


async def worker(name, steps, fail=None):
    try:
        for step in range(steps):
            log.append(f"{name}{step}")
            await asyncio.sleep(0)
        if fail:
            raise fail
        return name
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        raise
    finally:
        log.append(f"{name} done")


def shown(label, *values):
    print(label, *values, "|", *log)
    log.clear()


async def stubborn():
    while True:
        try:
            return await asyncio.sleep(3600)
        except asyncio.CancelledError:
            log.append("refused")
            asyncio.current_task().uncancel()
            return "finished anyway"


async def main():
    shown("await", await worker("a", 1))
    task = asyncio.create_task(worker("b", 2), name="named")
    shown("created", task.done(), task.get_name(), asyncio.current_task() in asyncio.all_tasks())
    shown("result", await task, task.result(), task.done(), task.cancelled(), task.exception())
    shown("gather", await asyncio.gather(worker("c", 2), worker("d", 1)))
    shown("exceptions", await asyncio.gather(worker("e", 1, ValueError("e")), worker("f", 1), return_exceptions=True))
    try:
        await asyncio.gather(worker("g", 1, KeyError("g")), worker("h", 3))
    except KeyError as error:
        shown("failed", repr(error))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log.clear()
    task = asyncio.create_task(worker("i", 100))
    await asyncio.sleep(0)
    print(task.cancel("why"), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        shown("cancelled", error.args, task.cancelled())
    early = asyncio.create_task(worker("never", 1))
    early.cancel()
    await asyncio.wait([early])
    shown("before its start", early.cancelled())
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    shown("refuses", await task, task.cancelled())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(worker("j", 100))
            group.create_task(worker("k", 1, ValueError("k")))
            group.create_task(worker("l", 0, TypeError("l")))
    except* ValueError as errors:
        shown("group values", errors.exceptions)
    except* TypeError as errors:
        shown("group types", errors.exceptions)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(worker(name, 1)) for name in "mn"]
    shown("group", [task.result() for task in tasks])
    try:
        async with asyncio.timeout(0):
            await worker("o", 100)
    except TimeoutError as error:
        shown("timeout", repr(error))
    try:
        await asyncio.wait_for(asyncio.sleep(3600), 0)
    except TimeoutError as error:
        shown("wait_for", repr(error), await asyncio.wait_for(worker("p", 1), 3600))
    done, pending = await asyncio.wait([asyncio.create_task(worker("q", 1)), asyncio.create_task(worker("r", 50))],
                                       return_when=asyncio.FIRST_COMPLETED)
    shown("wait", [task.result() for task in done], len(pending))
    for task in pending: task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    log.clear()
    tasks = [asyncio.create_task(worker(name, steps)) for name, steps in (("s", 2), ("t", 0))]
    shown("completed", [await future for future in asyncio.as_completed(tasks)])
    inner = asyncio.create_task(worker("u", 2))
    outer = asyncio.ensure_future(asyncio.shield(inner))
    await asyncio.sleep(0)
    outer.cancel()
    shown("shield", await inner, outer.cancelled())
    loop, future = asyncio.get_running_loop(), asyncio.Future()
    future.add_done_callback(lambda done: log.append(f"callback {done.result()}"))
    loop.call_soon(log.append, "soon"); loop.call_later(0, log.append, "later"); loop.call_soon(future.set_result, 5)
    cancelled = loop.call_soon(log.append, "never")
    cancelled.cancel()
    shown("future", await future, cancelled.cancelled(), future.done())
    await asyncio.sleep(0)
    shown("callbacks")
    for attempt in (lambda: future.set_result(1), lambda: asyncio.Future().result(),
                    lambda: asyncio.Future().exception(), lambda: asyncio.run(main), lambda: asyncio.create_task(5),
                    lambda: asyncio.wait_for(5, 1).send(None)):
        try:
            print(attempt())
        except (asyncio.InvalidStateError, RuntimeError, TypeError, ValueError) as error:
            print(f"{type(error).__name__}: {str(error).split('<function')[0]}")
    return "end"


print(asyncio.run(main()))
