# shared: same
"""Processes that write to places of one memory next to each other, without a lock: nobody's are overwritten."""

import multiprocessing as mp
from multiprocessing import shared_memory

TIMES = 300
WORKERS = 3


def write(array, view_name, number):
    block = shared_memory.SharedMemory(name=view_name)
    view = block.buf.cast("h")
    for time in range(1, TIMES + 1):
        # Its own places only, between which are those of the others.
        for place in range(number, len(array), WORKERS):
            array[place] = time
            view[place] = time
    view.release()
    block.close()


if __name__ == "__main__":
    array_of_shorts = mp.RawArray("h", 4 * WORKERS)
    block = shared_memory.SharedMemory(create=True, size=8 * WORKERS)
    workers = [mp.Process(target=write, args=(array_of_shorts, block.name, number)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print([worker.exitcode for worker in workers])
    print(list(array_of_shorts) == [TIMES] * 4 * WORKERS)
    view = block.buf.cast("h")
    print(list(view[: 4 * WORKERS]) == [TIMES] * 4 * WORKERS)
    view.release()
    block.close()
    block.unlink()
