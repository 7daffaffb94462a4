# shared: same
"""Named shared memory, and lists in it."""

from multiprocessing import Process, Queue
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import ShareableList, SharedMemory


def write(name, done, q):
    block = SharedMemory(name)
    block.buf[0] = 42
    block.buf[1:4] = b"abc"
    q.put(block.size >= 10)
    block.close()


def change(items):
    items[0] = 99
    items[1] = "changed"


if __name__ == "__main__":
    q = Queue()
    block = SharedMemory(create=True, size=10)
    print(block.name.startswith("psm_"), block.size >= 10, bytes(block.buf[:5]))
    process = Process(target=write, args=(block.name, None, q))
    process.start()
    print(q.get())
    process.join()
    print(bytes(block.buf[:5]), block.buf[0], len(block.buf[1:4]))
    other = SharedMemory(block.name)
    other.buf[4] = 7
    print(block.buf[4])
    other.close()
    block.close()
    block.unlink()
    try:
        SharedMemory("not-there")
    except FileNotFoundError as error:
        print(error.errno, error.filename)
    named = SharedMemory("mine", create=True, size=1)
    try:
        SharedMemory("mine", create=True, size=1)
    except FileExistsError as error:
        print(type(error).__name__, error.errno)
    named.close()
    named.unlink()
    for arguments in ({"create": True}, {"create": True, "size": -1}, {}):
        try:
            SharedMemory(**arguments)
        except ValueError as error:
            print(error)

    items = ShareableList([1, "text", 2.5, True, None, b"bytes"])
    print(list(items), len(items), items.format)
    process = Process(target=change, args=(items,))
    process.start()
    process.join()
    print(items[0], items[1], items.count(True), items.index(2.5))
    try:
        items[1] = "much longer than the room there is for it"
    except ValueError as error:
        print(error)
    try:
        items[9]
    except IndexError as error:
        print(error)
    items.shm.close()
    items.shm.unlink()

    with SharedMemoryManager() as manager:
        numbers = manager.ShareableList(range(5))
        print(list(numbers), manager.SharedMemory(100).size >= 100)
