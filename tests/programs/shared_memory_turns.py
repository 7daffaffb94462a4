# shared: same
# Processes that share memory see each other's writes without any call that waits.
import struct
from multiprocessing import Array, Process, RawArray, RawValue
from multiprocessing.shared_memory import SharedMemory


def answer(turn, numbers, locked, name):
    block = SharedMemory(name)
    view = block.buf[8:16]
    for step in range(1, 6):
        while turn.value != 2 * step - 1:
            pass
        numbers[step] = numbers[step - 1] * 2
        locked[:] = [step] * len(locked)
        # Through the view, and past it, to neighbouring bytes.
        view[0] = step
        struct.pack_into("<I", block.buf, 9, step << 8)
        block.buf[20:25] = b"child"
        turn.value = 2 * step
    view.release()
    block.close()


if __name__ == "__main__":
    turn = RawValue("i", 0)
    numbers = RawArray("d", 6)
    locked = Array("q", 3)
    numbers[0] = 1.5
    block = SharedMemory(create=True, size=32)
    child = Process(target=answer, args=(turn, numbers, locked, block.name))
    child.start()
    for step in range(1, 6):
        block.buf[25:31] = b"parent"
        block.buf[0] = step
        turn.value = 2 * step - 1
        while turn.value != 2 * step:
            pass
        print(step, numbers[:], locked[:], bytes(block.buf[:16]))
    child.join()
    print(child.exitcode, bytes(block.buf[16:]))
    block.close()
    block.unlink()
