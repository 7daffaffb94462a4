# shared: same
"""Sets in a program's constants, where `in` and loops find them."""

from multiprocessing import Process, Queue

VOWELS = {"a", "e", "i", "o", "u"}


def is_small(number):
    return number in {1, 2, 3}


def kinds(values):
    return [value in {None, True, 2.5, b"bytes", ("a", 1), "text"} for value in values]


def child(queue):
    queue.put([letter for letter in "spawnpoint" if letter in {"a", "o", "i"}])


if __name__ == "__main__":
    print(len([letter for letter in "multiprocessing" if letter in VOWELS]))
    print(is_small(2), is_small(4))
    print(kinds([None, 1, 2.5, b"bytes", ("a", 1), "text", "other", ()]))
    print(sum(number for number in {1, 2, 3}))
    print(5 not in {1, 2, 3}, sorted({3, 1, 2} | {2, 4}))
    queue = Queue()
    process = Process(target=child, args=(queue,))
    process.start()
    print(queue.get())
    process.join()
    print(process.exitcode)
