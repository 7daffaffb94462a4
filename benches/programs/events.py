"""Takes a Lock and gives it back, each of which is an event of the record."""

from multiprocessing import Lock

EVENTS = 1_000

if __name__ == "__main__":
    lock, count = Lock(), 0
    for _ in range(EVENTS // 2):
        with lock:
            count += 1
    assert count == EVENTS // 2
    print(count)
