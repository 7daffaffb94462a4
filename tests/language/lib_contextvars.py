"""contextvars: variables, tokens, copied contexts, generators and coroutines that share one."""

import asyncio
import contextvars

plain = contextvars.ContextVar("plain")
colour = contextvars.ContextVar("colour", default="red")
print(colour.get(), plain.get("given"), colour.name, plain.name)
token = colour.set("green")
print(colour.get(), token.old_value is contextvars.Token.MISSING, token.var is colour)
inner = colour.set("blue")
print(colour.get(), inner.old_value, colour.reset(inner), colour.get(), colour.reset(token), colour.get())
context = contextvars.copy_context()


def changes(value):
    before = colour.get()
    colour.set(value)
    plain.set(f"plain {value}")
    return before, colour.get()


print(context.run(changes, "in context"), colour.get(), plain.get("unset outside"), context[colour], context.get(plain),
      colour in context, sorted(var.name for var in context if var in (colour, plain)))
print(context.run(changes, "again"), context.copy().run(colour.get), contextvars.Context().run(colour.get),
      len(contextvars.Context()), context == context.copy(), dict(context.items())[plain])
nested = contextvars.copy_context()
print(context.run(lambda: nested.run(changes, "nested")), context[colour], nested[colour])


def generator():
    token = colour.set("in generator")
    yield colour.get()
    colour.reset(token)
    yield colour.get()


made = generator()
print(next(made), colour.get(), next(made), colour.get())


async def child(name):
    colour.set(f"child {name}")
    await asyncio.sleep(0)
    return colour.get()


async def main():
    colour.set("main")
    print(await asyncio.gather(child("a"), child("b")), colour.get())
    print(await child("awaited in place"), colour.get())
    task = asyncio.create_task(child("own context"), context=context)
    print(await task, context[colour], colour.get())
    seen = []
    asyncio.get_running_loop().call_soon(lambda: seen.append(colour.get()))
    colour.set("after call_soon")
    await asyncio.sleep(0)
    print(seen)
    return colour.get()


print(asyncio.run(main()), colour.get())


class Manager:
    def __enter__(self): self.token = colour.set("managed")
    def __exit__(self, *details): colour.reset(self.token)


with Manager():
    print(colour.get())
print(colour.get())
used = colour.set("x")
colour.reset(used)
other = contextvars.ContextVar("other").set(1)
for attempt in (lambda: contextvars.ContextVar("empty").get(), lambda: colour.reset(used), lambda: plain.reset(other),
                lambda: context.run(colour.reset, colour.set("y")), lambda: context.run(lambda: context.run(print)),
                lambda: context["colour"], lambda: context[contextvars.ContextVar("none")],
                lambda: contextvars.ContextVar(), lambda: contextvars.ContextVar(5), lambda: contextvars.Token(),
                lambda: contextvars.Context(1), lambda: context.run(), lambda: type("Sub", (contextvars.Context,), {}),
                lambda: hash(context), lambda: setattr(colour, "name", "x")):
    try:
        print(attempt())
    except (LookupError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        print(f"{type(error).__name__}: {str(error).split(' at 0x')[0].split(' object')[0][:60]}")
