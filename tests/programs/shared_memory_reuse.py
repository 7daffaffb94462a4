# shared: same
"""Blocks that were unlinked and closed make room for others."""

from multiprocessing.shared_memory import SharedMemory

MEGABYTE = 2**20

if __name__ == "__main__":
    for _ in range(9):
        block = SharedMemory(create=True, size=32 * MEGABYTE)
        block.buf[-1] = 1
        block.close()
        block.unlink()
    print("done")
