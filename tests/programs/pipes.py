# shared: no, the parent closes what it has given to a child, which is the same object
# methods: spawn, forkserver
"""Both kinds of pipes: what they carry, and what they say when something is wrong."""

import array
from multiprocessing import BufferTooShort, Pipe, Process


def answer(connection):
    with connection:
        while True:
            try:
                item = connection.recv()
            except EOFError:
                break
            connection.send(("got", item))


def relay(outer):
    inner = outer.recv()
    inner.send("through an end that came through a pipe")
    inner.close()
    outer.close()


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=answer, args=(there,))
    process.start()
    there.close()
    for item in (1, "two", {"three": [3]}, None):
        here.send(item)
        print(here.recv())
    print(here.poll(), here.poll(0.01))
    here.close()
    process.join()
    print(process.exitcode, here.closed)
    attempt(lambda: here.send(1))
    attempt(lambda: here.recv())
    attempt(lambda: here.fileno())

    receiver, sender = Pipe(duplex=False)
    print(receiver.readable, receiver.writable, sender.readable, sender.writable)
    attempt(lambda: receiver.send(1))
    attempt(lambda: sender.recv())
    attempt(lambda: sender.poll())
    sender.send_bytes(b"some bytes")
    sender.send_bytes(b"some bytes", 5)
    sender.send_bytes(b"some bytes", 2, 3)
    print(receiver.recv_bytes(), receiver.recv_bytes(), receiver.recv_bytes(maxlength=3))
    sender.send_bytes(array.array("i", [1, 2, 3]))
    numbers = array.array("i", [0] * 5)
    print(receiver.recv_bytes_into(numbers, 4), numbers)
    sender.send_bytes(b"too long")
    try:
        receiver.recv_bytes_into(bytearray(3))
    except BufferTooShort as error:
        print("BufferTooShort", error.args)
    attempt(lambda: sender.send_bytes(b"abc", -1))
    attempt(lambda: sender.send_bytes(b"abc", 4))
    attempt(lambda: sender.send_bytes(b"abc", 0, -1))
    attempt(lambda: sender.send_bytes(b"abc", 2, 2))
    attempt(lambda: receiver.recv_bytes(-1))
    attempt(lambda: receiver.recv_bytes_into(bytearray(3), -1))
    attempt(lambda: receiver.recv_bytes_into(bytearray(3), 4))
    sender.send("last")
    sender.close()
    print(receiver.poll(), receiver.recv(), receiver.poll())
    attempt(lambda: receiver.recv())

    receiver, sender = Pipe(duplex=False)
    receiver.close()
    attempt(lambda: sender.send(1))

    receiver, sender = Pipe(duplex=False)
    sender.send_bytes(b"longer than allowed")
    attempt(lambda: receiver.recv_bytes(3))
    print(receiver.closed)

    outer, other = Pipe()
    receiver, sender = Pipe(duplex=False)
    process = Process(target=relay, args=(other,))
    process.start()
    outer.send(sender)
    sender.close()
    print(receiver.recv())
    process.join()
    attempt(lambda: receiver.recv())
