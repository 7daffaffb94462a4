# shared: same
"""A place of a `ShareableList` that was made with `None` holds other values."""

from multiprocessing.shared_memory import ShareableList

if __name__ == "__main__":
    values = ShareableList([1, None, "abc"])
    print(values.format)
    values[1] = 7
    print(values[1])
    values[1] = "some"
    print(values[1], values.format)
    values.shm.close()
    values.shm.unlink()
