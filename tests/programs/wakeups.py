# shared: no, it is about the signals of a process
"""Signals wake who waits at the descriptor of `signal.set_wakeup_fd`: asyncio's handlers are called by that."""

import asyncio
import os
import select
import signal
import socket


def plain():
    reading, writing = socket.socketpair()
    with reading, writing:
        writing.setblocking(False)
        before = signal.set_wakeup_fd(writing.fileno())
        signal.signal(signal.SIGUSR1, lambda number, frame: print("handler", number == signal.SIGUSR1))
        os.kill(os.getpid(), signal.SIGUSR1)
        select.select([reading], [], [])
        print(reading.recv(10) == bytes([signal.SIGUSR1]), before)
        signal.set_wakeup_fd(-1)
        print(signal.siginterrupt(signal.SIGUSR1, False))
        try:
            signal.siginterrupt(1000, False)
        except ValueError as error:
            print(error)


async def main():
    loop = asyncio.get_running_loop()
    called = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, called.set)
    loop.call_later(0.01, os.kill, os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(called.wait(), 10)
    print("called", loop.remove_signal_handler(signal.SIGTERM))


if __name__ == "__main__":
    plain()
    asyncio.run(main())
