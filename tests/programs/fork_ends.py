# methods: fork
# shared: no, a child has a copy of what the parent has at that moment
"""A child holds all ends of pipes that its parent held: the end of the file comes when all are closed."""

from multiprocessing import Event, Lock, Pipe, Process


def hold(may_end):
    may_end.wait()


def answer(connection):
    while True:
        connection.send(connection.recv() * 2)


if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    may_end = Event()
    holder = Process(target=hold, args=(may_end,))
    holder.start()
    sender.send("sent before")
    sender.close()
    print(receiver.recv(), receiver.poll(0.05))
    may_end.set()
    holder.join()
    print(receiver.poll(0.05))
    try:
        receiver.recv()
    except EOFError:
        print("the end: the child that held the other end has ended")

    # What is closed before the start is not inherited.
    receiver, sender = Pipe(duplex=False)
    sender.close()
    may_end.clear()
    holder = Process(target=hold, args=(may_end,))
    holder.start()
    try:
        receiver.recv()
    except EOFError:
        print("the end at once")
    may_end.set()
    holder.join()

    # A child that closes its copies leaves the parent's open.
    here, there = Pipe()

    def close_both():
        here.close()
        there.close()
        print("closed in the child:", here.closed, there.closed)

    process = Process(target=close_both)
    process.start()
    process.join()
    print(here.closed, there.closed)
    here.send("still open")
    print(there.recv())

    # The child's own copy of the parent's end keeps its loop from ending.
    process = Process(target=answer, args=(there,))
    process.start()
    there.close()
    for number in range(3):
        here.send(number)
        print(here.recv())
    here.close()
    process.join(0.1)
    print(process.is_alive())
    process.terminate()
    process.join()
    print(process.exitcode)

    # A lock between processes is one lock: held at the fork, it is held for the child.
    lock = Lock()
    with lock:
        process = Process(target=lambda: print("child got it:", lock.acquire(timeout=0.05)))
        process.start()
        process.join()
    process = Process(target=lambda: print("child got it:", lock.acquire(timeout=5)))
    process.start()
    process.join()
    print("left behind:", not lock.acquire(timeout=0.05))
